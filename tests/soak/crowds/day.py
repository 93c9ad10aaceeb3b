"""A day at work: who reads, who writes and who imports, each with pauses, and how long each kind of request took."""

import asyncio
import io
import itertools
import json
import random
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import httpx

ACCOUNTS = ("north", "south", "east", "west")
PEOPLE = 60
BATCH = 5
IMPORTED = 2_000
WAITING = {"Prefer": "wait=60"}
READS = {
    "page of people": "people?limit=100",
    "one person": "people/p1",
    "page of contacts": "interactions?limit=50",
    "influence": "analysis/influence",
    "health": "analysis/health",
    "gaps": "analysis/gaps",
    "coverage": "analysis/coverage",
    "picture": "analysis/influence.svg",
}
"""What is asked of an account, by the name of its line."""
OF_THE_BOOK = {"search": "/v1/search?q=person", "changes": "/v1/changes?limit=50", "overview": "/v1/analysis/health"}
BETWEEN_IMPORTS = 240.0


@dataclass(slots=True)
class Day:
    """What was asked and how it went.

    Attributes
    ----------
    seconds : dict
        Kind of request -> how long each good answer took.
    later : Counter
        Answers that said to come again: 503 with ``Retry-After``, by kind.
    wrong : Counter
        All other answers that are not good, and failures of the connection, in words.
    """

    client: httpx.AsyncClient
    end: float
    pause: float
    chance: random.Random
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    later: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    imports: Counter[str] = field(default_factory=Counter)

    async def spend(self, readers: int, writers: int) -> None:
        """Read, write and import until the end."""
        reading = (self._again(self._read) for _ in range(readers))
        writing = (self._again(partial(self._write, number)) for number in range(writers))
        await asyncio.gather(*reading, *writing, self._import())

    @property
    def over(self) -> bool:
        """Whether the day has ended."""
        return time.monotonic() > self.end

    async def _again(self, work: Callable[[], Awaitable[None]]) -> None:
        while not self.over:
            await asyncio.sleep(self.chance.uniform(0, 2 * self.pause))
            await work()

    async def _read(self) -> None:
        kind = self.chance.choice([*READS, *READS, *OF_THE_BOOK])
        path = OF_THE_BOOK.get(kind) or f"/v1/accounts/{self.chance.choice(ACCOUNTS)}/{READS[kind]}"
        await self.send(kind, self.client.build_request("GET", path))

    async def _write(self, number: int) -> None:
        """Change some people of one account and note a contact: the account grows by contacts alone, slowly."""
        account, word = ACCOUNTS[number % len(ACCOUNTS)], self.chance.randrange(10**9)
        chosen = self.chance.sample(range(PEOPLE), BATCH - 1)
        items: list[dict[str, Any]] = [
            {"kind": "person", "id": f"p{one}", "data": {"name": f"Person p{one}", "title": f"Title {word}"}}
            for one in chosen
        ]
        if word % 10 == 0:
            met = {"at": "2026-06-24T09:00:00Z", "people": [f"p{chosen[0]}"], "channel": "call", "direction": "mutual"}
            items.append({"kind": "interaction", "id": f"x{number}-{word}", "data": met})
        await self.send(
            "batch", self.client.build_request("POST", f"/v1/accounts/{account}/batch", json={"items": items})
        )

    async def send(self, kind: str, request: httpx.Request) -> httpx.Response | None:
        """Send a request and note how it went; return a good answer."""
        began = time.monotonic()
        try:
            answer = await self.client.send(request)
        except httpx.TransportError as error:
            self.wrong[f"{kind}: {type(error).__name__}"] += 1
            return None
        if answer.is_success:
            self.seconds[kind].append(time.monotonic() - began)
            return answer
        if answer.status_code == 503 and "retry-after" in answer.headers:
            self.later[kind] += 1
        else:
            self.wrong[f"{kind}: {answer.status_code} {answer.json()['code']}"] += 1
        return None

    async def _import(self) -> None:
        """Import the same people under other names again and again, and follow each job to its end."""
        for turn in itertools.count():
            if self.over:
                return
            headers = {"content-type": "application/zip"}
            sent = self.client.build_request(
                "POST", "/v1/imports?format=ndjson", content=_archive(turn), headers=headers
            )
            if answer := await self.send("import is begun", sent):
                await self._follow(answer.json()["id"])
            rest = min(BETWEEN_IMPORTS, max(0.0, self.end - time.monotonic()))
            await asyncio.sleep(rest)

    async def _follow(self, job: str) -> None:
        began = time.monotonic()
        while time.monotonic() < self.end + 60:
            answer = await self.send("job is looked at", self.client.build_request("GET", f"/v1/jobs/{job}"))
            state = answer.json()["state"] if answer else ""
            if state in {"done", "failed", "cancelled", "interrupted"}:
                self.imports[state] += 1
                if answer and state != "done":
                    self.wrong[f"import: {answer.text[:300]}"] += 1
                self.seconds["import from begin to end"].append(time.monotonic() - began)
                return
            await asyncio.sleep(1.0)
        self.imports["not ended"] += 1


def _archive(turn: int) -> bytes:
    lines = [{"kind": "account", "id": "imported", "data": {"name": "Imported"}}]
    lines += [
        {"account_id": "imported", "kind": "person", "id": f"p{number}", "data": {"name": f"Person {number} {turn}"}}
        for number in range(IMPORTED)
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("book.ndjson", "".join(f"{json.dumps(line)}\n" for line in lines))
    return packed.getvalue()
