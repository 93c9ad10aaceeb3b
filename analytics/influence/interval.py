"""Interval: the range in which influence lies, given how sure we are of each record."""

from collections.abc import Iterator, Mapping

import numpy as np

from analytics.backend.algorithms.walk import stationary_of_each
from analytics.graphs.people_graph import FloatArray
from analytics.graphs.possible_graphs import PossibleGraphs
from schemas.settings.analysis_settings import AnalysisSettings

BLOCK = 1 << 18
"""Arcs, over all draws, that are kept in memory at once."""


def interval(
    influence: Mapping[str, float], possible: PossibleGraphs, settings: AnalysisSettings, seed: int
) -> dict[str, tuple[float, float]]:
    """Return the 5th and the 95th percentile of each person's influence over 200 possible graphs.

    In each draw (``interval_draws``) a recorded edge is true with probability ``confidence``, in both of its
    directions, and then has its full strength. The percentiles (``interval_low``, ``interval_high``) are interpolated
    linearly between the draws.

    Parameters
    ----------
    influence : mapping
        Influence by person, in order of id; it is low and high itself when no edge is in doubt.
    seed : int
        The same seed draws the same graphs.

    Returns
    -------
    dict
        Person id -> (low, high), both in (0, 1]. This is not a band around influence: influence weighs each edge by its
        confidence, and can lie outside when doubt moves attention mostly one way.

    References
    ----------
    This project's definition; Brin & Page (1998) of each draw.

    Examples
    --------
    >>> from analytics.graphs.contribution import Contribution
    >>> sure = PossibleGraphs.of(("ada", "bo"), [Contribution("ada", "bo", 0.5, 1.0, ("influence", "i1"))], 0.999)
    >>> interval({"ada": 0.6, "bo": 0.4}, sure, AnalysisSettings(), seed=1)
    {'ada': (0.6, 0.6), 'bo': (0.4, 0.4)}
    """
    if possible.certain:
        return {person: (value, value) for person, value in influence.items()}
    drawn = np.concatenate(list(_influence_of_draws(possible, settings, seed)))
    low, high = np.percentile(drawn, [settings.interval_low, settings.interval_high], axis=0)
    return dict(zip(influence, zip(low.tolist(), high.tolist(), strict=True), strict=True))


def _influence_of_draws(possible: PossibleGraphs, settings: AnalysisSettings, seed: int) -> Iterator[FloatArray]:
    """Yield the influence of everybody (columns) in some draws (rows) at a time, until there are enough draws."""
    chance = np.random.default_rng([seed, *b"interval"])
    together = max(1, BLOCK // len(possible.source))
    for first in range(0, settings.interval_draws, together):
        draws = min(together, settings.interval_draws - first)
        weights = possible.weights(chance.random((draws, len(possible.confidence))) < possible.confidence)
        moved = _moved(weights, possible)
        onward = settings.damping * weights / np.maximum(1.0, moved)[:, possible.target]
        yield stationary_of_each(possible.size, possible.target, possible.source, onward)


def _moved(weights: FloatArray, possible: PossibleGraphs) -> FloatArray:
    """Return how much everybody (columns) is moved by all others together, in each draw (row)."""
    places = np.arange(len(weights))[:, np.newaxis] * possible.size + possible.target
    moved = np.bincount(places.ravel(), weights=weights.ravel(), minlength=len(weights) * possible.size)
    return moved.astype(np.float64, copy=False).reshape(-1, possible.size)
