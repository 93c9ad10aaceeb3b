"""Clocks of services that differ, on one store: its order holds, and a clock that is far off writes nothing."""

from datetime import timedelta

import pytest

from graph.rising_clock import RisingClock, utc_now
from schemas.errors import ClockInDoubt
from schemas.instants import parse_instant
from tests.conftest import JoinStore
from tests.contract.items import person
from tests.contract.ledgers import AccountDesk

YEAR = timedelta(days=365)


def off_by(by: timedelta) -> RisingClock:
    """Return the clock of another machine."""
    return RisingClock(lambda: utc_now() + by, boot=str(by))


async def test_services_whose_clocks_differ_by_hours_record_in_one_order(join_store: JoinStore):
    stores = [await join_store(clock=off_by(timedelta(hours=hours))) for hours in (-5, 0, 7)]
    desks = [await AccountDesk.new(store) for store in stores]
    for desk in (*desks, *reversed(desks)):
        instant = (await desk.write(person("p1", title=str(utc_now())))).revised_at[desk.id]
        # What is younger than the longest write is held back by the feed, so that no reader has passed it.
        assert instant is not None
        assert abs(parse_instant(instant) - utc_now()) < desk.store.changes.held_back / 2
    faults = [store.clock.fault() for store in stores]
    assert [fault and (fault.against, round(fault.off / timedelta(hours=1)), fault.refuses) for fault in faults] == [
        ("store", -5, False),
        None,
        ("store", 7, False),
    ]


@pytest.mark.parametrize("by", [YEAR, -YEAR])
async def test_a_service_a_year_off_the_store_writes_nothing_until_its_clock_is_confirmed(
    join_store: JoinStore, by: timedelta
):
    right = await join_store(clock=off_by(timedelta()))
    desk = await AccountDesk.new(right)
    wrong = await join_store(clock=off_by(by))
    far = AccountDesk(wrong, desk.id)
    with pytest.raises(ClockInDoubt):
        await far.write(person("p1"))
    assert (await wrong.repository.snapshot(desk.id, "2026-07-01T00:00:00.000000Z")).revision
    fault = await wrong.clock_watch.confirm()
    assert fault is not None
    assert (fault.against, round(fault.off / by, 3)) == ("store", 1.0)
    recorded = (await far.write(person("p1"))).revised_at[desk.id]
    assert recorded is not None
    assert abs(parse_instant(recorded) - utc_now()) < wrong.changes.held_back
    assert await right.clock_watch.look() is None, "what one machine confirmed of its clock is not said of another"
    await desk.write(person("p2"))
