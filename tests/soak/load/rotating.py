"""Rotation of keys under load: the new one is good, the old one is not, whatever is killed meanwhile."""

import asyncio
import time
from datetime import timedelta

from app.security.key_texts import new_key_text, split_key_text
from graph.rising_clock import utc_now
from schemas.api_keys import ApiKey, Role
from schemas.instants import instant_text
from tests.soak.load.beside import Beside

HELD_SECONDS = 1.2
"""A service heeds a change of the keys within a second."""


class Rotating(Beside):
    """Makes the key that every client sends, and rotates another again and again, without overlap."""

    _rotations = 0

    async def begin(self) -> None:
        """Make both keys."""
        self._former: str | None = None
        self._doubted: str | None = None
        self._asked_at = 0.0
        self._newest = await self._make(Role.READER)
        self._store.headers["authorization"] = f"Bearer {await self._make(Role.ADMIN)}"

    async def _make(self, role: Role) -> str:
        text, proof = new_key_text()
        async with self._store.joined() as opened:
            await opened.api_keys.create(ApiKey(proof, role, None, None, instant_text(utc_now()), "soak", _far()))
        return text

    async def _once(self) -> None:
        if self._doubted is not None:
            return
        text, proof = new_key_text()
        async with self._store.joined() as opened:
            self._doubted = text
            try:
                await opened.api_keys.rotate(_id(self._newest), proof, _far(), timedelta(0))
            finally:
                self._asked_at = time.monotonic()
            self._settle_on(text)

    def _settle_on(self, text: str) -> None:
        self._former, self._newest, self._doubted = self._newest, text, None
        self._rotations += 1

    async def verify(self) -> None:
        """Ask with the newest key, with the one before, and with the one of a rotation in doubt."""
        await asyncio.sleep(self._asked_at + HELD_SECONDS - time.monotonic())
        if self._doubted is not None and await self._is_good(self._doubted):
            self._settle_on(self._doubted)
        self._doubted = None
        if not await self._is_good(self._newest):
            self._findings.add("lost", f"the key {_id(self._newest)} is refused")
        if self._former is not None and await self._is_good(self._former):
            self._findings.add("returned", f"the key {_id(self._former)} is good after its rotation")

    async def _is_good(self, text: str) -> bool:
        async with self._store.client() as client:
            answer = await client.get("/v1/accounts?limit=1", headers={"authorization": f"Bearer {text}"})
        if answer.status_code not in {200, 401}:
            self._findings.add("refused", f"{answer.status_code} {answer.text[:300]}")
        return answer.status_code == 200

    def sums(self) -> dict[str, float]:
        """Return how often a key was rotated."""
        return {"rotations": self._rotations}


def _id(text: str) -> str:
    return (split_key_text(text) or ("", ""))[0]


def _far() -> str:
    return instant_text(utc_now() + timedelta(days=30))
