"""Chances: with what probability voters say yes, and how sure a computed probability is."""

from collections.abc import Mapping
from typing import NamedTuple

Chances = Mapping[str, float]
"""With what probability each voter says yes."""

EVEN = 0.5
"""Of a vote of which nothing is known: as likely yes as no."""


class Yes(NamedTuple):
    """A probability in [0, 1]; whether anything is believed, and whether that was said without a chain."""

    probability: float
    known: bool
    inherited: bool


class Estimate(NamedTuple):
    """A value and its standard error; 0 where it is counted out and not sampled."""

    value: float
    error: float
