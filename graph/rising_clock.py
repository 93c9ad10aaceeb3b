"""The instants writes are recorded at: each after all that this process recorded, whatever the clock does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from schemas.instants import later_instant, parse_instant


class Clock(Protocol):
    """Gives the time, and when a write is recorded."""

    def __call__(self) -> datetime:
        """Return the time."""
        ...

    def after(self, last: str | None) -> str:
        """Return the instant a write is recorded at: the time, but always after ``last``."""
        ...

    def learn(self, instant: str | None) -> None:
        """Take note of an instant that something was recorded at."""
        ...


def utc_now() -> datetime:
    """Return the clock of this machine."""
    return datetime.now(UTC)


class RisingClock:
    """A clock that never goes back: not behind what it gave, nor behind what was recorded.

    A machine's clock is set back now and then. Whoever reads changes in the order of their instants would never see
    one that was recorded before what they have read already.

    Parameters
    ----------
    clock : callable
        Gives the time; by default the machine's.
    """

    def __init__(self, clock: Callable[[], datetime] = utc_now) -> None:
        self._clock = clock
        self._given: datetime | None = None

    def __call__(self) -> datetime:
        """Return the time; while the clock stands still or goes back, a microsecond more each time."""
        now = self._clock()
        if self._given is not None and now <= self._given:
            now = self._given + timedelta(microseconds=1)
        self._given = now
        return now

    def after(self, last: str | None) -> str:
        """Return the instant a write is recorded at: after ``last``, and after all that was recorded here."""
        instant = later_instant(self(), last)
        self.learn(instant)
        return instant

    def learn(self, instant: str | None) -> None:
        """Never again give an instant at or before this one, which something was recorded at."""
        if instant is not None:
            self._given = max(self._given or parse_instant(instant), parse_instant(instant))
