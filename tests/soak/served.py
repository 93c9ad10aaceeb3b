"""The service as a person runs it: one process of the command line, killed, stopped and started again from outside.

It is forked where its imports are done (`tests.prepared`), so that a start takes the time of its recovery.
"""

import asyncio
import os
import re
import signal
import ssl
import subprocess
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx

from graph.engine.bolt_address import BoltAddress
from graph.engine.folder_owner import find_owner
from graph.store import Store, StoreOptions
from schemas.errors import StoreUnavailable
from schemas.messages.message import Message
from tests import prepared

COMMAND = Path(sys.executable).with_name("stakegraph")
START_SECONDS = 60.0
STOP_SECONDS = 40.0
READ_SECONDS = 60.0
POLL_SECONDS = 0.01
OF_REQUEST = re.compile(r"\S+Z (?:[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12}) ")
"""How the line of a request begins: with its moment and its id, or the end of it."""
ENGINE = "graph.engine.engine_child"
ANSWERS = re.compile(r"stakegraph answers at (http://\S+)")


PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Clients of plain HTTP share it: each that makes its own reads every certificate of the machine."""


class NotStarted(AssertionError):
    """The service ended, or stayed silent, before it answered; the message holds what it printed last."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What the service stores in: a build of the embedded engine, or a Neo4j."""

    name: str
    neo4j_uri: str | None = None

    def environment(self) -> dict[str, str]:
        """Return the settings that choose it."""
        if self.neo4j_uri is None:
            return {"STAKEGRAPH_ENGINE": self.name}
        return {"STAKEGRAPH_NEO4J_URI": self.neo4j_uri, "STAKEGRAPH_NEO4J_USER": ""}


