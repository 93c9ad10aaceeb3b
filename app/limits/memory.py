"""The memory of this process, watched: new work is refused before the machine ends the whole service."""

import ctypes
import gc
import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from schemas.errors import Overloaded
from schemas.messages.message import Message

logger = logging.getLogger("stakegraph.memory")

SHARE = 0.5
"""Of the memory of the machine or container, which the engine, with a heap of its own, and the system share."""

LEAST = 400_000_000
"""Bytes that the service holds with a large account in its hands: less would have it refuse all on a small machine."""

LOOK_SECONDS = 0.1
TIDY_SECONDS = 5.0
COME_AGAIN_SECONDS = 5

_CONTROL_GROUPS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""Where version 2 and version 1 of control groups say how much a container may have."""


def resident_bytes() -> int:
    """Return how much memory this process holds; 0 where the system does not say."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def memory_there() -> int | None:
    """Return the bytes of memory of this machine, or of the container where that has less; None where nobody says."""
    found = []
    with suppress(OSError, ValueError):
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    for path in _CONTROL_GROUPS:
        with suppress(OSError, ValueError):  # "max" where there is no limit
            found.append(int(path.read_text(encoding="ascii")))
    return min(found, default=None)


def usual_limit(there: int) -> int:
    """Return how much of the memory that is there the process may hold, in bytes.

    Examples
    --------
    >>> usual_limit(16_000_000_000), usual_limit(512_000_000), usual_limit(256_000_000)
    (8000000000, 400000000, 256000000)
    """
    return max(int(there * SHARE), min(there, LEAST))


class MemoryWatch:
    """Refuses new work while the process holds more than it may.

    Parameters
    ----------
    limit : int or None
        Bytes; None for the `usual_limit` of what is there.
    resident : callable
        Bytes that the process holds now.
    monotonic : callable
        Seconds that never go back.

    Examples
    --------
    >>> held, now = [100], [0.0]
    >>> watch = MemoryWatch(150, lambda: held[0], lambda: now[0])
    >>> watch.is_full()
    False
    >>> held[0], now[0] = 200, 1.0
    >>> watch.is_full()
    True
    """

    def __init__(
        self,
        limit: int | None = None,
        resident: Callable[[], int] = resident_bytes,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        there = memory_there()
        self._limit = limit if limit is not None or there is None else usual_limit(there)
        self._resident = resident
        self._monotonic = monotonic
        self._looked_at = self._tidied_at = float("-inf")
        self._full = False

    def check(self) -> None:
        """Let new work pass while there is memory for it.

        Raises
        ------
        Overloaded
            While there is not.
        """
        if self.is_full():
            raise Overloaded(Message("requests.memory_full", seconds=COME_AGAIN_SECONDS), COME_AGAIN_SECONDS)

    def is_full(self) -> bool:
        """Return whether the process holds more than it may, as of a tenth of a second ago at the most."""
        now = self._monotonic()
        if self._limit is not None and now - self._looked_at >= LOOK_SECONDS:
            self._looked_at, self._full = now, self._resident() > self._limit
            if self._full and now - self._tidied_at >= TIDY_SECONDS:
                self._tidied_at = now
                logger.warning("memory: %d MB held, new work is refused", self._resident() // 1_000_000)
                _give_back()
        return self._full


def _give_back() -> None:
    """Let the system have what is no longer used: the allocator of C keeps it for later."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
