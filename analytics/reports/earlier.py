"""Numbers of accounts at earlier dates, packed: of a large book there are hundreds of thousands."""

import math
from collections.abc import Iterable
from struct import Struct
from typing import NamedTuple, get_args

from schemas.analysis.health import Grade
from schemas.reports.dates import ReportDate

_GRADES: tuple[Grade | None, ...] = (*get_args(Grade), None)
_POINT = Struct("<HdBI")
"""The number of the date, health (no number where it is not known), the number of the grade, gaps."""


class EarlierHealth(NamedTuple):
    """An account at an earlier date, as a number a trend shows.

    Attributes
    ----------
    health : float or None
        From 0 to 100, exact.
    gaps : int
        Gaps that were not muted.
    """

    account_id: str
    date: ReportDate
    health: float | None
    grade: Grade | None
    gaps: int


class EarlierNumbers:
    """Points of trends by account, fifteen bytes each.

    Parameters
    ----------
    points : iterable of EarlierHealth
        In any order.

    Examples
    --------
    >>> late, early = EarlierHealth("a1", "2026-06-30", None, None, 3), EarlierHealth("a1", "2026-06-01", 0.1, "E", 2)
    >>> found = EarlierNumbers([late, early])
    >>> found.of("a1", before="2026-07-01") == [early, late], found.of("a1", before="2026-06-30") == [early]
    (True, True)
    >>> found.of("a1", before="2026-06-01"), found.of("a2", before="2026-07-01")
    ([], [])
    """

    def __init__(self, points: Iterable[EarlierHealth] = ()) -> None:
        self._dates: dict[ReportDate, int] = {}
        self._points: dict[str, bytearray] = {}
        for point in points:
            self.add(point)

    def add(self, point: EarlierHealth) -> None:
        """Add a point of an account."""
        date = self._dates.setdefault(point.date, len(self._dates))
        health = math.nan if point.health is None else point.health
        packed = _POINT.pack(date, health, _GRADES.index(point.grade), point.gaps)
        self._points.setdefault(point.account_id, bytearray()).extend(packed)

    def of(self, account_id: str, before: ReportDate) -> list[EarlierHealth]:
        """Return what an account was at the dates before one, the oldest first; nothing of one that is not known."""
        dates = list(self._dates)
        found = [
            EarlierHealth(account_id, dates[date], None if math.isnan(health) else health, _GRADES[grade], gaps)
            for date, health, grade, gaps in _POINT.iter_unpack(self._points.get(account_id, b""))
        ]
        return sorted((point for point in found if point.date < before), key=lambda point: point.date)
