"""Dates of a column: read as a mapping states, as ISO 8601, or in the one way in which the whole column can be read."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from typing import Literal

from schemas.instants import beginning, instant_text
from schemas.messages.message import Message

Order = Literal["ymd", "dmy", "mdy"]

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)?)?\s*(Z|[+-]\d\d:?\d\d)?"
)
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_THREE = re.compile(r"(\d{1,4})([/.\-])(\d{1,2})\2(\d{1,4})(?:[ T](\d{1,2}):(\d\d)(?::(\d\d))?)?")

_TIME = re.compile(r"%[-#]?[HIMSfpXczZsTRr]")
"""What of a format stands for a time of the day, or for a zone."""


class Unreadable(Exception):
    """A cell that cannot be taken; ``fault`` says why and what to do."""

    def __init__(self, fault: Message) -> None:
        super().__init__(fault)
        self.fault = fault


class DateColumn:
    """The dates of one column.

    All its cells are shown to it first (`observe`), so that a day beyond the twelfth shows how the others are meant.

    Parameters
    ----------
    formats : sequence of str
        The formats that the mapping states, as `strptime` writes them; tried first.
    zone : tzinfo or None
        Zone of dates, and of times that name none. None: dates are left to whoever knows whose days they are, and
        times are UTC.
    """

    def __init__(self, formats: Sequence[str], zone: tzinfo | None) -> None:
        self._formats = tuple(formats)
        self._zone = zone
        self._ruled_out: dict[str, set[Order]] = {}
        self.read: Callable[[str], str] = lru_cache(maxsize=4096)(self._read)

    def observe(self, text: str) -> None:
        """Learn from one cell in which order day and month stand, for each sign that stands between them."""
        found = _THREE.fullmatch(text.strip())
        if found is None or len(found[1]) == 4 or len(found[4]) != 4 or self._stated(text.strip()):
            return
        out = self._ruled_out.setdefault(found[2], set())
        if int(found[1]) > 12:
            out.add("mdy")
        if int(found[3]) > 12:
            out.add("dmy")

    def _read(self, text: str) -> str:
        """Return a cell as an instant; as a date, ``YYYY-MM-DD``, where it is one that begins in no zone yet.

        Raises
        ------
        Unreadable
            When it is not a date, or can be read in two ways.
        """
        text = text.strip()
        moment = self._stated(text) or _certain(text) or self._by_column(text)
        if moment is None:
            raise Unreadable(Message("imports.not_a_date", text=text[:40]))
        try:
            if not isinstance(moment, datetime):
                return moment.isoformat() if self._zone is None else beginning(moment.isoformat(), self._zone)
            return instant_text(moment if moment.tzinfo else moment.replace(tzinfo=self._zone or UTC))
        except OverflowError:
            raise Unreadable(Message("imports.date_out_of_range", text=text[:40])) from None

    def _stated(self, text: str) -> date | None:
        for form in self._formats:
            try:
                found = datetime.strptime(text, form)  # noqa: DTZ007 - the zone is added where the text names none
                return found if _TIME.search(form) else found.date()
            except (ValueError, OverflowError):
                continue
        return None

    def _by_column(self, text: str) -> date | None:
        found = _THREE.fullmatch(text)
        if found is None:
            return None
        if len(found[1]) == 4:
            return _moment((found[1], found[3], found[4]), found.groups()[4:])
        if len(found[4]) != 4:
            raise Unreadable(Message("imports.date_without_year", text=text))
        left: set[Order] = {"dmy", "mdy"}
        left -= self._ruled_out.get(found[2], set())
        if not left:
            raise Unreadable(Message("imports.date_in_both_orders", text=text))
        if len(left) > 1:
            raise Unreadable(Message("imports.date_in_two_ways", text=text))
        day, month = (found[1], found[3]) if left == {"dmy"} else (found[3], found[1])
        return _moment((found[4], month, day), found.groups()[4:])


def as_instant(read: str) -> str:
    """Return what was read of a cell as an instant to compare it by: a date that begins in no zone yet, in UTC."""
    return beginning(read, UTC) if len(read) == len("2026-06-30") else read


def _certain(text: str) -> date | None:
    found = _ISO.fullmatch(text)
    if found:
        moment, zone = _moment(found.groups()[:3], found.groups()[3:6], found[7]), found[8]
        if moment is None or not zone:
            return moment
        return datetime.fromisoformat(f"{_with_time(moment).isoformat()}{zone}")
    found = _CHINESE.fullmatch(text)
    return _moment(found.groups(), ()) if found else None


def _moment(day: Sequence[str], clock: Sequence[str | None], fraction: str | None = None) -> date | None:
    """Return a date, or with the time that a clock shows; None where there is none such."""
    parts = [int(part or "0") for part in clock]
    try:
        found = date(*map(int, day))
        if not any(clock):
            return found
        return datetime.combine(found, time(*parts, microsecond=int((fraction or "").ljust(6, "0"))))  # type: ignore[misc,arg-type]
    except ValueError:
        return None


def _with_time(moment: date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())
