"""Interval: between which values influence lies, for all that is only believed."""

from collections.abc import Iterator, Mapping

import numpy as np

from analytics.backend.walk import stationary_of_each
from analytics.graphs.people_graph import FloatArray
from analytics.graphs.possible_graphs import PossibleGraphs
from schemas.settings.analysis_settings import AnalysisSettings

BLOCK = 1 << 18
"""Arcs of draws that are held at once."""


def interval(
    influence: Mapping[str, float], possible: PossibleGraphs, settings: AnalysisSettings, seed: int
) -> dict[str, tuple[float, float]]:
    """Return the 5th and the 95th percentile of each person's influence over graphs that may be.

    In each draw a recorded edge exists with probability ``confidence``, with both of its directions, and then has its
    full strength. Percentiles (5 and 95, unless settings want others) are interpolated linearly between the draws.

    Parameters
    ----------
    influence : mapping
        Of all edges, by person, in order of id: the answer itself where no edge is in doubt.
    seed : int
        The same seed draws the same graphs.

    Returns
    -------
    dict
        Person id -> (low, high), both in (0, 1]. Not a band around influence: where doubt moves attention mostly one
        way, influence, which weighs each edge by its confidence, can lie outside.

    References
    ----------
    This project's definition; Brin & Page (1998) of each draw.

    Examples
    --------
    >>> from analytics.graphs.projection import Contribution
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
    """Yield the influence of everyone (column) in some draws (rows), until there are enough."""
    chance = np.random.default_rng([seed, *b"interval"])
    together = max(1, BLOCK // len(possible.source))
    for first in range(0, settings.interval_draws, together):
        draws = min(together, settings.interval_draws - first)
        weights = possible.weights(chance.random((draws, len(possible.confidence))) < possible.confidence)
        moved = _moved(weights, possible)
        onward = settings.damping * weights / np.maximum(1.0, moved)[:, possible.target]
        yield stationary_of_each(possible.size, possible.target, possible.source, onward)


def _moved(weights: FloatArray, possible: PossibleGraphs) -> FloatArray:
    """Return in each draw (row) how much everyone (column) is moved by all others together."""
    places = np.arange(len(weights))[:, np.newaxis] * possible.size + possible.target
    moved = np.bincount(places.ravel(), weights=weights.ravel(), minlength=len(weights) * possible.size)
    return moved.astype(np.float64, copy=False).reshape(-1, possible.size)
