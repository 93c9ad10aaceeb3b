"""Rounding: the one place where exact numbers become those that every form of a report shows."""

import math
from array import array
from collections.abc import Iterable


def tenth(value: float) -> float:
    """Return a percentage, an amount of points or of days to one decimal; never minus zero.

    Examples
    --------
    >>> tenth(42.949), tenth(-0.04)
    (42.9, 0.0)
    """
    return round(value, 1) + 0.0


def tenth_if_known(value: float | None) -> float | None:
    """Return the same of a number that may not be known."""
    return None if value is None else tenth(value)


def thousandth(value: float) -> float:
    """Return a share or a priority to three decimals.

    Examples
    --------
    >>> thousandth(0.14159)
    0.142
    """
    return round(value, 3) + 0.0


def difference(now: float | None, before: float | None) -> float | None:
    """Return the difference of two numbers as they are shown; None where one is not known.

    Examples
    --------
    >>> difference(42.94, 41.16), difference(42.94, None)
    (1.7, None)
    """
    if now is None or before is None:
        return None
    return tenth(tenth(now) - tenth(before))


def mean(values: Iterable[float]) -> float | None:
    """Return the mean of numbers as they are shown, to one decimal; None of none.

    Examples
    --------
    >>> mean([40.0, 50.1]), mean([])
    (45.0, None)
    """
    known = array("d", values)
    return tenth(math.fsum(known) / len(known)) if known else None
