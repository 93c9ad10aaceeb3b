"""Steps of walks side by side: from most places all walks go on, from others one walk alone."""

from typing import NamedTuple, Self

import numpy as np
from scipy.sparse import csr_matrix

from analytics.graphs.people_graph import FloatArray, IntArray


class _Alone(NamedTuple):
    """Steps that are taken in one column each.

    Attributes
    ----------
    places : array of int, shape (3, steps)
        Where a step begins and ends, and its column.
    factors : array of float, shape (2, steps)
        The share of attention that begins it, and its weight.
    """

    places: IntArray
    factors: FloatArray

    @classmethod
    def of(cls, matrix: csr_matrix, sources: IntArray, share: FloatArray) -> Self:
        """Return the steps from further places, of each column in which they are open, in order of the matrix."""
        size = matrix.shape[0]
        place, column = np.nonzero(share[size:])
        begin = np.searchsorted(place, np.arange(len(sources) + 1))
        is_further = matrix.indices >= size
        ends = np.repeat(np.arange(size), np.diff(matrix.indptr))[is_further]
        further = matrix.indices[is_further] - size
        many = np.diff(begin)[further]
        step = np.repeat(np.arange(len(further)), many)
        opened = np.arange(len(step)) + np.repeat(begin[further] - np.cumsum(many) + many, many)
        places = np.stack([sources[further[step]], ends[step], column[opened]])
        factors = np.stack([share[size + further[step], column[opened]], matrix.data[is_further][step]])
        return cls(places, factors)

    def add(self, after: FloatArray, wave: FloatArray) -> None:
        """Add what the steps take along, one after the other: so it has the bits of one product of matrices."""
        (begin, end, column), (share, weight) = self.places, self.factors
        flat, width = after.reshape(-1), after.shape[1]
        np.add.at(flat, end * width + column, weight * (wave.reshape(-1)[begin * width + column] * share))

    def among(self, chosen: IntArray, width: int) -> Self:
        """Return the steps of some columns out of so many, in their order."""
        place = np.full(width, -1)
        place[chosen] = np.arange(len(chosen))
        kept = np.flatnonzero(place[self.places[2]] >= 0)
        places = self.places.take(kept, axis=1)
        places[2] = place[places[2]]
        return type(self)(places, self.factors.take(kept, axis=1))


class StepsSideBySide:
    """The steps of several walks over the same people, a column each.

    Parameters
    ----------
    matrix : csr_matrix, shape (people, people + further places)
        Weights of the steps, from columns to rows, in order of the columns within each row.
    sources : array of int
        The person at whom each further place is.
    share : array of float, shape (people + further places, walks)
        The share of attention that goes on from each place in each walk. From a further place few walks go on.

    Examples
    --------
    Ada moves Bo by half; in the second walk she does so from a further place.

    >>> matrix = csr_matrix(np.array([[0.0, 0.0, 0.0], [0.5, 0.0, 0.25]]))
    >>> steps = StepsSideBySide(matrix, np.array([0]), np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]))
    >>> steps.of(np.array([[1.0, 1.0], [0.0, 0.0]])).tolist()
    [[0.0, 0.0], [0.5, 0.25]]
    """

    def __init__(self, matrix: csr_matrix, sources: IntArray, share: FloatArray) -> None:
        size = matrix.shape[0]
        self._share = share[:size]
        self._together = _first_columns(matrix, size)
        self._alone = _Alone.of(matrix, sources, share)

    def of(self, wave: FloatArray) -> FloatArray:
        """Return where a wave of attention is one step later, in each column."""
        after: FloatArray = self._together @ (wave * self._share)
        self._alone.add(after, wave)
        return after

    def keep(self, chosen: IntArray) -> None:
        """Drop all columns but the chosen ones."""
        self._alone = self._alone.among(chosen, self._share.shape[1])
        self._share = self._share.take(chosen, axis=1)


def _first_columns(matrix: csr_matrix, size: int) -> csr_matrix:
    chosen = matrix.indices < size
    begin = np.concatenate([[0], np.cumsum(chosen)])[matrix.indptr]
    return csr_matrix((matrix.data[chosen], matrix.indices[chosen], begin), shape=(size, size))
