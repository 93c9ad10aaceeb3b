"""Writes under way: when each will be recorded, so that readers of changes wait for them."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from schemas.errors import StoreError

DOUBT_SECONDS = 30.0
"""How long a write still counts as under way when nobody knows whether it was stored."""


class OpenWrite:
    """One write under way; ``instant`` is when it will be recorded, None as long as that is not decided."""

    def __init__(self) -> None:
        self.instant: str | None = None


class OpenWrites:
    """The writes of this process that may still be stored.

    Readers of changes wait for them: where no other process writes, for them alone. Elsewhere the clock holds back
    what is younger than the longest write, and this what the clock cannot: when it leaps ahead in the middle of a
    write, as after a machine has slept, or when a commit is late.

    Attributes
    ----------
    when_ended : callable
        Called when a write has ended: there may be something to read.
    """

    def __init__(self) -> None:
        self._open: set[OpenWrite] = set()
        self.when_ended: Callable[[], None] = lambda: None

    @contextmanager
    def begin(self) -> Iterator[OpenWrite]:
        """Yield a new write; it ends with the block, or later when nobody knows what became of it."""
        write = OpenWrite()
        self._open.add(write)
        known = False
        try:
            yield write
            known = True
        except Exception as error:
            known = not (isinstance(error, StoreError) and error.in_doubt)
            raise
        finally:
            if known:
                self._end(write)
            else:
                asyncio.get_running_loop().call_later(DOUBT_SECONDS, self._end, write)

    def _end(self, write: OpenWrite) -> None:
        self._open.discard(write)
        self.when_ended()

    @property
    def earliest(self) -> str | None:
        """Return the earliest instant that a write under way will be recorded at."""
        return min((write.instant for write in self._open if write.instant), default=None)
