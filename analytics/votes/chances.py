"""Chances: how likely voters are to say yes, and how exact a computed probability is."""

from collections.abc import Mapping
from typing import NamedTuple

Chances = Mapping[str, float]
"""The probability that each voter says yes."""

EVEN = 0.5
"""The probability of a yes if nothing is known about the voter."""


class Yes(NamedTuple):
    """A probability in [0, 1]; whether it rests on a belief, and whether that belief was ``inherited``."""

    probability: float
    known: bool
    inherited: bool


class Estimate(NamedTuple):
    """A value and its standard error, which is 0 when the value is exact and not sampled."""

    value: float
    error: float
