"""When the nightly report runs: at one hour of a time zone, once for every date of its calendar. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

NOON = time(12)


class Run(NamedTuple):
    """One run of the schedule.

    Attributes
    ----------
    at : datetime
        When it begins, in UTC.
    date : date
        The date that it reports.
    """

    at: datetime
    date: date


def next_run(now: datetime, at: time, zone: ZoneInfo) -> Run:
    """Return the first run after a moment.

    Parameters
    ----------
    now : datetime
        A moment with its zone.
    at : time
        Hour of the clock in ``zone``. On a date on which clocks skip it, the run begins as many minutes after midnight
        as on any other; on one that has it twice, the first time.

    Examples
    --------
    Clocks in Berlin go from 02:00 to 03:00 on 29 March 2026.

    >>> next_run(datetime(2026, 3, 29, tzinfo=UTC), time(2, 30), ZoneInfo("Europe/Berlin"))
    Run(at=datetime.datetime(2026, 3, 29, 1, 30, tzinfo=datetime.timezone.utc), date=datetime.date(2026, 3, 29))
    """
    return next(run for run in _runs(now, at, zone) if run.at > now)


def last_run(now: datetime, at: time, zone: ZoneInfo) -> Run:
    """Return the last run that has begun by a moment: whoever was not there at its hour makes up for it.

    Examples
    --------
    >>> last_run(datetime(2026, 7, 1, 1, 59, tzinfo=UTC), time(2), ZoneInfo("UTC")).date
    datetime.date(2026, 6, 30)
    """
    return [run for run in _runs(now, at, zone) if run.at <= now][-1]


def _runs(now: datetime, at: time, zone: ZoneInfo) -> Iterator[Run]:
    """Yield the runs around a moment, in order."""
    today = now.astimezone(zone).date()
    for days in range(-3, 4):
        day = today + timedelta(days=days)
        if _exists(day, zone):
            yield Run(_instant(day, at, zone), day)


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def _exists(day: date, zone: ZoneInfo) -> bool:
    """Whether a calendar has a date: Samoa had no 30 December 2011."""
    return _instant(day, NOON, zone).astimezone(zone).date() == day
