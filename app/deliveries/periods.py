"""Which earlier report a digest is compared with. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from schemas.reports.dates import ReportDate
from schemas.reports.digest import Period


def compared_with(dates: Iterable[ReportDate], day: date, period: Period) -> ReportDate | None:
    """Return the date of the report to compare one with.

    Parameters
    ----------
    dates : iterable of str
        Dates of reports there are, in any order.
    day : date
        Date of the report itself.
    period : {"daily", "weekly", "monthly"}
        The newest report before; the newest that is seven days older or more; the newest of the same day a month before
        or older. Where none is so old, the oldest there is.

    Returns
    -------
    str or None
        None where there is no earlier report.

    Examples
    --------
    >>> dates = ["2026-06-01", "2026-06-23", "2026-06-24", "2026-06-30"]
    >>> [compared_with(dates, date(2026, 7, 1), period) for period in ("daily", "weekly", "monthly")]
    ['2026-06-30', '2026-06-24', '2026-06-01']
    """
    earlier = sorted(each for each in dates if each < day.isoformat())
    old_enough = [each for each in earlier if each <= _latest(day, period).isoformat()]
    return old_enough[-1] if old_enough else next(iter(earlier), None)


def _latest(day: date, period: Period) -> date:
    if period == "monthly":
        last_month = day.replace(day=1) - timedelta(days=1)
        return last_month.replace(day=min(day.day, last_month.day))
    return day - timedelta(days=7 if period == "weekly" else 1)
