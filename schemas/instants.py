"""Instants: UTC text of fixed width with microseconds, as they are stored and compared; dates that stand for one."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StrictStr, WithJsonSchema

from schemas.messages.message import Message, misfit

_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CANONICAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")

Zone: TypeAlias = tzinfo
"""A time zone: where days begin."""

GREENWICH: Zone = UTC
"""The zone of days that nobody says to be elsewhere."""

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


_KEPT = timezone(timedelta(hours=14))
"""Where dates begin that are kept as they are: nowhere do they begin earlier."""

_dates_begin_in: ContextVar[tzinfo | None] = ContextVar("dates_begin_in", default=None)


def take_dates_in(zone: tzinfo) -> None:
    """From now on in this task, take a date where an `Instant` is sent: its beginning in a time zone."""
    _dates_begin_in.set(zone)


@contextmanager
def dates_in(zone: tzinfo) -> Iterator[None]:
    """Within it, take a date where an `Instant` is sent: its beginning in a time zone."""
    before = _dates_begin_in.set(zone)
    try:
        yield
    finally:
        _dates_begin_in.reset(before)


def dates_kept() -> AbstractContextManager[None]:
    """Within it, take a date where an `Instant` is sent, and keep it as it is: it is not known yet whose day it is."""
    return dates_in(_KEPT)


def sent_instant(text: str) -> str:
    """Return what somebody sent as UTC text of fixed width: an RFC 3339 time, or a date where dates are taken.

    Raises
    ------
    PydanticCustomError
        When it is neither, or as `canonical_instant`.

    Examples
    --------
    >>> from zoneinfo import ZoneInfo
    >>> with dates_in(ZoneInfo("Asia/Shanghai")):
    ...     sent_instant("2027-01-29"), sent_instant("2027-01-29T00:00:00Z")
    ('2027-01-28T16:00:00.000000Z', '2027-01-29T00:00:00.000000Z')
    >>> with dates_kept():
    ...     sent_instant("2027-01-29")
    '2027-01-29'
    """
    zone = _dates_begin_in.get()
    if zone is None or _RFC_3339.fullmatch(text) is not None:
        return canonical_instant(text)
    if _DATE.fullmatch(text) is None:
        raise misfit(Message("values.instant_or_date"))
    try:
        begins = beginning(text, zone)
    except ValueError:
        raise misfit(Message("values.date_of_calendar")) from None
    except OverflowError:
        raise misfit(Message("values.instant_in_range")) from None
    return text if zone is _KEPT else begins


def beginning(of: str, zone: tzinfo) -> str:
    """Return the instant at which a date, ``YYYY-MM-DD``, begins in a time zone: its midnight, the first of two.

    Where clocks skip midnight it is that of the hour before, as they would have shown it: the instant at which they are
    put forward. A day that a zone leaves out begins when the one after it does.

    Raises
    ------
    ValueError
        When it is not in the calendar.
    OverflowError
        When it begins before the year 1 of UTC: the first day of all does, east of Greenwich.

    Examples
    --------
    >>> from zoneinfo import ZoneInfo
    >>> beginning("2026-07-01", ZoneInfo("Europe/Berlin"))
    '2026-06-30T22:00:00.000000Z'
    >>> beginning("2018-11-04", ZoneInfo("America/Sao_Paulo"))  # 01:00 there, the first moment of that day
    '2018-11-04T03:00:00.000000Z'
    """
    return instant_text(datetime.combine(date.fromisoformat(of), time(), zone))


def known_zone(name: object) -> tzinfo | None:
    """Return a time zone by its name; None for what is none, which is refused where it stands.

    Examples
    --------
    >>> str(known_zone("Asia/Shanghai")), known_zone("Mars/Olympus"), known_zone(None)
    ('Asia/Shanghai', None, None)
    """
    try:
        return ZoneInfo(name)  # type: ignore[arg-type]  # whatever somebody sent as its name
    except (TypeError, ValueError, OSError, KeyError):
        return None


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
    AfterValidator(sent_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-06-30T02:00:00Z"]}),
]
"""An instant on the wire: any RFC 3339 time with a zone, or a date where dates are taken; kept as UTC text."""
