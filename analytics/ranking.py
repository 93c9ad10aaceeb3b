"""Ranking: by value, and by id between equal values."""

from collections.abc import Mapping, Sequence
from itertools import groupby

DIGITS = 12
"""Values are equal when they agree after rounding to this many decimals."""


def ranked(values: Mapping[str, float]) -> list[str]:
    """Return ids by value, the largest first; ids of equal values in alphabetical order.

    Examples
    --------
    >>> ranked({"cy": 0.3, "bo": 0.1 + 0.2, "ada": 0.2})
    ['bo', 'cy', 'ada']
    """
    return sorted(values, key=lambda key: (-round(values[key], DIGITS), key))


def mean_ranks(values: Mapping[str, float]) -> dict[str, float]:
    """Return the rank of each id by value, 1 for the largest; equal values share the mean of their ranks.

    Examples
    --------
    >>> mean_ranks({"cy": 0.3, "bo": 0.1 + 0.2, "ada": 0.2})
    {'bo': 1.5, 'cy': 1.5, 'ada': 3.0}
    """
    ranks: dict[str, float] = {}
    for _, equal in groupby(ranked(values), key=lambda key: round(values[key], DIGITS)):
        keys = list(equal)
        ranks |= dict.fromkeys(keys, len(ranks) + (len(keys) + 1) / 2)
    return ranks


def foremost(order: Sequence[str], one_in: int) -> Sequence[str]:
    """Return the top of a ranking of n: its first ``max(1, ceil(n / one_in))``; ``one_in=10`` is the top decile.

    Examples
    --------
    >>> foremost(["ada"], 10), foremost("abcdefghijk", 10)
    (['ada'], 'ab')
    """
    return order[: max(1, -(-len(order) // one_in))]
