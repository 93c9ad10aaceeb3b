"""What the store holds for the report of a date."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from analytics.reports.earlier import EarlierHealth, EarlierNumbers
from analytics.reports.material import Material
from app.messages.sentences import Language
from graph.store import Store
from schemas.errors import NotFound
from schemas.instants import beginning
from schemas.messages.message import Message
from schemas.reports.dates import ReportDate, days_before
from schemas.reports.numbers import SnapshotNumbers
from schemas.reports.report import FailedAccount
from schemas.reports.runs import Failure, StoredRun

TREND_DAYS = 60
"""How far back a report looks: a change over 30 days is looked for within 45."""

DATES = 400
"""Marks of runs that are looked at for earlier dates."""


async def read_material(
    store: Store, on: ReportDate, language: Language, previous: ReportDate | None = None
) -> Material:
    """Return what reports of a date are made of, for the whole book.

    Parameters
    ----------
    language : {"en", "zh"}
        Of the sentences about accounts that failed.
    previous : str or None
        The date to compare with; None for the newest earlier one at which a run ended.

    Raises
    ------
    NotFound
        When no run for that date has ended, or none for ``previous``.
    """
    runs = await store.report_runs.page(DATES)
    run = _ended(runs, on)
    dates = [each.date for each in runs if each.ended_at and each.date < on]
    last = _ended(runs, previous).date if previous else next(iter(dates), None)
    snapshots = await store.snapshots.kept_on(on)
    trend = [each for each in dates if each >= days_before(on, TREND_DAYS)]
    return Material(
        date=on,
        as_of=snapshots[0].as_of if snapshots else beginning(on, ZoneInfo(store.time_zone)),
        book_revision=run.book_revision,
        settings=run.settings,
        snapshots=snapshots,
        last=await store.snapshots.kept_on(last) if last else (),
        last_date=last,
        earlier=await _earlier(store, trend),
        failed=[_failed(each, language) for each in run.failed],
        time_zone=store.time_zone,
    )


def _ended(runs: Iterable[StoredRun], on: ReportDate) -> StoredRun:
    for run in runs:
        if run.date == on and run.ended_at:
            return run
    raise NotFound(Message("reporting.no_report", date=on))


async def _earlier(store: Store, dates: Iterable[ReportDate]) -> EarlierNumbers:
    found = EarlierNumbers()
    for each in dates:
        async for page in store.snapshots.numbers_on(each):
            for numbers in page:
                found.add(_point(numbers))
    return found


def _point(found: SnapshotNumbers) -> EarlierHealth:
    return EarlierHealth(found.account_id, found.date, found.health, found.grade, found.counts.total)


def _failed(failure: Failure, language: Language) -> FailedAccount:
    return FailedAccount(
        account_id=failure.account_id,
        name=failure.name,
        error=failure.error,
        detail=failure.detail.said_in(language),
    )
