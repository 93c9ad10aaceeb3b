"""Changed moves: who moves whom once somebody has left, as arrays over all who may leave."""

from typing import NamedTuple

import numpy as np

from analytics.graphs.people_graph import FloatArray, IntArray


class ChangedMoves(NamedTuple):
    """Who moves some people once somebody has left, where that changes more than that the leaver no longer does.

    Attributes
    ----------
    leaver, moved : array of int
        Positions of who leaves, and of one person whom others move then: of each change.
    change, mover : array of int
        A change, and the position of somebody who moves its person then.
    weight : array of float
        With what weight they do.
    """

    leaver: IntArray
    moved: IntArray
    change: IntArray
    mover: IntArray
    weight: FloatArray

    @property
    def total(self) -> FloatArray:
        """Sum of the weights of each change."""
        return np.bincount(self.change, self.weight, len(self.leaver)).astype(np.float64, copy=False)

    def of(self, column: IntArray) -> "ChangedMoves":
        """Return the changes of those leavers who have a column, in its order, with the column for who leaves."""
        chosen = np.flatnonzero(column[self.leaver] >= 0)
        chosen = chosen[np.argsort(column[self.leaver[chosen]], kind="stable")]
        place = np.full(len(self.leaver), -1)
        place[chosen] = np.arange(len(chosen))
        kept = place[self.change] >= 0
        moves = place[self.change[kept]], self.mover[kept], self.weight[kept]
        return ChangedMoves(column[self.leaver[chosen]], self.moved[chosen], *moves)


NOBODY: IntArray = np.zeros(0, dtype=np.int64)

NOTHING_CHANGES = ChangedMoves(NOBODY, NOBODY, NOBODY, NOBODY, np.zeros(0))
