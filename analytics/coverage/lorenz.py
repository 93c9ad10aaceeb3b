"""Lorenz points: how coverage adds up, from the most influential person to the least."""

import math
from collections.abc import Collection, Mapping

from analytics.ranking import ranked


def lorenz(
    scope: Collection[str], influence: Mapping[str, float], attainment: Mapping[str, float]
) -> list[tuple[float, float]]:
    """Return cumulative shares of influence and of attained influence, with people in order of influence.

    Both are shares of all influence in scope: the curve runs from (0, 0) to (1, coverage) and never above the diagonal.

    References
    ----------
    Lorenz (1905), for curves of cumulative shares; this one has people by influence, the largest first.

    Examples
    --------
    >>> lorenz(["ada", "bo"], {"ada": 0.75, "bo": 0.25}, {"ada": 0.5, "bo": 1.0})
    [(0.0, 0.0), (0.75, 0.375), (1.0, 0.625)]
    """
    total = math.fsum(influence[person] for person in scope)
    points = [(0.0, 0.0)]
    share = reached = 0.0
    for person in ranked({person: influence[person] for person in scope}):
        share += influence[person]
        reached += influence[person] * attainment[person]
        points.append((min(1.0, share / total), min(1.0, reached / total)))
    return points
