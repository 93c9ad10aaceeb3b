"""A random walk that leaks into a restart, solved to its stationary distribution."""

import math

import numpy as np

from analytics.people_graph import FloatArray, IntArray

TOLERANCE = 1e-14
"""Bound on the summed error: two digits beyond the 12 within which two values count as equal."""


def stationary(size: int, here: IntArray, there: IntArray, probability: FloatArray) -> FloatArray:
    """Return how a walk with uniform restarts spends its time.

    From ``here[k]`` the walk goes to ``there[k]`` with ``probability[k]``, and with what is left of 1 it restarts
    anywhere. The distribution is that of the expected visits between two restarts, ``sum_k (T')^k 1``: a series of
    positive terms that shrinks at least as fast as the largest chance of going on, so what is left out is known. Each
    step adds in the order of the arcs, on one thread: the same arrays give the same bits on every run.

    Parameters
    ----------
    probability : array of float
        Chances of going on from one place sum to less than 1.

    Returns
    -------
    array of float
        Positive, sums to 1; empty for size 0.

    Examples
    --------
    >>> stationary(2, np.array([0]), np.array([1]), np.array([0.5])).tolist()
    [0.4, 0.6]
    """
    onward = np.bincount(here, weights=probability, minlength=size).max(initial=0.0)
    wave = np.ones(size)
    visits = wave
    while wave.sum() * onward > TOLERANCE * (1.0 - onward) * size:
        wave = np.bincount(there, weights=probability * wave[here], minlength=size).astype(np.float64, copy=False)
        visits = visits + wave
    return visits / math.fsum(visits.tolist())
