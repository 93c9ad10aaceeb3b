"""Ranking: by value, and by id where values are equal."""

from collections.abc import Mapping

DIGITS = 12
"""Values that agree when rounded to so many decimals are equal."""


def ranked(values: Mapping[str, float]) -> list[str]:
    """Return ids by value, the largest first; equal ones in order of id.

    Examples
    --------
    >>> ranked({"cy": 0.3, "bo": 0.1 + 0.2, "ada": 0.2})
    ['bo', 'cy', 'ada']
    """
    return sorted(values, key=lambda key: (-round(values[key], DIGITS), key))
