"""Stance: whether those whom we reach are for us or against us."""

import math
from collections.abc import Collection, Mapping
from typing import NamedTuple

from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject
from analytics.ranking import DIGITS

DECIDED = 0.5
"""Support from which on somebody is for us, and against us below 0: half a point of the scale, not a setting."""


class Stance(NamedTuple):
    """Shares of the influence that is reached, by what its holders think of us; they add up to 1."""

    supporting: float
    neutral: float
    opposing: float
    unknown: float


def stance(
    scope: Collection[str],
    influence: Mapping[str, float],
    attainment: Mapping[str, float],
    beliefs: Mapping[Subject, Belief],
) -> Stance | None:
    """Return how ``sum(influence * attainment)`` over the people in scope divides by what they think of us.

    Believed support of at least +0.5 is ``supporting``, of at most -0.5 ``opposing``, anything between ``neutral``;
    without a belief it is ``unknown``.

    Returns
    -------
    Stance or None
        Four shares, each in [0, 1], which add up to 1; None if nothing is reached.

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> stance({"ada", "bo"}, {"ada": 0.75, "bo": 0.25}, {"ada": 0.5, "bo": 0.5}, {})
    Stance(supporting=0.0, neutral=0.0, opposing=0.0, unknown=1.0)
    """
    reached: dict[str, list[float]] = {side: [] for side in Stance._fields}
    for person in sorted(scope):
        reached[_side(beliefs.get((person, "support", None)))].append(influence[person] * attainment[person])
    sums = [math.fsum(parts) for parts in reached.values()]
    total = math.fsum(sums)
    return Stance(*(part / total for part in sums)) if total else None


def _side(belief: Belief | None) -> str:
    if belief is None:
        return "unknown"
    support = round(float(belief.value), DIGITS)
    if abs(support) < DECIDED:
        return "neutral"
    return "supporting" if support > 0 else "opposing"
