"""A clock that a test can hold still, set and let go."""

from datetime import UTC, datetime, timedelta

from graph.clocks.faults import ClockFault, ClockMark, StoreFacts
from schemas.instants import instant_text, later_instant, parse_instant


class HeldClock:
    """Gives the time of the machine, or the instant a test chose.

    Examples
    --------
    >>> clock = HeldClock()
    >>> clock.hold("2026-03-01T00:00:00.000000Z")
    >>> clock.advance(hours=1)
    '2026-03-01T01:00:00.000000Z'
    """

    def __init__(self) -> None:
        self._held: datetime | None = None

    def __call__(self) -> datetime:
        """Return the instant."""
        return self._held or datetime.now(UTC)

    def hold(self, instant: str) -> None:
        """Stand still at an instant of the past: a list of all accounts is about the newest write of any test."""
        moment = parse_instant(instant)
        if moment > datetime.now(UTC):
            raise ValueError("a record written in the future would hide what other tests write now")
        self._held = moment

    def advance(self, **by: float) -> str:
        """Stand still later than before, by what `timedelta` understands, and return when."""
        self.hold(instant_text(self() + timedelta(**by)))
        return instant_text(self())

    def after(self, last: str | None) -> str:
        """Return the instant a write is recorded at, which may lie before others of this process."""
        return later_instant(self(), last)

    def recording(self) -> datetime:
        """Return where the order of records is: where the test holds it."""
        return self()

    def effective(self, recorded: str) -> str:
        """Return when what a write says now is so: when it is recorded."""
        return recorded

    def check(self) -> None:
        """Let everybody write: a test may be in the year it likes."""

    def fault(self) -> ClockFault | None:
        """Find nothing wrong."""
        return None

    def compare(self, facts: StoreFacts) -> None:
        """Compare with nothing."""

    def mark(self) -> ClockMark:
        """Return a mark that no machine has."""
        return ClockMark("held", instant_text(self()), 0.0)

    def learn(self, instant: str | None) -> None:
        """Take no note: a test may write today what was recorded years ago."""

    def release(self) -> None:
        """Follow the machine again."""
        self._held = None
