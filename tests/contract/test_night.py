"""The night of several services on one store: whoever comes first runs a date, all others find it done."""

import asyncio
import base64

import pytest
from pydantic import SecretStr

from app.deliveries.night import Night
from app.deliveries.receivers.file import Receivers, parse_receivers
from app.settings import Settings
from graph.store import Store
from tests.contract.held_clock import HeldClock

SECRET = SecretStr("whsec_" + base64.b64encode(b"k" * 32).decode())

FILE = """
[receivers.night-{name}]
webhook = "https://night.invalid/"
secret_variable = "SECRET"
reader = "book"
"""

SHANGHAI = Settings.from_environment({"STAKEGRAPH_REPORT_AT": "02:00", "STAKEGRAPH_TIME_ZONE": "Asia/Shanghai"})


def receivers(name: str) -> Receivers:
    return parse_receivers(FILE.format(name=name), "receivers.toml", SHANGHAI, lambda variable: SECRET)


async def has_run(store: Store, date: str) -> None:
    """Mark a date as run, as whoever ran it does."""
    await store.report_runs.begin(date, "another", store.clock().isoformat())
    await store.report_runs.end(date, "another", [], book_revision=0, settings="")


async def planned(store: Store, name: str) -> list[str]:
    return [each.date for each in await store.deliveries.page(1000) if each.receiver == f"night-{name}"]


@pytest.mark.parametrize(
    ("name", "now", "date"),
    [
        ("before", "2026-04-01T17:59:59.000000Z", "2026-04-01"),  # 01:59 of the 2nd in Shanghai
        ("at", "2026-04-02T18:00:00.000000Z", "2026-04-03"),  # 02:00 of the 3rd
        ("late", "2026-04-04T15:00:00.000000Z", "2026-04-04"),  # 23:00 of the 4th: it was away
    ],
)
async def test_a_date_that_was_run_is_not_run_again_and_is_planned_once(
    store: Store, clock: HeldClock, name: str, now: str, date: str
):
    clock.hold(now)
    await has_run(store, date)
    mark = await store.report_runs.get(date)
    nights = [Night(store, SHANGHAI, receivers(name)) for _ in range(4)]
    await asyncio.gather(*(night.run_due() for night in nights))
    await nights[0].run_due()
    assert await planned(store, name) == [date]
    assert await store.report_runs.get(date) == mark


async def test_without_an_hour_and_receivers_nothing_is_looked_at(store: Store):
    night = Night(store, Settings(), Receivers(None, {}, {}))
    night.start()
    assert night.looking == 0
    await night.stop()


async def test_a_night_that_is_stopped_looks_no_more(store: Store, clock: HeldClock):
    clock.hold("2026-04-06T18:00:00.000000Z")
    await has_run(store, "2026-04-07")
    night = Night(store, SHANGHAI, receivers("stopped"))
    night.start()
    assert night.looking == 2
    await night.stop()
    assert night.looking == 0
