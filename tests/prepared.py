"""Runs of the program as processes of their own, without the seconds that its imports take: forked where they are done.

Everything else is as when the command is run: words, environment, files, signals, exit status. Tests of how the program
itself starts run the command.
"""

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Protocol


class Process(Protocol):
    """What tests ask of a process that they started, however."""

    pid: int

    def poll(self) -> int | None:
        """Return its exit status, None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return its exit status."""

    def send_signal(self, sig: int, /) -> None:
        """Send it a signal, unless it has ended."""

    def kill(self) -> None:
        """End it at once."""


class PreparedProcess:
    """A run of the prepared program."""

    def __init__(self, words: Sequence[str], pipe: int) -> None:
        self._words, self._pipe, self._status = words, os.fdopen(pipe, "rb", buffering=0), None
        self._said = b""
        self._read_until(1, None)
        self.pid = int(self._said.split()[0])

    def poll(self) -> int | None:
        """Return its exit status, None while it runs."""
        return self._read_until(2, 0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return its exit status.

        Raises
        ------
        subprocess.TimeoutExpired
            After so many seconds.
        """
        if (status := self._read_until(2, timeout)) is None:
            raise subprocess.TimeoutExpired(list(self._words), timeout or 0)
        return status

    def send_signal(self, sig: int, /) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, sig)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def _read_until(self, lines: int, seconds: float | None) -> int | None:
        """Read until so many lines were said; return the second, the exit status, where it is among them."""
        while self._said.count(b"\n") < lines:
            if not select.select([self._pipe], [], [], seconds)[0]:
                return None
            if not (said := self._pipe.read(100)):
                raise RuntimeError("the prepared program has gone: its standard error says why")
            self._said += said
        _, *status = self._said.split()
        if status and not self._pipe.closed:
            self._pipe.close()
        return int(status[0]) if status else None


class PreparedProgram:
    """A process that has imported the program, and forks for each run of it."""

    def __init__(self) -> None:
        self.way, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        words = [sys.executable, "-m", "tests.prepared_program", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], cwd=Path(__file__).parents[1]
            )
        atexit.register(self.close)

    def close(self) -> None:
        """End it; it ends by itself, too, when nobody is there to ask it any more."""
        self.way.close()
        self._process.wait()


@cache
def program() -> PreparedProgram:
    """Return the program that is prepared: started once in a test process, when it is needed first."""
    return PreparedProgram()


def start(
    words: Sequence[object], environment: Mapping[str, str], stdout: IO[bytes], stderr: IO[bytes]
) -> PreparedProcess:
    """Start a run of the program, without input; the first of the words is its name."""
    texts = [str(word) for word in words]
    asked = {"words": texts, "environment": dict(environment), "folder": str(Path.cwd())}
    ours, theirs = os.pipe()
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123
        descriptors = [nothing.fileno(), stdout.fileno(), stderr.fileno(), theirs]
        socket.send_fds(program().way, [json.dumps(asked).encode()], descriptors)
    os.close(theirs)
    return PreparedProcess(texts, ours)


def run(words: Sequence[object], environment: Mapping[str, str], timeout: float) -> "subprocess.CompletedProcess[str]":
    """Run the program to its end and return its status and what it said."""
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        process = start(words, environment, stdout, stderr)
        try:
            status = process.wait(timeout)
        finally:
            process.kill()
        said = []
        for file in (stdout, stderr):
            file.seek(0)
            said.append(file.read().decode())
    return subprocess.CompletedProcess([str(word) for word in words], status, *said)
