"""Worlds: the possible votes of the people who vote on several steps, all of them or a sample."""

from typing import NamedTuple

import numpy as np

from analytics.graphs.people_graph import BoolArray, FloatArray
from analytics.votes.chances import Chances
from schemas.settings.analysis_settings import AnalysisSettings


class Worlds(NamedTuple):
    """The vote of each shared voter (column) in each world (row), and the probability of each world.

    If they are ``sampled``, all worlds have the same probability.
    """

    votes: BoolArray
    weight: FloatArray
    sampled: bool


def possible_worlds(shared: tuple[str, ...], chances: Chances, settings: AnalysisSettings, seed: int) -> Worlds:
    """Return all ``2 ** n`` worlds of n shared voters, or a sample if n is more than ``shared_voters``.

    Parameters
    ----------
    seed : int
        The same seed draws the same random numbers: a voter whose chance rises says yes wherever they did before.

    Examples
    --------
    >>> possible_worlds(("ada",), {"ada": 0.75}, AnalysisSettings(), seed=1).weight.tolist()
    [0.25, 0.75]
    """
    chance = np.array([chances[voter] for voter in shared], dtype=np.float64)
    if len(shared) > settings.shared_voters:
        drawn = np.random.default_rng([seed, *b"decision"]).random((settings.decision_samples, len(shared)))
        return Worlds(drawn < chance, np.full(len(drawn), 1.0 / len(drawn)), sampled=True)
    places = np.arange(1 << len(shared))
    votes = (places[:, np.newaxis] >> np.arange(len(shared)) & 1).astype(np.bool)
    return Worlds(votes, np.where(votes, chance, 1.0 - chance).prod(axis=1), sampled=False)
