"""Ages: the days from an instant to ``as_of``, and the day of the calendar that an instant falls on."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from analytics.graphs.people_graph import FloatArray, IntArray

MICROSECONDS_A_DAY = 86_400_000_000.0


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
    moments = np.array([instant[:-1] for instant in instants], dtype="datetime64[us]")
    passed = np.datetime64(as_of[:-1], "us") - moments
    return passed.astype(np.int64) / MICROSECONDS_A_DAY


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
        return np.array([datetime.fromisoformat(each).toordinal() for each in instants], dtype=np.int64)
    zone = ZoneInfo(timezone)
    return np.array([datetime.fromisoformat(each).astimezone(zone).toordinal() for each in instants], dtype=np.int64)
