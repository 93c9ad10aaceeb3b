"""Coverage: how much of the influence of a group of people we have reached."""

import math
from collections.abc import Collection, Mapping


def coverage(scope: Collection[str], influence: Mapping[str, float], attainment: Mapping[str, float]) -> float | None:
    """Return ``sum(influence * attainment) / sum(influence)`` over the people in scope, in percent.

    Influence is that in the whole account, whatever the scope; weighted by decision influence, this is
    ``decision_coverage``.

    Returns
    -------
    float or None
        From 0 to 100; None for an empty scope, and where nobody in it has any influence.

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> coverage({"ada", "bo"}, {"ada": 0.75, "bo": 0.25}, {"ada": 1.0, "bo": 0.2})
    80.0
    """
    total = math.fsum(influence[person] for person in scope)
    if not total:
        return None
    return min(100.0, 100.0 * math.fsum(influence[person] * attainment[person] for person in scope) / total)
