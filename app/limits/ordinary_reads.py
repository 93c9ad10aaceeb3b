"""Reads that go well: the first of a minute have a line of the log each, the others are counted."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.limits.repeated_lines import MINUTE
from schemas.instants import instant_text

logger = logging.getLogger("stakegraph.requests")

READS = frozenset({"GET", "HEAD", "OPTIONS"})

REFUSED = 400
"""Status from which on a request was refused or failed, or its caller was gone."""

SLOW_SECONDS = 1.0
"""From which on a read is slow: quick ones, however many, take no line from it."""


@dataclass(slots=True)
class _Minute:
    """Reads answered since a moment, which is given by a clock that never goes back and as people say it."""

    began: float
    since: str
    answered: Counter[bool] = field(default_factory=Counter)
    """How many reads, by whether they were slow."""
    slowest: float = 0.0
    """Seconds, among those without a line."""


class OrdinaryReads:
    """Bounds how many lines reads have that were answered well, so that a log does not grow with its readers.

    Quick ones and slow ones (`SLOW_SECONDS`) have so many lines a minute each. A minute begins with the first read;
    the first request after it, of whichever kind, or the end of the service has the log say how many had no line.
    Whatever wrote, was refused, failed or hung up has its line.

    Parameters
    ----------
    lines_a_minute : int or None
        How many lines quick reads, and slow ones, have at most; None for a line each.
    monotonic : callable
        Seconds that never go back.

    Examples
    --------
    >>> now = [0.0]
    >>> reads = OrdinaryReads(2, lambda: now[0])
    >>> [reads.note("GET", 200, 0.01) for _ in range(4)]
    [True, True, False, False]
    >>> reads.note("GET", 200, 1.0), reads.note("PUT", 200, 0.01), reads.note("GET", 404, 0.01)
    (True, True, True)
    >>> now[0] = 60.0
    >>> reads.note("GET", 200, 0.01)
    True
    """

    def __init__(self, lines_a_minute: int | None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._most = lines_a_minute
        self._monotonic = monotonic
        self._minute: _Minute | None = None

    def note(self, method: str, status: int, seconds: float) -> bool:
        """Return whether a request that was answered has a line; it is counted where it has none."""
        now = self._monotonic()
        if self._minute is not None and now - self._minute.began >= MINUTE:
            self.close()
        if self._most is None or method not in READS or status >= REFUSED:
            return True
        self._minute = minute = self._minute or _Minute(now, instant_text(datetime.now(UTC)))
        slow = seconds >= SLOW_SECONDS
        minute.answered[slow] += 1
        if minute.answered[slow] <= self._most:
            return True
        minute.slowest = max(minute.slowest, seconds)
        return False

    def close(self) -> None:
        """End the minute and write how many reads of it have no line, where there are any."""
        ended, self._minute = self._minute, None
        if ended is None or self._most is None:
            return
        quick, slow = (max(0, ended.answered[kind] - self._most) for kind in (False, True))
        if quick or slow:
            words = "reads without a line: quick=%d slow=%d slowest_ms=%s since=%s"
            logger.info(words, quick, slow, round(ended.slowest * 1000, 1), ended.since)