class ServedStore:
    """One service on one data folder, which outlives the processes that serve it.

    Parameters
    ----------
    folder : Path
        Data folder of the embedded engine; what the service prints is kept beside it.
    engine : Engine
        What it stores in.
    settings : str
        Environment settings of the service, by their name without prefix.

    Attributes
    ----------
    url : str
        Where it answers.
    headers : dict
        Sent by every client of `client`: the key, where there is one.
    """

    def __init__(self, folder: Path, engine: Engine, **settings: str) -> None:
        self._folder = folder
        self._neo4j_uri = engine.neo4j_uri
        chosen = {f"STAKEGRAPH_{name.upper()}": value for name, value in settings.items()}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("STAKEGRAPH_")}
        self.environment = {**inherited, "STAKEGRAPH_LOG_LEVEL": "warning", **engine.environment(), **chosen}
        self._words = folder.with_name(f"{folder.name}.log")
        self._words_before = 0
        self._process: prepared.Process | None = None
        self.url = ""
        self.headers: dict[str, str] = {}

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._folder

    @property
    def is_neo4j(self) -> bool:
        """Whether it is a Neo4j that somebody else runs."""
        return self._neo4j_uri is not None

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process of the service."""
        assert self._process is not None
        return self._process.pid

    def engine_pid(self) -> int | None:
        """Return the process of the embedded engine, None while there is none."""
        return next((pid for pid in children(self.pid) if ENGINE in _words_of(pid)), None)

    def client(self, seconds: float = READ_SECONDS) -> httpx.AsyncClient:
        """Return a client of the service that sends the key, where there is one."""
        return httpx.AsyncClient(
            base_url=self.url, timeout=seconds, headers=self.headers, trust_env=False, verify=PLAIN
        )

    @asynccontextmanager
    async def joined(self) -> AsyncIterator[Store]:
        """Open the very store of the running service beside it, as a command does; never start an engine.

        Raises
        ------
        StoreUnavailable
            When it is away.
        """
        store = await Store.open(StoreOptions(self._folder, neo4j=self._address()))
        try:
            yield store
        finally:
            await store.close()

    def _address(self) -> BoltAddress:
        if self._neo4j_uri is not None:
            return BoltAddress(self._neo4j_uri, "", "", "neo4j")
        owner = find_owner(self._folder)
        if owner is None:
            raise StoreUnavailable(Message("store.not_started"))
        return owner.address

    async def start(self) -> float:
        """Start the service and return after how many seconds it was ready.

        Raises
        ------
        NotStarted
            When it was not.
        """
        began = time.monotonic()
        self.launch()
        await self.wait_until_ready()
        return time.monotonic() - began

    def launch(self) -> None:
        """Start the process; it is not ready yet."""
        command = (COMMAND, "serve", "--port", "0", "--no-sample", "--data", self._folder)
        with self._words.open("ab") as words:
            self._words_before = words.tell()
            self._process = self._started(self.within(command), words)

    def within(self, words: Iterable[object]) -> list[str]:
        """Return a command line that runs where the data folder is seen: here."""
        return [str(word) for word in words]

    def _started(self, command: list[str], words: IO[bytes]) -> prepared.Process:
        if "SHIFTED_CLOCK" not in self.environment:
            return prepared.start(command, self.environment, words, words)
        # A clock is set wrong before anything is imported: this one is not forked.
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=words, stderr=words, env=self.environment)

    async def wait_until_ready(self, seconds: float = START_SECONDS) -> None:
        """Return when ``/readyz`` says so."""
        deadline = time.monotonic() + seconds
        while not await self._is_ready():
            if not self.running or time.monotonic() > deadline:
                raise NotStarted(f"not ready after {seconds:g} s or ended:\n{self.words()[-2000:]}")
            await asyncio.sleep(POLL_SECONDS)

    async def _is_ready(self) -> bool:
        said = ANSWERS.search(self.words())
        if said is None:
            return False
        self.url = said[1]
        with suppress(httpx.TransportError):
            async with httpx.AsyncClient(base_url=self.url, timeout=10, trust_env=False, verify=PLAIN) as client:
                return (await client.get("/readyz")).status_code == 200
        return False

    def words(self) -> str:
        """Return what the present process has printed."""
        return self._words.read_bytes()[self._words_before :].decode("utf-8", errors="replace")

    def words_beside_requests(self) -> list[str]:
        """Return the lines of it without those of requests."""
        return [line for line in self.words().splitlines(keepends=True) if not OF_REQUEST.match(line)]

    def kill_engine(self) -> int | None:
        """SIGKILL the embedded engine, if there is one at this moment; return its number."""
        return self.signal_engine(signal.SIGKILL)

    def signal_engine(self, number: signal.Signals) -> int | None:
        """Send the embedded engine a signal, if there is one at this moment; return its process number."""
        pid = self.engine_pid()
        if pid is not None:
            signal_process(pid, number)
        return pid

    async def kill(self) -> None:
        """SIGKILL the service."""
        assert self._process is not None
        self._process.kill()
        await self._ended()

    async def command(self, *words: str) -> tuple[int, str]:
        """Run a command beside the service, on the same data; return its exit status and what it printed."""
        process = await asyncio.create_subprocess_exec(
            *self.within((COMMAND, *words, "--data", self._folder)),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
            env=self.environment,
        )
        printed, _ = await process.communicate()
        return process.returncode or 0, printed.decode("utf-8")

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask the service to stop and return its exit status."""
        assert self._process is not None
        self._process.send_signal(number)
        async with asyncio.timeout(STOP_SECONDS):
            return await self._ended()

    async def _ended(self) -> int:
        """Wait for the end of the process and return its exit status."""
        assert self._process is not None
        while True:
            if (status := self._process.poll()) is not None:
                return status
            await asyncio.sleep(POLL_SECONDS)

    async def close(self) -> None:
        """Leave nothing running."""
        if self.running:
            with suppress(TimeoutError):
                await self.stop()
        if self.running:
            await self.kill()


def children(pid: int) -> list[int]:
    """Return the living processes that a process started, from whichever of its threads."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(number) for number in task.read_text(encoding="ascii").split() if is_alive(int(number))]
    return sorted(found)


def _words_of(pid: int) -> list[str]:
    """Return the words that a process was started with; none of one that has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")
    return []


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that is dead and only waits to be noticed does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def signal_process(pid: int, number: signal.Signals) -> None:
    """Send a process a signal; one that has ended meanwhile needs none."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)
