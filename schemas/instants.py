"""Instants: UTC text of fixed width with microseconds, as they are stored and compared."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr, WithJsonSchema

from schemas.messages.message import Message, misfit

_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
_CANONICAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")

LAST_INSTANT = "9999-12-31T23:59:59.999999Z"


def instant_text(moment: datetime) -> str:
    """Return an aware datetime as stored text.

    Examples
    --------
    >>> instant_text(datetime(2026, 6, 30, 2, tzinfo=UTC))
    '2026-06-30T02:00:00.000000Z'
    """
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_instant(text: str) -> datetime:
    """Return stored text as an aware datetime; the inverse of `instant_text`."""
    return datetime.fromisoformat(text)


def canonical_instant(text: str) -> str:
    """Return an RFC 3339 time as UTC text of fixed width.

    Raises
    ------
    PydanticCustomError
        When it is not an RFC 3339 time, names no zone, or lies outside the years 1 to 9999 in UTC.

    Examples
    --------
    >>> canonical_instant("2026-06-30T10:00:00+08:00")
    '2026-06-30T02:00:00.000000Z'
    """
    if _RFC_3339.fullmatch(text) is None:
        raise misfit(Message("values.instant"))
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        raise misfit(Message("values.instant_of_calendar")) from None
    if _CANONICAL.fullmatch(text) is not None:
        return text
    try:
        return instant_text(moment)
    except OverflowError:
        raise misfit(Message("values.instant_in_range")) from None


def next_full_hour(moment: datetime) -> str:
    """Return the first full hour after a moment: the default ``as_of`` of every read.

    Examples
    --------
    >>> next_full_hour(datetime(2026, 6, 30, 2, 0, 1, tzinfo=UTC))
    '2026-06-30T03:00:00.000000Z'
    """
    hour = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return instant_text(hour + timedelta(hours=1))


def later_instant(clock: datetime, last: str | None) -> str:
    """Return the instant a write is recorded at: the clock, but always after ``last``."""
    now = instant_text(clock)
    if last is None or now > last:
        return now
    return instant_text(parse_instant(last) + timedelta(microseconds=1))


Instant = Annotated[
    StrictStr,
    Field(max_length=40),
    AfterValidator(canonical_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-06-30T02:00:00Z"]}),
]
"""An instant on the wire: any RFC 3339 time with a zone; kept as UTC with microseconds."""
