"""Structural holes: how far the contacts of everyone know each other, on sparse matrices.

Ties are arcs both ways, none to oneself; whoever has no tie gets "not a number", as in NetworkX.

References
----------
Burt (1992), Structural Holes, chapter 2.
"""

from typing import Any

import numpy as np

from analytics.graphs.people_graph import FloatArray, IntArray


def constraint(size: int, source: IntArray, target: IntArray, weight: FloatArray) -> FloatArray:
    """Return ``sum_j (p_ij + sum_q p_iq p_qj)^2`` over the contacts j of each i, p being shares of i's ties.

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
    """Return ``sum_j (1 - sum_q p_iq m_jq)`` over the contacts j of each i, m being ties by the strongest of j.

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
    """Return the sum of values at each place; not a number where there is none."""
    sums = np.bincount(place, weights=values, minlength=size).astype(np.float64, copy=False)
    return np.where(np.bincount(place, minlength=size) > 0, sums, np.nan)


def _matrix(size: int, source: IntArray, target: IntArray, values: FloatArray) -> Any:
    from scipy.sparse import csr_array  # a second to import: only where it is asked for

    return csr_array((values, (source, target)), shape=(size, size))


def _at(product: Any, source: IntArray, target: IntArray) -> FloatArray:
    """Return the entries of a sparse matrix at the places of arcs."""
    if not len(source):
        return np.zeros(0)
    found: FloatArray = np.asarray(product[source, target])
    return found
