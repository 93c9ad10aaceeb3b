"""Until when a key is good: a span such as `90d`, a day, or an instant; never for ever."""

import re
from datetime import UTC, datetime, timedelta

from schemas.instants import canonical_instant, instant_text, parse_instant

LONGEST = timedelta(days=3653)
"""Ten years with their leap days."""

_SPAN = re.compile(r"([0-9]{1,12})([smhdw])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def parse_span(text: str) -> timedelta:
    """Return a span of time as a person writes it.

    Raises
    ------
    ValueError
        When it is none, or longer than a key may be good.

    Examples
    --------
    >>> parse_span("36h")
    datetime.timedelta(days=1, seconds=43200)
    """
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError("must be a number with s, m, h, d or w (seconds to weeks), such as 90d or 12h")
    seconds = int(found[1]) * _SECONDS[found[2]]
    if seconds > LONGEST.total_seconds():
        raise ValueError("must be at most 10 years (3653d)")
    return timedelta(seconds=seconds)


def parse_expiry(text: str, now: datetime) -> str:
    """Return the instant from which on a key is refused.

    Parameters
    ----------
    text : str
        A span from now, a day (its first instant in UTC), or an instant with its zone.

    Raises
    ------
    ValueError
        When it is none of these, not after now, or more than ten years away.

    Examples
    --------
    >>> now = datetime(2026, 6, 30, tzinfo=UTC)
    >>> parse_expiry("90d", now), parse_expiry("2027-01-31", now)
    ('2026-09-28T00:00:00.000000Z', '2027-01-31T00:00:00.000000Z')
    """
    moment = now + parse_span(text) if _SPAN.fullmatch(text) else _instant(text)
    if moment <= now:
        raise ValueError(f"must lie in the future; it is {instant_text(now)} now")
    if moment - now > LONGEST:
        raise ValueError("must be at most 10 years away: a key always expires, and can be rotated before")
    return instant_text(moment)


def _instant(text: str) -> datetime:
    try:
        if _DAY.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
        return parse_instant(canonical_instant(text))
    except ValueError:
        raise ValueError(
            "must be a span such as 90d or 12h, a day such as 2027-01-31, or a time such as 2027-01-31T12:00:00Z"
        ) from None
