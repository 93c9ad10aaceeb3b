"""Which content coding an ``Accept-Encoding`` header likes best (RFC 9110, section 12.5.3)."""

import re
from typing import NamedTuple

from schemas.errors import NotAcceptable
from schemas.messages.message import Message

IDENTITY = "identity"

OFFERED = ("br", "gzip", IDENTITY)
"""Codings in the order in which we prefer them where whoever asks likes them equally."""

_ALIASES = {"x-gzip": "gzip"}
_QUALITY = re.compile(r"q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
_LEAST = 0.0001
"""Quality of what nobody spoke of and is acceptable nevertheless: below every quality that can be written."""


class Wanted(NamedTuple):
    """How a body is wanted.

    Attributes
    ----------
    coding : str
        One of `OFFERED`.
    plain_allowed : bool
        Whether it may also be sent as it is, where coding it is of no use.
    """

    coding: str
    plain_allowed: bool


def wanted_coding(accepted: str | None) -> Wanted:
    """Return the coding that is liked best; of what contradicts itself the refusal counts.

    Parameters
    ----------
    accepted : str or None
        The header, its lines joined by commas; None without it. An entry whose quality cannot be read is passed over.

    Raises
    ------
    NotAcceptable
        When all that we can send is excluded.

    Examples
    --------
    >>> wanted_coding("gzip, deflate, br")
    Wanted(coding='br', plain_allowed=True)
    >>> wanted_coding("br;q=0.5, gzip;q=0.8, *;q=0")
    Wanted(coding='gzip', plain_allowed=False)
    >>> wanted_coding("gzip, gzip;q=0").coding, wanted_coding(None).coding, wanted_coding("").coding
    ('identity', 'identity', 'identity')
    """
    said = _qualities(accepted or "")
    liked = {coding: said.get(coding, _unsaid(coding, said)) for coding in OFFERED}
    best = max(OFFERED, key=liked.__getitem__)
    if liked[best] == 0:
        raise NotAcceptable(Message("requests.no_coding", codings=list(OFFERED)))
    return Wanted(best, liked[IDENTITY] > 0)


def _unsaid(coding: str, said: dict[str, float]) -> float:
    return said.get("*", _LEAST if coding == IDENTITY else 0.0)


def _qualities(accepted: str) -> dict[str, float]:
    """Return the quality of each coding that is named, the lowest where it is named more than once."""
    found: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = (text.strip() for text in part.partition(";"))
        quality = _QUALITY.fullmatch(parameter)
        if not name or (parameter and quality is None):
            continue
        name, value = _ALIASES.get(name, name), float(quality[1]) if quality else 1.0
        found[name] = min(value, found.get(name, value))
    return found
