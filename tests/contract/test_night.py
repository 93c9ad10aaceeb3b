"""The night of several services on one store: whoever comes first runs a date, all others find it done."""

import asyncio
import base64
from functools import partial

import pytest
from pydantic import SecretStr

from app.deliveries.night import Begin, Night
from app.deliveries.receivers.file import Receivers, parse_receivers
from app.jobs.report_job import AGAIN, scheduled_report
from app.settings import Settings
from graph.store import Store
from schemas.jobs import StoredJob
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


def begin(store: Store) -> Begin:
    return partial(scheduled_report, store, lambda: None)


def night_of(store: Store, name: str) -> Night:
    return Night(store, SHANGHAI, receivers(name), begin(store))


async def job_of(store: Store, date: str) -> StoredJob:
    """Return the one job of a date."""
    jobs = await store.jobs.page(1000, kind="report")
    [found] = [job for job in jobs if job.parameters["date"] == date]
    return found


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
    nights = [night_of(store, name) for _ in range(4)]
    await asyncio.gather(*(night.run_due() for night in nights))
    await nights[0].run_due()
    assert await planned(store, name) == [date]
    assert await store.report_runs.get(date) == mark


async def test_without_an_hour_and_receivers_nothing_is_looked_at(store: Store):
    night = Night(store, Settings(), Receivers(None, {}, {}), begin(store))
    night.start()
    assert night.looking == 0
    await night.stop()


async def test_a_night_that_is_stopped_looks_no_more(store: Store, clock: HeldClock):
    clock.hold("2026-04-06T18:00:00.000000Z")
    await has_run(store, "2026-04-07")
    night = night_of(store, "stopped")
    night.start()
    assert night.looking == 2
    await night.stop()
    assert night.looking == 0


async def test_of_several_services_one_begins_the_job_of_a_date_and_each_goes_on_with_it(
    store: Store, clock: HeldClock
):
    clock.hold("2026-04-08T18:00:00.000000Z")
    nights = [night_of(store, "begun") for _ in range(4)]
    await asyncio.gather(*(night.run_due() for night in nights))
    job = await job_of(store, "2026-04-09")
    assert (job.state, job.author, job.parameters["as_of"]) == ("queued", "schedule", "2026-04-08T16:00:00.000000Z")
    assert await store.jobs.take(job.id, "one")
    await store.jobs.interrupt_silent(None, lambda job: "killed")
    await nights[1].run_due()
    assert (await job_of(store, "2026-04-09")).state == "queued"
    assert await planned(store, "begun") == []
    taken = await store.jobs.take(job.id, "two")
    assert taken is not None
    await has_run(store, "2026-04-09")
    await store.jobs.end(taken, "done")
    await nights[2].run_due()
    assert await planned(store, "begun") == ["2026-04-09"]


async def test_a_job_that_failed_is_begun_again_after_a_while_and_one_that_was_cancelled_never(
    store: Store, clock: HeldClock
):
    clock.hold("2026-04-11T18:00:00.000000Z")
    night = night_of(store, "failed")
    await night.run_due()
    waiting = await job_of(store, "2026-04-12")
    taken = await store.jobs.take(waiting.id, "one")
    assert taken is not None
    await store.jobs.end(taken, "failed")
    await night.run_due()
    assert (await job_of(store, "2026-04-12")).state == "failed"
    clock.advance(seconds=AGAIN.total_seconds())
    await night.run_due()
    assert (await job_of(store, "2026-04-12")).state == "queued"
    await store.jobs.cancel(waiting.id)
    clock.advance(hours=1)
    for _ in range(2):
        await night.run_due()
    assert (await job_of(store, "2026-04-12")).state == "cancelled"
    assert await planned(store, "failed") == []
