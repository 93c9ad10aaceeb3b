"""Pivots: samples of coalitions and of orders, for more voters than coalitions can be counted of."""

from collections.abc import Iterator

import numpy as np

from analytics.graphs.people_graph import BoolArray, FloatArray
from analytics.votes.ballots import Decision
from analytics.votes.coalitions import CountArray, demands

CELLS_AT_ONCE = 2_000_000
"""Votes of a sample that are held at a time."""


def decisive_shares(decision: Decision, samples: int, seed: int) -> FloatArray:
    """Return in what share of random coalitions of the others the vote of each alone decides.

    Parameters
    ----------
    samples : int
        Coalitions drawn; each other voter is in one with probability 1/2.

    Returns
    -------
    array, shape (n,)
        Each value has the standard error ``sqrt(p (1 - p) / samples)``.
    """
    counts, needed = demands(decision)
    random = np.random.default_rng([seed, *b"coalitions"])
    found = np.zeros(len(counts))
    for drawn in _parts(samples, len(counts)):
        votes = random.random((drawn, len(counts))) < 0.5
        found += _deciding(votes, counts, needed)
    return found / samples


def pivotal_shares(decision: Decision, samples: int, seed: int) -> FloatArray:
    """Return in what share of random orders the vote of each is the one that makes the chain pass.

    Returns
    -------
    array, shape (n,)
        Sums to 1, or is 0 throughout where the chain never passes or needs no yes; errors as in `decisive_shares`.
    """
    counts, needed = demands(decision)
    random = np.random.default_rng([seed, *b"orders"])
    found = np.zeros(len(counts), dtype=np.int64)
    if (counts.sum(axis=0) < needed).any() or (needed <= 0).all():
        return found / samples
    for drawn in _parts(samples, len(counts)):
        order = random.permuted(np.tile(np.arange(len(counts)), (drawn, 1)), axis=1)
        short = np.zeros(order.shape, dtype=np.int64)
        for column, need in zip(counts.T, needed, strict=True):
            short += np.cumsum(column[order], axis=1) < need
        pivots = (short > 0).sum(axis=1)  # more yes never lowers it: the first place where nothing is short
        found += np.bincount(order[np.arange(drawn), np.minimum(pivots, len(counts) - 1)], minlength=len(counts))
    return found / samples


def _deciding(votes: BoolArray, counts: CountArray, needed: CountArray) -> CountArray:
    """Return in how many coalitions the vote of each alone decides, whatever they say in it."""
    passes_with = np.ones(votes.shape, dtype=np.bool)
    passes_without = np.ones(votes.shape, dtype=np.bool)
    for column, need in zip(counts.T, needed, strict=True):
        others = (votes @ column)[:, np.newaxis] - votes * column
        passes_with &= others + column >= need
        passes_without &= others >= need
    found: CountArray = (passes_with & ~passes_without).sum(axis=0)
    return found


def _parts(samples: int, voters: int) -> Iterator[int]:
    at_once = max(1, CELLS_AT_ONCE // max(1, voters))
    for start in range(0, samples, at_once):
        yield min(at_once, samples - start)
