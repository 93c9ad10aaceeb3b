"""A real Neo4j for tests: started from Maven's jars on a free loopback port, gone with the process that started it."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from graph.engine.loopback_port import LoopbackPort
from tests.neo4j.class_path import JARS, MAIN_CLASS, class_path

UNVERIFIED = ("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote")
"""The classes are a release's own: to verify each of them again takes a second of every start."""

JVM_OPTIONS = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *UNVERIFIED)
STOP_SECONDS = 30.0
REPLAN_SECONDS = 10
"""How long Neo4j keeps a plan at least, if it is not set otherwise."""


class Neo4jNotStarted(RuntimeError):
    """The server ended before it was ready; the message holds what it said last."""


class Neo4jServer:
    """One Neo4j with its own data: a context manager, also restarted and killed by tests.

    Parameters
    ----------
    folder : Path, optional
        Where the data lies; a temporary folder, removed at the end, when not given.
    replan_seconds : int
        After how long a plan is made anew where the store holds much more or less than when it was made. A store that
        is filled and emptied by one test after the other would plan every statement for each of them.

    Attributes
    ----------
    uri : str
        Bolt address, the same after every restart. There is no authentication.

    Examples
    --------
    ::

        with Neo4jServer() as server:
            driver = AsyncGraphDatabase.driver(server.uri)
    """

    def __init__(self, folder: Path | None = None, replan_seconds: int = REPLAN_SECONDS) -> None:
        self._replan_seconds = replan_seconds
        self._temporary = (
            tempfile.TemporaryDirectory(prefix="neo4j-", ignore_cleanup_errors=True) if not folder else None
        )
        self._folder = folder or Path(cast("tempfile.TemporaryDirectory[str]", self._temporary).name)
        self._port = LoopbackPort()
        self._process: subprocess.Popen[str] | None = None
        self.uri = f"bolt://127.0.0.1:{self._port.number}"

    @property
    def pid(self) -> int:
        """Process number of the running server."""
        return self._running().pid

    def start(self) -> None:
        """Start the server on its data and return when it answers.

        Raises
        ------
        Neo4jNotStarted
            When it ended before.
        """
        log = self._folder / "server.log"
        with log.open("a", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                _command(self._folder / "data", self._port.number, self._replan_seconds),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        if not _says_ready(self._process):
            self.kill()
            raise Neo4jNotStarted(log.read_text(encoding="utf-8", errors="replace")[-2000:])

    def stop(self) -> None:
        """Let the server write what it holds and end; kill it when it does not."""
        process = self._running()
        _close(process.stdin)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
        self._forget()

    def kill(self) -> None:
        """End the server at once, as a crash would."""
        self._running().kill()
        self._forget()

    def restart(self) -> None:
        """Stop and start on the same data and port."""
        self.stop()
        self.start()

    def __enter__(self) -> Self:
        """Start."""
        try:
            self.start()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, and remove a temporary folder."""
        if self._process:
            self.stop()
        self._close()

    def _close(self) -> None:
        self._port.release()
        if self._temporary:
            self._temporary.cleanup()

    def _running(self) -> "subprocess.Popen[str]":
        if not self._process:
            raise Neo4jNotStarted("the server is not running: start it first")
        return self._process

    def _forget(self) -> None:
        process = self._running()
        process.wait()
        _close(process.stdin)
        _close(process.stdout)
        self._process = None


def unavailable() -> str | None:
    """Return why no server can be started here and what to do, or None when one can."""
    if not shutil.which("java"):
        return "there is no java on the path: install Java 17 or 21"
    if not any(JARS.glob("neo4j-bolt-*.jar")):
        return "its jars are missing: run `make neo4j`"
    return None


def _command(data: Path, port: int, replan_seconds: int) -> list[str]:
    return ["java", *JVM_OPTIONS, "-cp", class_path(), MAIN_CLASS, str(data), str(port), str(replan_seconds)]


def _says_ready(process: "subprocess.Popen[str]") -> bool:
    return any(line.strip() == "ready" for line in cast(IO[str], process.stdout))


def _close(pipe: IO[str] | None) -> None:
    if pipe and not pipe.closed:
        pipe.close()
