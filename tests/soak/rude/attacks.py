"""Attacks, each bounded in time: what they do, and which statuses they may be answered with."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import cache

import httpx

from tests.soak.rude import archives
from tests.soak.rude.sockets import HEAD, RUDE, Rude, crowd
from tests.soak.served import PLAIN

Answers = Counter[int]
"""Statuses that were answered; 0 where the service hung up without one, -1 where it said nothing in time."""

Attack = Callable[[str, float], Awaitable[Answers]]
"""Attacks the service at a URL, for so many seconds at the most."""

ENDLESS_BYTES = 100_000_000
"""Of headers that never end, on each of four connections."""


async def half_open(url: str, seconds: float) -> Answers:
    """Open 600 connections, send half a request on each, and wait."""
    async with crowd(url, [RUDE] * 600) as there:
        await asyncio.gather(*(one.send(HEAD) for one in there))
        return Counter(await asyncio.gather(*(one.status(seconds) for one in there)))


async def endless_headers(url: str, seconds: float) -> Answers:
    """Send a hundred megabytes of headers on each of four connections."""

    async def send(one: Rude) -> int:
        await one.send(HEAD)
        for number in range(ENDLESS_BYTES // 100_000):
            if not await one.send(b"X-%d: %s\r\n" % (number, b"x" * 100_000)):
                break
        return await one.status(seconds)

    async with crowd(url, [RUDE] * 4) as there:
        return Counter(await asyncio.gather(*map(send, there)))


async def slow_bodies(url: str, seconds: float) -> Answers:
    """Send the bodies of 50 writes so slowly that they would take days."""
    head = b"POST /v1/accounts/rude/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"

    async def send(one: Rude) -> int:
        await one.send(head + b"Content-Length: 1000000\r\n\r\n{")
        return await one.status(seconds)

    async with crowd(url, [RUDE] * 50) as there:
        return Counter(await asyncio.gather(*map(send, there)))


async def slow_readers(url: str, seconds: float) -> Answers:
    """Ask for a megabyte 50 times on each of 20 connections, and read nothing."""

    async def ask(one: Rude) -> int:
        await one.send(*[b"GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"] * 50)
        for _ in range(round(seconds)):
            await asyncio.sleep(1)
            if not await one.send(b"\r\n"):
                return 0
        return -1

    async with crowd(url, [RUDE] * 20) as there:
        return Counter(await asyncio.gather(*map(ask, there)))


async def aborted(url: str, seconds: float) -> Answers:
    """Hang up in the middle of 200 writes, 20 at once every fifth of a second, so that a reader meets them."""
    head = b"POST /v1/accounts/rude/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    for _ in range(10):
        async with crowd(url, [RUDE] * 20) as there:
            await asyncio.gather(*(one.send(head + b"Content-Length: 1000\r\n\r\n{") for one in there))
        await asyncio.sleep(0.2)
    return Counter()


async def unknown_keys(url: str, seconds: float) -> Answers:
    """Send an object of 700,000 fields that nobody knows, three times."""
    body = _wide()
    async with httpx.AsyncClient(base_url=url, timeout=seconds, trust_env=False, verify=PLAIN) as client:
        sent = [await client.put("/v1/accounts/rude", content=body, headers=_JSON) for _ in range(3)]
    return Counter(answer.status_code for answer in sent)


async def growing_cell(url: str, seconds: float) -> Answers:
    """Import a cell that a mapping repeats to 1.8 GB."""
    return await _imported(url, seconds, "mapping", _composed())


async def growing_file(url: str, seconds: float) -> Answers:
    """Import an archive of 1.8 MB that holds 1.9 GB."""
    return await _imported(url, seconds, "ndjson", _swollen())


async def strange_mappings(url: str, seconds: float) -> Answers:
    """Import with a codec that is none, lists nested without end, and a day twice in a date."""
    sent = (archives.unknown_codec(), archives.nested(), archives.repeated_directive())
    return sum([await _imported(url, seconds, "mapping", body) for body in sent], Counter())


@cache
def _wide() -> bytes:
    return json.dumps({f"k{number}": 0 for number in range(700_000)}, separators=(",", ":")).encode()


@cache
def _composed() -> bytes:
    return archives.composed()


@cache
def _swollen() -> bytes:
    return archives.swollen()


def make_bodies() -> None:
    """Make what takes seconds, so that an attack sends it at once and a reader beside it waits for the service only."""
    for made in (_wide, _composed, _swollen):
        made()


_JSON = {"Content-Type": "application/json"}


async def _imported(url: str, seconds: float, form: str, body: bytes) -> Answers:
    """Send an archive and count its answer; a job that is begun counts as what it fails with: 500 for a bug of ours."""
    headers = {"Content-Type": "application/zip"}
    async with httpx.AsyncClient(base_url=url, timeout=seconds, trust_env=False, verify=PLAIN) as client:
        answer = await client.post("/v1/imports", params={"format": form}, content=body, headers=headers)
        if answer.status_code != 202:
            return Counter([answer.status_code])
        job = answer.json()
        while job["state"] in {"queued", "running"}:
            await asyncio.sleep(0.2)
            job = (await client.get(f"/v1/jobs/{job['id']}")).json()
    return Counter([500 if job.get("error") == "ServiceError" else 202])


async def all_at_once(url: str, seconds: float) -> Answers:
    """Do all of it at once."""
    each = (attack(url, seconds) for attack, _ in list(ATTACKS.values())[:-1])
    found = await asyncio.gather(*each, return_exceptions=True)
    return sum((one for one in found if isinstance(one, Counter)), Counter())


ATTACKS: dict[str, tuple[Attack, frozenset[int]]] = {
    "half_open": (half_open, frozenset({0, 408, 503})),
    "endless_headers": (endless_headers, frozenset({0, 431})),
    "slow_bodies": (slow_bodies, frozenset({408})),
    "slow_readers": (slow_readers, frozenset({0})),
    "aborted": (aborted, frozenset()),
    "unknown_keys": (unknown_keys, frozenset({422})),
    "growing_cell": (growing_cell, frozenset({202, 422})),
    "growing_file": (growing_file, frozenset({413})),
    "strange_mappings": (strange_mappings, frozenset({422})),
    "all_at_once": (all_at_once, frozenset({0, 202, 408, 413, 422, 429, 431, 503})),
}
"""Every attack by its name, with the answers that it may get; the last is all of them."""
