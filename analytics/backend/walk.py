"""A random walk that leaks into a restart, solved to its stationary distribution."""

import math
from typing import Any

import numpy as np

from analytics.graphs.people_graph import FloatArray, IntArray

TOLERANCE = 1e-14
"""Bound on the summed error: two digits beyond the 12 within which two values count as equal."""

LEFT_OF_EACH = 1e-10
"""The same where many walks are solved, of which percentiles are asked: draws differ by a million times more."""

STEPS = 8
"""Of many walks before what follows is foreseen once more."""

TINY = float(np.finfo(np.float64).tiny)


def stationary(
    size: int, here: IntArray, there: IntArray, probability: FloatArray, restart: FloatArray | None = None
) -> FloatArray:
    """Return how a walk with restarts spends its time.

    From ``here[k]`` the walk goes to ``there[k]`` with ``probability[k]``, and with what is left of 1 it restarts
    anywhere. The distribution is that of the expected visits between two restarts, ``sum_k (T')^k 1``: a series of
    positive terms that shrinks at least as fast as the largest chance of going on, so what is left out is known. Each
    step adds in the order of the arcs, on one thread: the same arrays give the same bits on every run.

    Parameters
    ----------
    probability : array of float
        Chances of going on from one place sum to less than 1.
    restart : array of float, optional
        Where it restarts, in proportion: not negative, sums to 1. Without it, anywhere alike.

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
    """Return the PageRank of each place; from one that no arc leaves, the walk restarts anywhere.

    References
    ----------
    Brin & Page (1998); Langville & Meyer (2005) on places without arcs.

    Examples
    --------
    >>> pagerank(2, np.array([0, 1]), np.array([1, 0]), np.array([1.0, 2.0]), 0.85).tolist()
    [0.5, 0.5]
    """
    leaving = np.bincount(source, weights=weight, minlength=size)
    return stationary(size, source, target, damping * (weight / leaving[source]))


def stationary_of_each(size: int, here: IntArray, there: IntArray, probability: FloatArray) -> FloatArray:
    """Return the same for many walks on the same places at once, each a row of ``probability``.

    All walks are one sparse matrix with a block for each, and one series, whose end is foreseen from its last steps
    (as power extrapolation does); what a place receives is added in the order of ``here``, on one thread.

    Parameters
    ----------
    here, there : array of int
        Of each arc (column), in order of (there, here).

    Returns
    -------
    array of float
        A row for each walk, which sums to 1.

    References
    ----------
    Kamvar, Haveliwala, Manning & Golub (2003), Extrapolation methods for accelerating PageRank computations.

    Examples
    --------
    >>> walks = np.array([[0.5], [0.0]])
    >>> stationary_of_each(2, np.array([0]), np.array([1]), walks).round(12).tolist()
    [[0.4, 0.6], [0.5, 0.5]]
    """
    from scipy.sparse import csr_array  # a second to import: only where it is asked for

    possible = probability > 0.0
    taken = probability[possible]
    first = np.arange(len(probability), dtype=np.int32)[:, np.newaxis] * np.int32(size)
    from_place, to_place = (first + ends.astype(np.int32) for ends in (here, there))
    places = len(probability) * size
    starts = np.concatenate(([0], np.cumsum(np.bincount(to_place[possible], minlength=places))), dtype=np.int32)
    moves = csr_array((taken, from_place[possible], starts), shape=(places, places))
    onward = np.bincount(moves.indices, weights=taken, minlength=places).max(initial=0.0)
    visits = wave = np.ones(places)
    while np.abs(wave).reshape(-1, size).sum(axis=1).max(initial=0.0) * onward > LEFT_OF_EACH * (1.0 - onward) * size:
        visits, wave = _further(moves, visits, wave, onward, size)
    found = visits.reshape(-1, size)
    shares: FloatArray = found / found.sum(axis=1, keepdims=True)
    return shares


def _further(
    moves: Any, visits: FloatArray, wave: FloatArray, onward: float, size: int
) -> tuple[FloatArray, FloatArray]:
    """Return the visits after some more steps, and what the last step changed.

    In the end each step is the one before, shrunk by one factor for each walk; first the rest of the series by that
    factor is added, then what that got wrong goes on as any other step. So the visits always fall short of the true
    ones by the sum of the steps to come, which is at most ``onward / (1 - onward)`` times the last.
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
