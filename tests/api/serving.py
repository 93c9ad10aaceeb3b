"""A real service in a process of its own: on a free loopback port and a temporary folder, stopped by its pid."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self, TypeVar

from tests import prepared
from tests.prepared import Process

PROGRAM = Path(sys.executable).with_name("stakegraph")
ANSWERS = re.compile(r"answers at (http://\S+)")
START_SECONDS = 60.0
STOP_SECONDS = 30.0
POLL_SECONDS = 0.02

T = TypeVar("T")


class ServiceNotStarted(RuntimeError):
    """The service ended or stayed silent; the message holds what it said."""


class Service:
    """One service on one folder: a context manager, also stopped, killed and restarted by tests.

    Parameters
    ----------
    folder : Path
        Its data folder; what it says goes to a file beside it.
    settings : mapping
        Environment variables beside those of this process.
    arguments : iterable of str
        More words of the command line.
    checkout : Path or None
        Where another version of the project lies, with its `.venv`, whose command is run; None for this one's.
    """

    start_seconds = START_SECONDS
    stop_seconds = STOP_SECONDS

    def __init__(
        self,
        folder: Path,
        settings: Mapping[str, str] | None = None,
        arguments: Iterable[str] = (),
        checkout: Path | None = None,
    ) -> None:
        self.folder = folder
        self.program = PROGRAM if checkout is None else checkout / ".venv" / "bin" / PROGRAM.name
        self._checkout = checkout
        self._settings = dict(settings or {})
        self._arguments = tuple(arguments)
        self._process: Process | None = None
        self.log = folder.with_name(f"{folder.name}.log")
        self.url = ""

    @property
    def pid(self) -> int:
        """Process number of the service."""
        return self._running().pid

    @property
    def said(self) -> str:
        """All it has written to standard error since its last start."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def engine_pid(self) -> int | None:
        """Return the process number of its living engine; None while there is none."""
        return next((pid for pid in children_of(self.pid) if "engine_child" in command_of(pid)), None)

    def start(self) -> None:
        """Start the service and return when it says where it answers."""
        words = [self.program, "serve", "--port", "0", "--data", self.folder, "--no-sample", *self._arguments]
        with self.log.open("wb") as log:
            self._process = self._started(words, log)
        try:
            self.url = wait_until(self._address, self.start_seconds)
        except BaseException:
            self.kill()
            raise

    def _started(self, words: Sequence[object], log: IO[bytes]) -> Process:
        variables = environment(self._settings)
        if self._checkout is None and "PYTHONPATH" not in self._settings:
            return prepared.start(words, variables, log, log)
        return subprocess.Popen(
            [str(word) for word in words],
            cwd=self._checkout,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=variables,
        )

    def stop(self) -> int:
        """Stop it as Ctrl-C does and return its exit status."""
        return self._end(signal.SIGINT)

    def kill(self) -> None:
        """End it at once, as a crash would."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop and start it on the same folder; it then answers at another address."""
        self.stop()
        self.start()

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        if self._process is not None:
            self.stop()

    def _address(self) -> str | None:
        found = ANSWERS.search(self.said)
        if found is None and self._running().poll() is not None:
            raise ServiceNotStarted(self.said[-2000:])
        return found and found[1]

    def wait(self) -> int:
        """Wait for its end, which something else brings about, and return its exit status."""
        process = self._running()
        try:
            status = process.wait(self.stop_seconds)
        finally:
            process.kill()
            process.wait()
        self._process = None
        return status

    def _end(self, number: int) -> int:
        self._running().send_signal(number)
        return self.wait()

    def _running(self) -> Process:
        if self._process is None:
            raise ServiceNotStarted("the service is not running: start it first")
        return self._process


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment with other settings of the service and no others."""
    return {name: value for name, value in os.environ.items() if not name.startswith("STAKEGRAPH_")} | dict(settings)


def wait_until(condition: Callable[[], T | None], seconds: float = 30.0) -> T:
    """Return what a condition gives as soon as it is true; fail when it stays false for too long."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"still not so after {seconds:g} s"
        time.sleep(POLL_SECONDS)
    return found


def children_of(pid: int) -> list[int]:
    """Return the living child processes of a process."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(number) for number in found.stdout.split()]


def command_of(pid: int) -> str:
    """Return the command line of a process; empty when it has gone."""
    return subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that is dead and not yet noticed by its parent does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")
