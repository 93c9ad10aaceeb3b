"""Chances: how likely voters are to say yes, and how exact a computed probability is."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from schemas.settings.analysis_settings import AnalysisSettings

Chances = Mapping[str, float]
"""The probability that each voter says yes."""

EVEN = 0.5
"""The probability of a yes if nothing is known about the voter."""

SUPPORTS = (-2.0, -1.0, 0.0, 1.0, 2.0)
"""The scale of support, from enemy to mentor."""


class Yes(NamedTuple):
    """A probability in [0, 1]; whether it rests on a belief, and whether that belief was ``inherited``."""

    probability: float
    known: bool
    inherited: bool


class Estimate(NamedTuple):
    """A value and its standard error, which is 0 when the value is exact and not sampled."""

    value: float
    error: float


def yes_of_support(support: float, settings: AnalysisSettings) -> float:
    """Return m(support): the probability of a yes when a support from -2 to 2 is beyond doubt.

    Examples
    --------
    >>> yes_of_support(1.5, AnalysisSettings())
    0.85
    """
    probabilities = (
        *(settings.yes_enemy, settings.yes_non_supporter, settings.yes_neutral),
        *(settings.yes_supporter, settings.yes_mentor),
    )
    return float(np.interp(support, SUPPORTS, probabilities))
