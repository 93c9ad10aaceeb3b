"""Lines of the log that repeat: the first of a kind in a minute is written, the others are counted."""

import logging
import time
from collections.abc import Callable

MINUTE = 60.0
KINDS_HELD = 1_000
"""Kinds that are remembered; there are far fewer, for a kind is a place in the code."""


class RepeatedLines(logging.Filter):
    """Lets one line of a kind pass a minute; the next one says how many were left out.

    A kind is a logger, its words and the words that are filled in; numbers may differ. Lines below `logging.WARNING`
    all pass; those of requests are bounded by `OrdinaryReads`.

    Parameters
    ----------
    monotonic : callable
        Seconds that never go back.

    Examples
    --------
    >>> now = [0.0]
    >>> lines = RepeatedLines(lambda: now[0])
    >>> record = lambda: logging.LogRecord("a", logging.WARNING, "", 0, "from %s", ("b",), None)
    >>> [lines.filter(record()) for _ in range(3)]
    [True, False, False]
    >>> now[0], next_one = 61.0, record()
    >>> lines.filter(next_one), next_one.getMessage()
    (True, 'from b (and 2 more like it since)')
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._kinds: dict[tuple[str, ...], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a line is written; add to it how many like it were not."""
        if record.levelno < logging.WARNING:
            return True
        kind, now = _kind(record), self._monotonic()
        written, left_out = self._kinds.get(kind, (now - MINUTE, 0))
        if now - written < MINUTE:
            self._kinds[kind] = (written, left_out + 1)
            return False
        if len(self._kinds) >= KINDS_HELD:
            self._kinds.clear()
        self._kinds[kind] = (now, 0)
        if left_out:
            record.msg, record.args = f"{record.getMessage()} (and {left_out} more like it since)", None
        return True


def _kind(record: logging.LogRecord) -> tuple[str, ...]:
    filled = record.args if isinstance(record.args, tuple) else ()
    return (record.name, str(record.msg), *(one for one in filled if isinstance(one, str)))
