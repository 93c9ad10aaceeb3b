"""What no two runs share, replaced: instants of the run, ids that the service makes, keys, and where it answers.

Each value gets a name in order of first appearance, the same wherever it stands: two runs of the same code give equal
texts, and which two values are the same can still be seen.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]

AHEAD = timedelta(seconds=5)
"""How far a service may be ahead of us: it never records two things at one instant, so it may count on."""

_CURSOR = re.compile(r"eyJ[A-Za-z0-9_-]{20,}")
_REQUEST = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_VOLATILE = re.compile(
    r"(?P<id>\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b)"
    r"|(?P<instant>\d{4}-\d\d-\d\dT\d\d(?::\d\d:\d\d(?:[.-]\d{6})?)?Z?)"
    r"|(?P<minute>\d{4}-\d\d-\d\d \d\d:\d\d(?= UTC))"
    r"|(?P<digits>(?<!\d)\d{20}(?!\d))"
)
_PARTS = re.compile(r"(\d{4}-\d\d-\d\dT\d\d)(:\d\d:\d\d)?(?:[.-](\d{6}))?Z?")
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{6})")

NAMED = re.compile(r"<(?P<kind>[a-z]+) (?P<number>\d+)(?P<form>[a-z ]*)>")
"""A placeholder of a value that may appear again."""


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


class Placeholders:
    """Replaces what belongs to one run alone.

    Parameters
    ----------
    began : datetime
        When the run began: earlier instants are data, and stay.
    clock : callable
        The time: later instants are data too.
    """

    def __init__(self, began: datetime, clock: Clock = utc_now) -> None:
        self._began = began
        self._clock = clock
        self._names: dict[str, dict[str, int]] = {}
        self._literal: dict[str, str] = {}

    def hide(self, value: str, name: str) -> None:
        """Replace this very text by a name from now on."""
        self._literal[value] = f"<{name}>"

    def name(self, kind: str, value: str, form: str = "") -> str:
        """Return the placeholder of a value of a kind."""
        known = self._names.setdefault(kind, {})
        return f"<{kind} {known.setdefault(value, len(known) + 1)}{form}>"

    def text(self, text: str) -> str:
        """Return a text with placeholders."""
        for value in sorted(self._literal, key=len, reverse=True):
            text = text.replace(value, self._literal[value])
        text = _REQUEST.sub("<request>", text)
        return _VOLATILE.sub(self._named, _CURSOR.sub(self._opened, text))

    def values(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return texts by their names, with placeholders."""
        return {name: self.text(value) for name, value in values.items()}

    def _opened(self, match: re.Match[str]) -> str:
        """Return what a cursor holds; its quotes would end the text that it stands in."""
        text = match[0]
        try:
            content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
            json.loads(content)
        except (binascii.Error, ValueError):
            return text
        return f"<cursor {content.replace(chr(34), chr(39))}>"

    def _named(self, match: re.Match[str]) -> str:
        text = match[0]
        if match["id"]:
            return self.name("id", text)
        if match["minute"]:
            return self._minute(text)
        if match["digits"]:
            return self._instant(text, _DIGITS.sub(r"\1-\2-\3T\4:\5:\6.\7", text), " in digits")
        parts = _PARTS.fullmatch(text)
        if parts is None:
            return text
        canonical = f"{parts[1]}{parts[2] or ':00:00'}.{parts[3] or '000000'}"
        return self._instant(text, canonical, _form(text))

    def _instant(self, text: str, canonical: str, form: str) -> str:
        try:
            moment = datetime.fromisoformat(canonical).replace(tzinfo=UTC)
        except ValueError:
            return text
        if self._is_an_hour_of_the_run(moment):
            return f"<next hour{form}>"
        if not self._began <= moment <= self._clock() + AHEAD:
            return text
        return self.name("instant", canonical, form)

    def _minute(self, text: str) -> str:
        """Return a minute as people read it: which instant it was of cannot be seen."""
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
        of_the_run = self._began - timedelta(minutes=1) < moment <= self._clock() + AHEAD
        return "<minute>" if of_the_run or self._is_an_hour_of_the_run(moment) else text

    def _is_an_hour_of_the_run(self, moment: datetime) -> bool:
        """Whether an instant is the full hour that reads are about when nobody says another."""
        latest = self._clock() + timedelta(hours=1)
        return self._began < moment <= latest and (moment.minute, moment.second, moment.microsecond) == (0, 0, 0)


def _form(text: str) -> str:
    """Return how an instant is written, where it is not as in the answers."""
    if re.fullmatch(r".{19}\.\d{6}Z", text):
        return ""
    return " in an etag" if "Z" not in text else " in short"
