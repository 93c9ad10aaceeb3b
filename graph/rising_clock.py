"""The clock of a store: the time as the machine has it, and the instants writes are recorded at, which only rise.

Whoever asks what time it is (has a key expired, what is so now) gets the clock of the machine, right or wrong. The
order of records must not follow it back: it goes on from the last instant, as steadily as time passes. How far the
clock is off, as far as that can be known, is judged in `graph/clocks/faults.py`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from graph.clocks.faults import ClockFault, ClockMark, Compared, Reading, StoreFacts, fault_of, refusal_of
from graph.clocks.steady_seconds import machine_boot, steady_seconds
from schemas.errors import ClockInDoubt
from schemas.instants import instant_text, later_instant, parse_instant

TICK = timedelta(microseconds=1)

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)

UNNOTICED = timedelta(minutes=1)
"""Records may be so far ahead of the clock before what begins now is said to begin by the clock instead."""


class Clock(Protocol):
    """Gives the time, and when a write is recorded."""

    def __call__(self) -> datetime:
        """Return the time."""
        ...

    def recording(self) -> datetime:
        """Return where the order of records is now: the time, but never behind what was recorded."""
        ...

    def after(self, last: str | None) -> str:
        """Return the instant a write is recorded at: where the order of records is, but always after ``last``."""
        ...

    def effective(self, recorded: str) -> str:
        """Return when what a write says now is so: when it is recorded, unless the order of records is ahead."""
        ...

    def learn(self, instant: str | None) -> None:
        """Take note of an instant that something was recorded at."""
        ...

    def check(self) -> None:
        """Let pass who writes what depends on the time.

        Raises
        ------
        ClockInDoubt
            While the clock is off by more than a day and nobody has confirmed it.
        """
        ...

    def fault(self) -> ClockFault | None:
        """Return how far the clock is off, as far as that is known and more than a minute."""
        ...

    def compare(self, facts: StoreFacts) -> None:
        """Take note of what the store says of clocks."""
        ...

    def mark(self) -> ClockMark:
        """Return the reading of this clock that is held to be right from now on."""
        ...


def utc_now() -> datetime:
    """Return the clock of this machine."""
    return datetime.now(UTC)


class RisingClock:
    """A clock whose records never go back: not behind what it gave, nor behind what was recorded.

    A machine's clock is set back now and then. Whoever reads changes in the order of their instants would never see
    one that was recorded before what they have read already.

    Parameters
    ----------
    clock : callable or None
        Gives the time; by default the machine's.
    steady : callable or None
        Gives seconds that pass whatever becomes of the clock; by default those since the machine was started.
    boot : str or None
        The start of the machine that these are counted from; by default this one's.
    """

    def __init__(
        self,
        clock: Callable[[], datetime] | None = None,
        steady: Callable[[], float] | None = None,
        boot: str | None = None,
    ) -> None:
        self.boot = machine_boot() if boot is None else boot
        self._clock = clock or utc_now
        self._steady = steady or steady_seconds
        self._right = Reading(self._clock(), self._steady())
        self._given = Reading(_BEFORE_ALL, self._right.steady)
        self._store: Reading | None = None
        self._mark = ClockMark("", "", 0.0)
        self._compared_before = False

    def __call__(self) -> datetime:
        """Return the time."""
        return self._clock()

    def recording(self) -> datetime:
        """Return where the order of records is: beside a store with a clock of its own, that one's time.

        A leap of the clock by more than a day is not followed until it is confirmed.
        """
        steady = self._steady()
        if self._store is not None:
            now = self._store.at(steady)
        else:
            now, expected = self._clock(), self._right.at(steady)
            now = expected if refusal_of(now - expected) else now
        return max(now, self._given.at(steady))

    def after(self, last: str | None) -> str:
        """Return the instant a write is recorded at: after ``last``, and after all that was recorded here.

        Raises
        ------
        ClockInDoubt
            As with `check`.
        """
        self.check()
        instant = later_instant(max(self.recording(), self._given.time + TICK), last)
        self.learn(instant)
        return instant

    def effective(self, recorded: str) -> str:
        """Return when what a write says now is so."""
        now = self._clock()
        return recorded if parse_instant(recorded) - now <= UNNOTICED else instant_text(now)

    def learn(self, instant: str | None) -> None:
        """Never again give an instant at or before this one, which something was recorded at."""
        if instant is not None and (moment := parse_instant(instant)) > self._given.time:
            steady = self._steady()
            self._given = Reading(max(moment, self._given.at(steady)), steady)

    def check(self) -> None:
        """Let pass who writes what depends on the time.

        Raises
        ------
        ClockInDoubt
            While the clock is off by more than a day and nobody has confirmed it.
        """
        if (fault := self.fault()) is not None and fault.refuses:
            raise ClockInDoubt(fault.refusal)

    def fault(self) -> ClockFault | None:
        """Return how far the clock is off; None where that is no more than a minute, or was confirmed."""
        return fault_of(self._compared(), self._mark)

    def compare(self, facts: StoreFacts) -> None:
        """Take note of what the store says of clocks, and of what was confirmed."""
        if self._compared_before:
            self.learn(instant_text(self.recording()))
        self._compared_before = True
        if facts.now is not None:
            self._store = Reading(facts.now, self._steady())
        self.learn(facts.newest)
        if facts.mark is not None and facts.mark != self._mark:
            self._mark = facts.mark
            if facts.mark.boot == self.boot:
                self._right = Reading(parse_instant(facts.mark.time), facts.mark.steady)
        self.learn(instant_text(self.recording()))

    def mark(self) -> ClockMark:
        """Return the reading of this clock that is held to be right from now on, with what it is off by and may be."""
        found, reading = self._compared(), Reading(self._clock(), self._steady())
        mark = ClockMark(self.boot, instant_text(reading.time), reading.steady)
        return replace(mark, ahead=found.records.total_seconds(), apart=found.store.total_seconds())

    def _compared(self) -> Compared:
        now, steady = self._clock(), self._steady()
        return Compared(
            now,
            leap=now - self._right.at(steady),
            records=max(timedelta(), self.recording() - now),
            store=timedelta() if self._store is None else now - self._store.at(steady),
        )
