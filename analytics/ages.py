"""Ages: the days from an instant to ``as_of``, and the day of the calendar that an instant falls on."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from analytics.graphs.people_graph import FloatArray, IntArray

MICROSECONDS_A_DAY = 86_400_000_000.0

INSTANT = 27
"""Characters of an instant; the last one says that it is of UTC."""

EPOCH = date(1970, 1, 1).toordinal()
"""The day from which moments count."""


def ages(instants: Sequence[str], as_of: str) -> FloatArray:
    """Return the days from each instant to ``as_of``; negative for an instant that comes after it.

    Parameters
    ----------
    instants : sequence of str
        As UTC text of fixed width.

    Examples
    --------
    >>> ages(["2026-06-30T12:00:00.000000Z"], "2026-07-01T00:00:00.000000Z").tolist()
    [0.5]
    """
    return (moments([as_of]) - moments(instants)) / MICROSECONDS_A_DAY


def moments(instants: Sequence[str]) -> IntArray:
    """Return the microseconds from the beginning of 1970 to each instant; negative for an earlier one.

    Examples
    --------
    >>> moments(["1970-01-02T00:00:00.000000Z", "1969-12-31T23:59:59.999999Z"]).tolist()
    [86400000000, -1]
    """
    if not instants or not instants[0]:  # an account that nobody read has no instant
        return np.zeros(len(instants), dtype=np.int64)
    characters = np.frombuffer("".join(instants).encode("ascii"), dtype=f"S{INSTANT}")
    return characters.astype(f"S{INSTANT - 1}").astype("datetime64[us]").astype(np.int64)


@lru_cache(maxsize=4096)
def days_before(as_of: str, days: float) -> str:
    """Return the instant that lies a number of days before another.

    Examples
    --------
    >>> days_before("2026-07-01T00:00:00.000000Z", 30)
    '2026-06-01T00:00:00.000000Z'
    """
    earlier = np.datetime64(as_of[:-1], "us") - np.timedelta64(round(days * MICROSECONDS_A_DAY), "us")
    return f"{earlier}Z"


def local_days(instants: Sequence[str], timezone: str | None) -> IntArray:
    """Return the day that each instant falls on in a time zone; of UTC where there is none.

    Days are counted from 1 January of the year 1, which is day 1.

    Examples
    --------
    >>> late = ["2026-06-30T22:30:00.000000Z"]
    >>> (local_days(late, "Europe/Berlin") - local_days(late, None)).tolist()
    [1]
    """
    if timezone is None:
        return utc_days(moments(instants))
    zone = ZoneInfo(timezone)
    return np.array([datetime.fromisoformat(each).astimezone(zone).toordinal() for each in instants], dtype=np.int64)


def utc_days(moments: IntArray) -> IntArray:
    """Return the day of UTC that each moment falls on, counted as `local_days` does."""
    return moments // int(MICROSECONDS_A_DAY) + EPOCH
