"""A normal reader, who reads while others are rude: how long it waits, and with which answers."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

import httpx

from tests.soak.served import PLAIN

PATIENCE = 30.0
BETWEEN = 0.02
PATH = "/v1/accounts"


@dataclass(slots=True)
class Bystander:
    """One reader.

    Attributes
    ----------
    seconds : list of float
        How long each answer took, refusals included.
    refused : int
        Answers that said to come again later: 503 with ``Retry-After``.
    wrong : Counter
        All other answers but 200, and failures of the connection.
    """

    url: str
    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    wrong: Counter[str] = field(default_factory=Counter)

    async def read_on(self) -> None:
        """Read until cancelled, over one connection, and over a new one every tenth time."""
        while True:
            async with httpx.AsyncClient(base_url=self.url, timeout=PATIENCE, trust_env=False, verify=PLAIN) as client:
                for _ in range(10):
                    await self._read(client)
                    await asyncio.sleep(BETWEEN)

    async def _read(self, client: httpx.AsyncClient) -> None:
        began = time.monotonic()
        try:
            answer = await client.get(PATH)
        except httpx.TransportError as error:
            self.wrong[type(error).__name__] += 1
        else:
            if answer.status_code == 503 and "Retry-After" in answer.headers:
                self.refused += 1
            elif answer.status_code != 200:
                self.wrong[str(answer.status_code)] += 1
        self.seconds.append(time.monotonic() - began)

    @property
    def p99(self) -> float:
        """Seconds within which 99 of 100 answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)] if ordered else 0.0
