"""Health: the six parts as one number and one grade."""

import math
from collections.abc import Mapping
from typing import Literal

from schemas.settings.analysis_settings import AnalysisSettings

Grade = Literal["A", "B", "C", "D", "E"]


def health(components: Mapping[str, float | None], weights: Mapping[str, float], least: int) -> float | None:
    """Return the weighted mean of the known parts, from 0 to 100; None if fewer than three are known and count.

    A part of weight 0 does not count. The three are ``known_parts``, passed as ``least``; the weights are ``health_*``.

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> weights = {"coverage": 1.0, "closeness": 1.0, "freshness": 2.0}
    >>> health({"coverage": 40.0, "closeness": 20.0, "freshness": 70.0}, weights, least=3)
    50.0
    >>> health({"coverage": 40.0, "closeness": None, "freshness": 70.0}, weights, least=3)
    """
    known = [(value, weights[part]) for part, value in components.items() if value is not None and weights[part] > 0]
    if len(known) < least:
        return None
    return min(100.0, math.fsum(value * weight for value, weight in known) / math.fsum(weight for _, weight in known))


def grade(health: float, settings: AnalysisSettings) -> Grade:
    """Return the grade: A from 80 on, B from 65, C from 50, D from 35, otherwise E (``grade_*``).

    Examples
    --------
    >>> [grade(value, AnalysisSettings()) for value in (80.0, 79.9, 50.0, 35.0, 34.9)]
    ['A', 'B', 'C', 'D', 'E']
    """
    if health >= settings.grade_a:
        return "A"
    if health >= settings.grade_b:
        return "B"
    if health >= settings.grade_c:
        return "C"
    return "D" if health >= settings.grade_d else "E"
