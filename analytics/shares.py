"""Shares of influence: how much of an organisation's attention some of its people hold."""

import math
from collections.abc import Collection, Mapping


def influence_share(chosen: Collection[str], influence: Mapping[str, float]) -> float | None:
    """Return the influence of the chosen people, in percent of the influence of all; None without people.

    Examples
    --------
    >>> influence_share({"ada"}, {"ada": 0.75, "bo": 0.25}), influence_share(set(), {"ada": 1.0})
    (75.0, 0.0)
    """
    if not influence:
        return None
    held = math.fsum(influence[person] for person in chosen)
    return min(100.0, 100.0 * held / math.fsum(influence.values()))
