"""Dates of reports: calendar dates of the book's time zone, each with the instant at which it begins there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from schemas.errors import InvalidInput
from schemas.instants import beginning
from schemas.messages.message import Message
from schemas.reports.dates import ReportDate


def report_date(text: str, now: datetime, zone: ZoneInfo, pointer: str = "/date") -> ReportDate:
    """Return the date of a report that somebody asks for.

    Parameters
    ----------
    now : datetime
        The present, with its zone.
    pointer : str
        Where the date stands in what was asked.

    Raises
    ------
    InvalidInput
        When it is not written as ``YYYY-MM-DD``, is not in the calendar or too early to begin at an instant in the time
        zone, or lies in the future there.

    Examples
    --------
    >>> from datetime import UTC
    >>> report_date("2026-07-01", datetime(2026, 6, 30, 20, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
    '2026-07-01'
    """
    found = _date(text, zone)
    if found is None:
        raise InvalidInput.at(pointer, Message("reporting.not_a_date", date=text))
    today = now.astimezone(zone).date()
    if found > today:
        raise InvalidInput.at(pointer, Message("reporting.future", date=text, today=today.isoformat()))
    return found.isoformat()


def _date(text: str, zone: ZoneInfo) -> date | None:
    try:
        found = date.fromisoformat(text)
        beginning(found.isoformat(), zone)
    except (ValueError, OverflowError):  # east of Greenwich the first day of all time begins before it
        return None
    return found if found.isoformat() == text else None  # a week or a day without hyphens is read, too
