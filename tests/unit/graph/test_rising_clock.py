"""The instants writes are recorded at: after all before, whatever becomes of the clock, and as steady as time."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.clocks.faults import StoreFacts
from graph.clocks.steady_seconds import machine_boot
from graph.rising_clock import RisingClock
from schemas.errors import ClockInDoubt
from schemas.instants import instant_text, parse_instant

START = datetime(2026, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Machine:
    """A machine whose clock is set, and on which time passes."""

    time: datetime = START
    steady: float = 100.0

    def clock(self) -> RisingClock:
        return RisingClock(lambda: self.time, lambda: self.steady)

    def passes(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)
        self.steady += seconds


def confirm(clock: RisingClock) -> None:
    clock.compare(StoreFacts(None, None, clock.mark()))


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("set"), st.integers(-4_000_000, 4_000_000)),
            st.tuples(st.just("pass"), st.integers(0, 100_000)),
            st.tuples(st.just("confirm"), st.just(0)),
            st.tuples(st.just("learn"), st.integers(-4_000_000, 4_000_000)),
            st.tuples(st.just("write"), st.just(0)),
        ),
        max_size=25,
    )
)
def test_no_write_is_recorded_before_another_whatever_becomes_of_the_clock(steps: list[tuple[str, int]]):
    machine = Machine()
    clock = machine.clock()
    confirm(clock)
    recorded: list[str] = []
    for step, seconds in steps:
        if step == "set":
            machine.time += timedelta(seconds=seconds)
        elif step == "pass":
            machine.passes(seconds)
        elif step == "confirm":
            confirm(clock)
            assert clock.fault() is None
        elif step == "learn":
            recorded.append(instant_text(clock.recording() + timedelta(seconds=seconds)))
            recorded = [max(recorded)]
            clock.learn(recorded[-1])
        else:
            with suppress(ClockInDoubt):
                recorded.append(clock.after(None))
        assert clock() == machine.time
        assert recorded == sorted(set(recorded))
        assert not recorded or clock.recording() >= parse_instant(recorded[-1])


def test_the_order_of_records_goes_on_as_time_passes_while_the_clock_is_behind():
    machine = Machine()
    clock = machine.clock()
    clock.learn(instant_text(START + timedelta(hours=3)))
    machine.passes(60)
    assert clock.recording() == START + timedelta(hours=3, seconds=60)
    assert clock.effective(clock.after(None)) == instant_text(START + timedelta(seconds=60))


def test_a_leap_of_more_than_a_day_is_not_followed_before_it_is_confirmed():
    machine = Machine()
    clock = machine.clock()
    machine.time += 400 * DAY
    with pytest.raises(ClockInDoubt):
        clock.after(None)
    assert clock.recording() == START
    confirm(clock)
    assert parse_instant(clock.after(None)) - (START + 400 * DAY) < timedelta(seconds=1)


def test_a_process_compares_its_clock_with_what_one_before_it_held_to_be_right_on_the_same_start_of_the_machine():
    machine = Machine()
    mark = machine.clock().mark()
    assert mark.boot == machine_boot()
    machine.passes(3600)
    machine.time += 2 * DAY
    after = machine.clock()
    after.compare(StoreFacts(None, None, mark))
    fault = after.fault()
    assert fault is not None
    assert (fault.against, fault.off, fault.refuses) == ("clock", 2 * DAY, True)
    elsewhere = machine.clock()
    elsewhere.compare(StoreFacts(None, None, replace(mark, boot="another start")))
    assert elsewhere.fault() is None, "how long a machine was off, its clock alone can say"


def test_records_ahead_by_what_was_confirmed_are_not_a_fault_and_by_more_they_are():
    machine = Machine()
    clock = machine.clock()
    clock.compare(StoreFacts(None, instant_text(START + 400 * DAY), None))
    fault = clock.fault()
    assert fault is not None
    assert (fault.against, fault.off) == ("records", -400 * DAY)
    mark = clock.mark()
    machine.passes(86_400)
    after = machine.clock()
    after.compare(StoreFacts(None, instant_text(START + 401 * DAY), mark))
    assert after.fault() is None
    machine.time -= timedelta(hours=2)
    fault = after.fault()
    assert fault is not None
    assert (fault.off, fault.refuses) == (timedelta(hours=-2), False)
