"""Percentile: where a value stands among all values."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from analytics.ranking import DIGITS


def percentile(values: Mapping[str, float]) -> dict[str, float]:
    """Return ``(below + 0.5 equal) / n`` for each value, in percent, where a value is equal to itself.

    Returns
    -------
    dict
        The same keys -> value in (0, 100); 50 if all are equal; empty without values.

    Examples
    --------
    >>> percentile({"ada": 0.5, "bo": 0.25, "cy": 0.25, "di": 0.0})
    {'ada': 87.5, 'bo': 50.0, 'cy': 50.0, 'di': 12.5}
    """
    rounded = {key: round(value, DIGITS) for key, value in values.items()}
    ascending = sorted(rounded.values())
    return {
        key: 50.0 * (bisect_left(ascending, value) + bisect_right(ascending, value)) / len(ascending)
        for key, value in rounded.items()
    }
