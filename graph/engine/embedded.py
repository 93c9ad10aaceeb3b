"""The embedded engine: a process of its own that this one starts, watches, restarts and stops."""

import asyncio
import logging
import os
import secrets
import subprocess
import sys
import time
from asyncio.subprocess import Process
from contextlib import suppress
from pathlib import Path
from typing import Literal

from graph.engine.bolt_address import BoltAddress, answers_at
from graph.engine.disk_room import DiskRoom
from graph.engine.engine_child import STOP_SECONDS, EngineConfiguration
from graph.engine.folder_owner import FolderLock
from graph.engine.loopback_port import LoopbackPort
from graph.engine.seal import Seal
from schemas.errors import StoreUnavailable
from schemas.messages.disk_faults import disk_fault
from schemas.messages.message import Message

Build = Literal["native", "jvm"]

DATABASE = "stakegraph"
START_SECONDS = 120.0
"""A start that replays the log of a large database takes its time; a healthy one takes one to four seconds."""
POLL_SECONDS = 0.05
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0
CALM_SECONDS = 5.0
"""An engine that lived this long was healthy: the pauses before its restarts begin small again."""
ANSWER_SECONDS = 5.0
PULSE_SECONDS = 10.0
SILENT_PULSES = 3
"""An engine that lives and leaves so many questions in turn without an answer hangs; it is killed, and comes back."""
WORDS_OF_CHILD = Path("log/process.log")
WORDS_BYTES = 1_000_000

log = logging.getLogger(__name__)


