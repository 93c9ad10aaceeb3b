"""Structural holes: how far each person's contacts know each other, on sparse matrices.

Each tie is an arc in both directions, and nobody has a tie to themselves. The value of a person without ties is not a
number, as in NetworkX.

References
----------
Burt (1992), Structural Holes, chapter 2.
"""

from typing import Any

import numpy as np

from analytics.graphs.people_graph import FloatArray, IntArray


def constraint(size: int, source: IntArray, target: IntArray, weight: FloatArray) -> FloatArray:
    """Return ``sum_j (p_ij + sum_q p_iq p_qj)^2`` over the contacts j of each i, where p are shares of i's ties.

    Examples
    --------
    >>> constraint(3, np.array([0, 1, 1, 2]), np.array([1, 0, 2, 1]), np.ones(4)).tolist()
    [1.0, 0.5, 1.0]
    """
    share = weight / _sums(source, weight, size)[source]
    shares = _matrix(size, source, target, share)
    invested = share + _at(shares @ shares, source, target)
    return _sums(source, invested**2, size)


def effective_size(size: int, source: IntArray, target: IntArray, weight: FloatArray) -> FloatArray:
    """Return ``sum_j (1 - sum_q p_iq m_jq)`` over the contacts j of each i, where m are ties relative to j's strongest.

    Examples
    --------
    >>> effective_size(3, np.array([0, 1, 1, 2]), np.array([1, 0, 2, 1]), np.ones(4)).tolist()
    [1.0, 2.0, 1.0]
    """
    strongest = np.zeros(size)
    np.maximum.at(strongest, source, weight)
    shares = _matrix(size, source, target, weight / _sums(source, weight, size)[source])
    relative = _matrix(size, source, target, weight / strongest[source])
    return _sums(source, 1.0 - _at(shares @ relative.T, source, target), size)


def _sums(place: IntArray, values: FloatArray, size: int) -> FloatArray:
    """Return the sum of the values at each position; not a number where there is no value."""
    sums = np.bincount(place, weights=values, minlength=size).astype(np.float64, copy=False)
    return np.where(np.bincount(place, minlength=size) > 0, sums, np.nan)


def _matrix(size: int, source: IntArray, target: IntArray, values: FloatArray) -> Any:
    from scipy.sparse import csr_array  # takes a second to import, so only when it is needed

    return csr_array((values, (source, target)), shape=(size, size))


def _at(product: Any, source: IntArray, target: IntArray) -> FloatArray:
    """Return the entries of a sparse matrix at the positions of the arcs."""
    if not len(source):
        return np.zeros(0)
    found: FloatArray = np.asarray(product[source, target])
    return found
