"""Who works on a store beside the clients that write batches: what each of them does, and what it checks."""

import asyncio
import random
from abc import ABC, abstractmethod
from contextlib import suppress

import httpx

from schemas.errors import ServiceError
from tests.soak.findings import Findings
from tests.soak.served import ServedStore

AWAY = {503, 504}
"""Answers that say the store is away, and nothing of what became of a write."""


class Beside(ABC):
    """One worker, which lives through all kills.

    Parameters
    ----------
    store : ServedStore
        What it works on.
    findings : Findings
        Where it notes what must not be.
    chance : random.Random
        Chooses what it does, and when.
    """

    def __init__(self, store: ServedStore, findings: Findings, chance: random.Random) -> None:
        self._store = store
        self._findings = findings
        self._chance = chance
        self.stopping = asyncio.Event()

    async def begin(self) -> None:
        """Make what the work needs, in a store that answers."""
        return

    async def work(self) -> None:
        """Work until it is time to stop, or until the service is gone."""
        self.stopping.clear()
        with suppress(httpx.TransportError, ServiceError, OSError):
            while not self.stopping.is_set():
                await self._once()
                await self._pause()

    @abstractmethod
    async def _once(self) -> None:
        """Do it once; whatever the store or the way to it refuses ends the work until the next round."""

    @abstractmethod
    async def verify(self) -> None:
        """Read what is there and compare it with what was answered, in a store that nobody writes to."""

    async def settle(self) -> None:
        """Let what was begun come to its end; then check it."""
        await self.verify()

    @abstractmethod
    def sums(self) -> dict[str, float]:
        """Return how much was done."""

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._chance.uniform(0.05, 0.3)):
                await self.stopping.wait()
