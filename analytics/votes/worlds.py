"""Worlds: what those who vote on several steps may say, all of it or a sample."""

from typing import NamedTuple

import numpy as np

from analytics.graphs.people_graph import BoolArray, FloatArray
from analytics.votes.chances import Chances
from schemas.settings.analysis_settings import AnalysisSettings


class Worlds(NamedTuple):
    """Votes of each shared voter (column) in each world (row), and how likely the world is.

    Where they are ``sampled``, all are as likely as each other.
    """

    votes: BoolArray
    weight: FloatArray
    sampled: bool


def worlds(shared: tuple[str, ...], chances: Chances, settings: AnalysisSettings, seed: int) -> Worlds:
    """Return the worlds of the shared voters: each of the ``2 ** n`` up to so many as the settings tell, else a sample.

    Parameters
    ----------
    seed : int
        The same seed meets the same chance: who is more likely to say yes says yes wherever they did before.

    Examples
    --------
    >>> worlds(("ada",), {"ada": 0.75}, AnalysisSettings(), seed=1).weight.tolist()
    [0.25, 0.75]
    """
    chance = np.array([chances[voter] for voter in shared], dtype=np.float64)
    if len(shared) > settings.shared_voters:
        drawn = np.random.default_rng([seed, *b"decision"]).random((settings.decision_samples, len(shared)))
        return Worlds(drawn < chance, np.full(len(drawn), 1.0 / len(drawn)), sampled=True)
    places = np.arange(1 << len(shared))
    votes = (places[:, np.newaxis] >> np.arange(len(shared)) & 1).astype(np.bool)
    return Worlds(votes, np.where(votes, chance, 1.0 - chance).prod(axis=1), sampled=False)
