"""A terminal of a given width, in which a command runs as a person would run it."""

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Mapping

from tests.api.serving import PROGRAM, environment
from tests.cli.running import LONGEST_SECONDS

OF_ANOTHER_TERMINAL = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"}


def in_a_terminal(*words: object, columns: int = 80, settings: Mapping[str, str] | None = None) -> str:
    """Return what a command writes to a terminal, escape sequences included."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    variables = {name: value for name, value in environment({}).items() if name not in OF_ANOTHER_TERMINAL}
    variables |= {"TERM": "xterm-256color"} | dict(settings or {})
    process = subprocess.Popen([PROGRAM, *map(str, words)], stdin=theirs, stdout=theirs, stderr=theirs, env=variables)
    os.close(theirs)
    said = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert process.wait(LONGEST_SECONDS) == 0, said.decode()
    return said.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""