class EmbeddedEngine:
    """One engine on one data folder, reached over Bolt on 127.0.0.1.

    Parameters
    ----------
    folder : Path
        Where the data lies; made when it is missing. One process owns it at a time.
    build : {"native", "jvm"}
        Which wheel hosts the engine.
    statement_seconds : float
        The engine stops any statement that takes longer.
    heap : str
        Limit of the engine's heap as Java writes it. An engine that reaches it ends and is restarted.
    service_url : str or None
        Where the API of the owner answers, for others who want the folder.
    sealed : bool
        Refuse files that changed since they were closed.

    Attributes
    ----------
    seal : Seal
        Of its files, from when they were closed.

    Notes
    -----
    An engine that dies comes back on the same address, with growing pauses while it keeps dying; `running` says the
    difference. One that hangs is killed after `SILENT_PULSES` questions, about 45 s, and so comes back too.
    """

    def __init__(
        self,
        folder: Path,
        *,
        build: Build = "native",
        statement_seconds: float = 30.0,
        heap: str = "1g",
        service_url: str | None = None,
        sealed: bool = True,
    ) -> None:
        self._folder = folder.absolute()
        self._build = build
        self._statement_seconds = statement_seconds
        self._heap = heap
        self._service_url = service_url
        self.seal = Seal(self._folder, strict=sealed)
        self._lock = FolderLock(self._folder)
        self._room = DiskRoom(self._folder)
        self._port: LoopbackPort | None = None
        self._address: BoltAddress | None = None
        self._child: Process | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._answers = False

    @property
    def address(self) -> BoltAddress:
        """Where the engine answers, the same until `stop`."""
        if self._address is None:
            raise StoreUnavailable(Message("store.not_started"))
        return self._address

    @property
    def pid(self) -> int:
        """The engine's process; that of the last one while it is being restarted, 0 before the first."""
        return 0 if self._child is None else self._child.pid

    @property
    def running(self) -> bool:
        """Whether the engine answered and has not died since."""
        return self._answers and self._child is not None and self._child.returncode is None

    async def start(self) -> BoltAddress:
        """Own the folder and start the engine; return when it answers a query.

        Raises
        ------
        FolderTaken
            Another process owns the folder; the message says which.
        StoreUnavailable
            The engine ended or stayed silent; the message says where its words are, or that the disk is full.
        """
        if self._watcher is not None:
            return self.address
        await self._lock.acquire()
        try:
            await self.seal.open()
            self._choose_address()
            await self._launch()
            self._lock.describe(self.address, self._service_url)
        except BaseException as error:
            await self.stop()
            self._room.check_start(error)
            raise
        self._watcher = asyncio.create_task(self._watch(), name="embedded engine")
        return self.address

    async def stop(self) -> None:
        """Stop the engine and give the folder back; the second call does nothing."""
        if self._watcher is not None:
            self._watcher.cancel()
            await asyncio.wait([self._watcher])
            self._watcher = None
        await self._end_child()
        await self.seal.close(self._child)
        if self._port is not None:
            self._port.release()
        self._port = self._address = None
        self._lock.release()

    def _choose_address(self) -> None:
        self._port = LoopbackPort()
        self._address = BoltAddress(
            f"bolt://127.0.0.1:{self._port.number}", "root", secrets.token_urlsafe(32), DATABASE
        )

    async def _watch(self) -> None:
        """Bring a dead engine back for as long as this process wants one."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            born = time.monotonic()
            status = await self._wait_for_child()
            if time.monotonic() - born > CALM_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            log.warning("The embedded engine ended with status %s; it is restarted in %.1f s.", status, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            try:
                await self._launch()
            except (StoreUnavailable, OSError) as error:
                log.error("The embedded engine did not come back: %s", error)
            else:
                log.warning("The embedded engine answers again.")

    async def _wait_for_child(self) -> int:
        if self._child is None:
            return 0
        pulse = asyncio.create_task(self._kill_when_silent(self._child), name="pulse of the embedded engine")
        try:
            return await self._child.wait()
        finally:
            pulse.cancel()
            self._answers = False

    async def _kill_when_silent(self, child: Process) -> None:
        silent = 0
        while silent < SILENT_PULSES:
            await asyncio.sleep(PULSE_SECONDS)
            silent = 0 if await answers_at(self.address, ANSWER_SECONDS) else silent + 1
        log.error("The embedded engine does not answer any more and is killed.")
        with suppress(ProcessLookupError):
            child.kill()

    async def _launch(self) -> None:
        """Start one engine process and wait for its first answer; leave none behind when no answer comes."""
        try:
            self._child = await self._spawn()
            await asyncio.wait_for(self._wait_for_answer(self._child), START_SECONDS)
        except TimeoutError as error:
            await self._end_child()
            raise StoreUnavailable(Message("store.engine_silent", seconds=START_SECONDS, words=self._words)) from error
        self._answers = True

    async def _spawn(self) -> Process:
        """Run the child in a session of its own, so that Ctrl-C reaches this process only, holding the same lock."""
        words = _open_words(self._folder / WORDS_OF_CHILD)
        try:
            child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "graph.engine.engine_child"),
                stdin=subprocess.PIPE,
                stdout=words,
                stderr=words,
                cwd=str(self._folder),
                env=_environment(),
                pass_fds=[self._lock.descriptor],
                start_new_session=True,
            )
        finally:
            os.close(words)
        assert child.stdin is not None  # noqa: S101 - for the type checker: asked for above
        child.stdin.write(self._configuration())
        return child

    def _configuration(self) -> bytes:
        assert self._port is not None  # noqa: S101 - for the type checker: chosen by start
        configuration = EngineConfiguration(
            build=self._build,
            folder=str(self._folder),
            parent=os.getpid(),
            port=self._port.number,
            database=DATABASE,
            password=self.address.password,
            statement_milliseconds=max(1, round(self._statement_seconds * 1000)),
            heap=self._heap,
        )
        return configuration.as_line()

    async def _wait_for_answer(self, child: Process) -> None:
        while not await answers_at(self.address, ANSWER_SECONDS):
            if child.returncode is not None and self._room.is_full():
                raise self._room.not_started()
            if child.returncode is not None:
                status = str(child.returncode)
                raise StoreUnavailable(Message("store.engine_ended", status=status, words=self._words))
            await asyncio.sleep(POLL_SECONDS)

    async def _end_child(self) -> None:
        """Close the engine's standard input, which stops it; kill it when that takes longer than it may."""
        self._answers = False
        child = self._child
        if child is None or child.returncode is not None:
            return
        if child.stdin is not None:
            child.stdin.close()
        try:
            await asyncio.wait_for(child.wait(), STOP_SECONDS + 2)
        except TimeoutError:
            log.warning("The embedded engine did not stop in time and is killed.")
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()

    @property
    def _words(self) -> str:
        return str(self._folder / "log")


def _environment() -> dict[str, str]:
    """Return this process's environment and import path, without the service's secrets and the engine's switches."""
    passed = {name: value for name, value in os.environ.items() if not name.startswith(("STAKEGRAPH_", "ARCADEDB_"))}
    return {**passed, "PYTHONPATH": os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)}


def _open_words(path: Path) -> int:
    """Open the file for what the process prints, which is little unless it crashes; begin anew when it has grown."""
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError as error:
        reason = disk_fault(error)
        raise StoreUnavailable(Message("store.log_unusable", place=str(path.parent), reason=reason)) from error
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
    grown = path.exists() and path.stat().st_size > WORDS_BYTES
    return os.open(path, flags | (os.O_TRUNC if grown else 0), 0o600)
