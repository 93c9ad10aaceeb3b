"""Processor time of a service: what a request costs, also on a machine that others use meanwhile."""

import os
from collections.abc import Iterator
from pathlib import Path

from tests.api.serving import children_of

TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(pid: int) -> float:
    """Return the seconds that a process and those below it, which live, had a processor for."""
    return sum(map(_ticks, _family(pid))) / TICKS


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in children_of(pid):
        yield from _family(child)


def _ticks(pid: int) -> int:
    """Return user and system time as Linux counts it (proc(5), `stat`); none of a process that has ended meanwhile."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    user, system = text.rpartition(")")[2].split()[11:13]
    return int(user) + int(system)
