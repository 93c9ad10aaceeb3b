"""Trend: how closeness changed since an earlier instant."""

from collections.abc import Mapping

from analytics.inputs.contacts import Pair
from schemas.analysis.closeness import TrendSign


def trend(now: Mapping[Pair, float], before: Mapping[Pair, float]) -> dict[Pair, float]:
    """Return closeness now minus closeness at the earlier instant, from -100 to 100, for each pair that had any then.

    The earlier instant is 30 days before (``trend_days``). All of it is computed again as of then: contacts, coverages,
    tier and beliefs.

    Examples
    --------
    >>> trend({("kim", "ada"): 40.0, ("kim", "bo"): 5.0}, {("kim", "ada"): 30.0})
    {('kim', 'ada'): 10.0}
    """
    return {pair: value - before[pair] for pair, value in now.items() if pair in before}


def trend_sign(change: float, flat: float) -> TrendSign:
    """Return the direction of a change; a change of at most 3 either way (``trend_flat``) is ``flat``.

    Examples
    --------
    >>> trend_sign(3.0, 3.0), trend_sign(3.1, 3.0), trend_sign(-20.0, 3.0)
    ('flat', 'up', 'down')
    """
    if abs(change) <= flat:
        return "flat"
    return "up" if change > 0 else "down"
