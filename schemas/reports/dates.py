"""Dates of reports, reckoned in days."""

from datetime import date

ReportDate = str
"""A calendar date of the book's time zone, ``YYYY-MM-DD``."""


def days_before(on: ReportDate, days: int) -> ReportDate:
    """Return the date so many days before another one; the first of the calendar where there is none.

    Examples
    --------
    >>> days_before("2026-03-01", 1), days_before("0001-01-05", 100)
    ('2026-02-28', '0001-01-01')
    """
    ordinal = date.fromisoformat(on).toordinal() - days
    return date.fromordinal(max(ordinal, 1)).isoformat()
