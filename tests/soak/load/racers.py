"""Writers that start from one revision at one moment: clients of a service, or processes on the store itself."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import httpx

from tests.soak.served import PLAIN, ServedStore

ANSWER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Race:
    """One round: everybody writes one person of one account, starting from one revision."""

    account: str
    person: str
    round: int
    revision: int

    def name_by(self, writer: str) -> str:
        """Return what a writer writes."""
        return f"{self.round} {writer}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a writer was answered: won, mismatch, or the sentence of anything else; and the revision."""

    writer: str
    outcome: str
    revision: int | None


class Racers(Protocol):
    """Several writers that go by one way."""

    async def race(self, race: Race) -> list[Answer]:
        """Let all of them write at once."""
        ...


class Clients:
    """Clients of one service, over HTTP.

    Parameters
    ----------
    url : str
        Where the service answers.
    writers : sequence of str
        Their names.
    """

    def __init__(self, url: str, writers: Sequence[str]) -> None:
        self._clients = {
            writer: httpx.AsyncClient(base_url=url, timeout=ANSWER_SECONDS, verify=PLAIN) for writer in writers
        }

    async def race(self, race: Race) -> list[Answer]:
        """Let all of them write at once."""
        return await asyncio.gather(*(self._write(writer, race) for writer in self._clients))

    async def _write(self, writer: str, race: Race) -> Answer:
        answer = await self._clients[writer].patch(
            f"/v1/accounts/{race.account}/people/{race.person}",
            json={"name": race.name_by(writer)},
            headers={"If-Match": f'"{race.revision}"'},
        )
        body = answer.json()
        if answer.status_code == 200:
            return Answer(writer, "won", int(answer.headers["Stakegraph-Revision"]))
        if answer.status_code == 412:
            return Answer(writer, "mismatch", int(body["revision"]))
        return Answer(writer, f"{answer.status_code} {body.get('detail')}", None)

    async def close(self) -> None:
        """Let the connections go."""
        for client in self._clients.values():
            await client.aclose()


class Joiners:
    """Writers in a process of their own, which uses the very store of a running service."""

    def __init__(self, process: Process, writers: Sequence[str]) -> None:
        self._process = process
        self._writers = list(writers)

    @classmethod
    async def start(cls, store: ServedStore, writers: Sequence[str]) -> "Joiners":
        """Start the process; return when it has joined the store."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.soak.load.writer_process"), stdin=PIPE, stdout=PIPE, limit=1_000_000
        )
        joiners = cls(process, writers)
        uri = store.environment.get("STAKEGRAPH_NEO4J_URI")
        assert await joiners._ask({"folder": str(Path(store.folder)), "neo4j_uri": uri}) == "ready"
        return joiners

    async def race(self, race: Race) -> list[Answer]:
        """Let all of them write at once."""
        task = {name: getattr(race, name) for name in ("account", "person", "round", "revision")}
        answers = await self._ask({**task, "writers": self._writers})
        return [Answer(**answer) for answer in answers]

    async def close(self) -> None:
        """Let the process end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), ANSWER_SECONDS)

    async def _ask(self, words: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(words)}\n".encode())
        line = await asyncio.wait_for(self._process.stdout.readline(), ANSWER_SECONDS)
        assert line, "the process of the writers has ended"
        return json.loads(line)
