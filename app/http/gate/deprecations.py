"""Deprecations: an operation that will go says so with each answer, long before (RFC 9745, RFC 8594)."""

from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from typing import Any

NOTICE = timedelta(days=180)
"""How long an operation still answers at least after it was called deprecated."""

MARK = "x-deprecation"


def deprecated(since: date, until: date, *, see: str) -> dict[str, Any]:
    """Return what the decorator of an operation takes (`**`) that will go.

    Parameters
    ----------
    since, until : date
        From when on it is called so, and when it goes, `NOTICE` later at the earliest: the first instant of the day,
        UTC.
    see : str
        Where it stands what to use instead: an address, or a path of this service.

    Examples
    --------
    >>> marked = deprecated(date(2027, 1, 1), date(2027, 7, 1), see="/docs")
    >>> marked["openapi_extra"]["x-deprecation"]["sunset"]
    'Thu, 01 Jul 2027 00:00:00 GMT'
    """
    begins, ends = (datetime.combine(day, time(), UTC) for day in (since, max(until, since + NOTICE)))
    mark = {"since": f"@{int(begins.timestamp())}", "sunset": format_datetime(ends, usegmt=True), "see": see}
    return {"deprecated": True, "openapi_extra": {MARK: mark}}


def deprecation_headers(route: Any) -> dict[str, str]:
    """Return what each answer of an operation says of its end; nothing where it stays."""
    mark = (getattr(route, "openapi_extra", None) or {}).get(MARK)
    if mark is None:
        return {}
    return {
        "Deprecation": mark["since"],
        "Sunset": mark["sunset"],
        "Link": f'<{mark["see"]}>; rel="deprecation"; type="text/html"',
    }
