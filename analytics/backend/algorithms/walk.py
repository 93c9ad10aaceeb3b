"""A random walk that leaks into a restart, solved to its stationary distribution."""

import math
from typing import Any

import numpy as np

from analytics.graphs.people_graph import FloatArray, IntArray

TOLERANCE = 1e-14
"""Bound on the summed error: two digits beyond the 12 digits to which equal values must agree."""

TOLERANCE_OF_MANY = 1e-10
"""The same bound when many walks are solved for their percentiles: draws differ a million times more than that."""

STEPS = 8
"""Steps of many walks before the rest of the series is extrapolated again."""

TINY = float(np.finfo(np.float64).tiny)


def stationary(
    size: int, here: IntArray, there: IntArray, probability: FloatArray, restart: FloatArray | None = None
) -> FloatArray:
    """Return the share of time that a walk with restarts spends at each position.

    From ``here[k]`` the walk moves to ``there[k]`` with ``probability[k]``; with the remaining probability it restarts
    anywhere. The shares are those of the expected visits between two restarts, ``sum_k (T')^k 1``. The terms of this
    series are positive and shrink at least as fast as the largest probability of moving on, so the error of stopping is
    known. Each step adds in the order of the arcs, on one thread: the same arrays give the same bits on every run.

    Parameters
    ----------
    probability : array of float
        The probabilities of moving on from one position sum to less than 1.
    restart : array of float, optional
        Probability of restarting at each position: not negative, sums to 1. By default all are equally likely.

    Returns
    -------
    array of float
        Not negative, sums to 1; without ``restart`` positive. Empty for size 0.

    Examples
    --------
    >>> stationary(2, np.array([0]), np.array([1]), np.array([0.5])).tolist()
    [0.4, 0.6]
    """
    onward = np.bincount(here, weights=probability, minlength=size).max(initial=0.0)
    visits = wave = np.ones(size) if restart is None else restart * size
    while wave.sum() * onward > TOLERANCE * (1.0 - onward) * size:
        wave = np.bincount(there, weights=probability * wave[here], minlength=size).astype(np.float64, copy=False)
        visits = visits + wave
    return visits / math.fsum(visits.tolist())


def pagerank(size: int, source: IntArray, target: IntArray, weight: FloatArray, damping: float) -> FloatArray:
    """Return the PageRank of each position; from a position that no arc leaves, the walk restarts anywhere.

    References
    ----------
    Brin & Page (1998); Langville & Meyer (2005) on positions without arcs.

    Examples
    --------
    >>> pagerank(2, np.array([0, 1]), np.array([1, 0]), np.array([1.0, 2.0]), 0.85).tolist()
    [0.5, 0.5]
    """
    leaving = np.bincount(source, weights=weight, minlength=size)
    return stationary(size, source, target, damping * (weight / leaving[source]))


def stationary_of_each(size: int, here: IntArray, there: IntArray, probability: FloatArray) -> FloatArray:
    """Return the same for many walks on the same positions at once, each with a row of ``probability``.

    All walks together are one sparse matrix with a block for each, and one series, whose end is extrapolated from its
    last steps (power extrapolation). Whatever arrives at a position is added in the order of ``here``, on one thread.

    Parameters
    ----------
    here, there : array of int
        Ends of each arc (column), in order of (there, here).

    Returns
    -------
    array of float
        One row for each walk, which sums to 1.

    References
    ----------
    Kamvar, Haveliwala, Manning & Golub (2003), Extrapolation methods for accelerating PageRank computations.

    Examples
    --------
    >>> walks = np.array([[0.5], [0.0]])
    >>> stationary_of_each(2, np.array([0]), np.array([1]), walks).round(12).tolist()
    [[0.4, 0.6], [0.5, 0.5]]
    """
    from scipy.sparse import csr_array  # takes a second to import, so only when it is needed

    possible = probability > 0.0
    taken = probability[possible]
    first = np.arange(len(probability), dtype=np.int32)[:, np.newaxis] * np.int32(size)
    from_place, to_place = (first + ends.astype(np.int32) for ends in (here, there))
    places = len(probability) * size
    starts = np.concatenate(([0], np.cumsum(np.bincount(to_place[possible], minlength=places))), dtype=np.int32)
    moves = csr_array((taken, from_place[possible], starts), shape=(places, places))
    onward = np.bincount(moves.indices, weights=taken, minlength=places).max(initial=0.0)
    visits = wave = np.ones(places)
    bound = TOLERANCE_OF_MANY * (1.0 - onward) * size
    while np.abs(wave).reshape(-1, size).sum(axis=1).max(initial=0.0) * onward > bound:
        visits, wave = _further(moves, visits, wave, onward, size)
    found = visits.reshape(-1, size)
    shares: FloatArray = found / found.sum(axis=1, keepdims=True)
    return shares


def _further(
    moves: Any, visits: FloatArray, wave: FloatArray, onward: float, size: int
) -> tuple[FloatArray, FloatArray]:
    """Return the visits after some more steps, and the change made by the last step.

    In the long run each step is the one before, shrunk by one factor for each walk. So first the rest of the series is
    added as that factor predicts; then the error of the prediction is carried on like any other step. The visits always
    differ from the true ones by the sum of the steps to come, which is at most ``onward / (1 - onward)`` times the
    last.
    """
    before = wave.reshape(-1, size)
    now = (moves @ wave).reshape(-1, size)
    shrink = np.clip((now * before).sum(axis=1) / np.maximum((before * before).sum(axis=1), TINY), 0.0, onward)
    ahead = (now * (shrink / (1.0 - shrink))[:, np.newaxis]).ravel()
    visits = visits + now.ravel() + ahead
    wave = moves @ (now.ravel() + ahead) - ahead
    visits += wave
    for _ in range(STEPS):
        wave = moves @ wave
        visits += wave
    return visits, wave
