"""Keys of a running service as tests make and send them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import httpx

from app.security.key_texts import new_key_text
from graph.rising_clock import utc_now
from schemas.api_keys import ApiKey, Role
from schemas.instants import instant_text
from tests.api.answer_headers import EventHooks, check_answer_headers
from tests.api.serving import Service
from tests.opened_store import joined

_ADDRESSES = count(1)


@dataclass(frozen=True, slots=True)
class Sent:
    """A key as its holder sends it."""

    id: str
    text: str
    expires_at: str

    @property
    def secret(self) -> str:
        """The part that nobody else may know."""
        return self.text.split("_", 2)[2]

    @property
    def header(self) -> dict[str, str]:
        """The header of a request with it."""
        return {"authorization": f"Bearer {self.text}"}


def make_key(service: Service, role: Role = Role.READER, *, seconds: float = 3600.0, **fields: Any) -> Sent:
    """Store a key beside a running service; it is good for so many seconds, none when they are negative."""
    text, proof = new_key_text()
    now = utc_now()
    expires_at = instant_text(now + timedelta(seconds=seconds))
    key = ApiKey(proof, role, fields.get("name"), fields.get("member"), instant_text(now), "keeper", expires_at)

    async def store_it() -> None:
        async with joined(service.folder) as store:
            await store.api_keys.create(key)
            if fields.get("revoked"):
                await store.api_keys.revoke(key.id)

    asyncio.run(store_it())
    return Sent(key.id, text, key.expires_at)


def revoke_key(service: Service, key: Sent) -> None:
    """Revoke a key beside a running service."""

    async def revoke_it() -> None:
        async with joined(service.folder) as store:
            await store.api_keys.revoke(key.id)

    asyncio.run(revoke_it())


def own_address() -> str:
    """Return an address of this machine that no other test sends from: those without a good key are counted by it."""
    number = next(_ADDRESSES)
    return f"127.1.{number // 250}.{number % 250 + 1}"


@contextmanager
def connect_from(service: Service, address: str | None = None) -> Iterator[httpx.Client]:
    """Open a client that sends from an address of its own; no connection is kept, which could end meanwhile."""
    alone = httpx.Limits(max_keepalive_connections=0)
    transport = httpx.HTTPTransport(local_address=address or own_address(), verify=False, limits=alone)
    looking: EventHooks = {"response": [check_answer_headers]}
    with httpx.Client(base_url=service.url, timeout=60, transport=transport, event_hooks=looking) as client:
        yield client
