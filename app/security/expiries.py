"""Until when a key is good: a span such as `90d`, a day, or an instant; never for ever."""

import re
from datetime import UTC, datetime, timedelta

from schemas.instants import canonical_instant, instant_text, parse_instant
from schemas.messages.message import Message, misfit

LONGEST = timedelta(days=3653)
"""Ten years with their leap days."""

_SPAN = re.compile(r"([0-9]{1,12})([smhdw])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def parse_span(text: str) -> timedelta:
    """Return a span of time as a person writes it.

    Raises
    ------
    PydanticCustomError
        When it is none, or longer than a key may be good.

    Examples
    --------
    >>> parse_span("36h")
    datetime.timedelta(days=1, seconds=43200)
    """
    found = _SPAN.fullmatch(text)
    if found is None:
        raise misfit(Message("keys.span"))
    seconds = int(found[1]) * _SECONDS[found[2]]
    if seconds > LONGEST.total_seconds():
        raise misfit(Message("keys.span_too_long"))
    return timedelta(seconds=seconds)


def parse_expiry(text: str, now: datetime) -> str:
    """Return the instant from which on a key is refused.

    Parameters
    ----------
    text : str
        A span from now, a day (its first instant in UTC), or an instant with its zone.

    Raises
    ------
    PydanticCustomError
        When it is none of these, not after now, or more than ten years away.

    Examples
    --------
    >>> now = datetime(2026, 6, 30, tzinfo=UTC)
    >>> parse_expiry("90d", now), parse_expiry("2027-01-31", now)
    ('2026-09-28T00:00:00.000000Z', '2027-01-31T00:00:00.000000Z')
    """
    moment = now + parse_span(text) if _SPAN.fullmatch(text) else _instant(text)
    if moment <= now:
        raise misfit(Message("keys.expiry_past", now=instant_text(now)))
    if moment - now > LONGEST:
        raise misfit(Message("keys.expiry_too_far"))
    return instant_text(moment)


def _instant(text: str) -> datetime:
    try:
        if _DAY.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
        return parse_instant(canonical_instant(text))
    except ValueError:
        raise misfit(Message("keys.expiry")) from None
