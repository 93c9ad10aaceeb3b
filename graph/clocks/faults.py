"""How far a clock is off: against its own steady seconds, against what was recorded, and against that of the store."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from schemas.instants import instant_text
from schemas.messages.message import Message

NOTICED = timedelta(minutes=1)
"""How far a clock may be off without a warning."""

REFUSED = timedelta(days=1)
"""How far a clock may be off before it needs to be confirmed."""

Against = Literal["clock", "records", "store"]
"""What a clock is compared with: itself a while ago, the last recorded instant, the clock of a Neo4j."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at a clock, with the steady seconds at that moment."""

    time: datetime
    steady: float

    def at(self, steady: float) -> datetime:
        """Return what the clock must show at another moment, if nobody sets it.

        Examples
        --------
        >>> Reading(datetime(2026, 6, 30), 10.0).at(70.0)
        datetime.datetime(2026, 6, 30, 0, 1)
        """
        return self.time + timedelta(seconds=steady - self.steady)


@dataclass(frozen=True, slots=True)
class ClockMark:
    """What was last held to be right, as it is kept in the store.

    Attributes
    ----------
    boot : str
        The start of the machine that ``steady`` is counted from.
    time : str
        What its clock showed.
    steady : float
        Seconds since that start.
    ahead, apart : float
        Seconds that records may be ahead of it, and that it may differ from the clock of the store.
    """

    boot: str
    time: str
    steady: float
    ahead: float = 0.0
    apart: float = 0.0


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What a store says of clocks.

    Attributes
    ----------
    now : datetime or None
        Its own clock; None where it runs on this machine.
    newest : str or None
        An instant that something was recorded at, where that is ahead of what this process knows.
    mark : ClockMark or None
        What was last held to be right.
    """

    now: datetime | None
    newest: str | None
    mark: ClockMark | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A clock beside what it is compared with.

    Attributes
    ----------
    now : datetime
        What it shows.
    leap : timedelta
        How far it was set forward, or back where negative, since it was last held to be right.
    records : timedelta
        How far the order of records is ahead of it.
    store : timedelta
        How far it is ahead of the clock of the store, or behind where negative.
    """

    now: datetime
    leap: timedelta
    records: timedelta
    store: timedelta


@dataclass(frozen=True, slots=True)
class ClockFault:
    """How far a clock is off, and against what; ahead where positive."""

    now: datetime
    off: timedelta
    against: Against

    @property
    def refuses(self) -> bool:
        """Whether it needs to be confirmed before anything is written."""
        return refusal_of(self.off)

    @property
    def message(self) -> Message:
        """The sentence for people."""
        now, span, ahead = instant_text(self.now), _span(abs(self.off)), self.off > timedelta()
        if self.against == "records":
            return Message("clock.records", now=now, span=span)
        if self.against == "store" and ahead:
            return Message("clock.store_ahead", now=now, span=span)
        if self.against == "store":
            return Message("clock.store_behind", now=now, span=span)
        if ahead:
            return Message("clock.set_forward", now=now, span=span)
        return Message("clock.set_back", now=now, span=span)

    @property
    def refusal(self) -> Message:
        """The sentence for whoever is refused because of it."""
        return Message("clock.refused", fault=self.message)


def refusal_of(off: timedelta) -> bool:
    """Whether a clock that is so far off needs to be confirmed.

    Examples
    --------
    >>> refusal_of(timedelta(hours=24)), refusal_of(timedelta(hours=-25))
    (False, True)
    """
    return abs(off) > REFUSED


def _span(span: timedelta) -> Message:
    """Return a span in whole days, hours or minutes, whichever is the largest that it fills twice."""
    if span >= timedelta(days=2):
        return Message("clock.days", count=span // timedelta(days=1))
    if span >= timedelta(hours=2):
        return Message("clock.hours", count=span // timedelta(hours=1))
    return Message("clock.minutes", count=span // timedelta(minutes=1))


def fault_of(found: Compared, mark: ClockMark) -> ClockFault | None:
    """Return the largest of what a clock is off by, beyond what was confirmed; None for no more than a minute.

    Examples
    --------
    >>> hour = timedelta(hours=1)
    >>> found = Compared(datetime(2026, 6, 30), leap=timedelta(), records=2 * hour, store=timedelta())
    >>> fault_of(found, ClockMark("", "", 0.0)).off / hour
    -2.0
    >>> fault_of(found, ClockMark("", "", 0.0, ahead=7200.0))
    """
    records = max(timedelta(), found.records - timedelta(seconds=mark.ahead))
    store = min(found.store, found.store - timedelta(seconds=mark.apart), key=abs)
    # Of equals the first counts: records are ahead because the clock was set back, or because they follow the store's.
    offs: dict[Against, timedelta] = {"store": store, "clock": found.leap, "records": -records}
    against = max(offs, key=lambda name: abs(offs[name]) // NOTICED)
    return ClockFault(found.now, offs[against], against) if abs(offs[against]) > NOTICED else None
