"""Coalitions: in how many of each size, which would pass a decision together, each voter has a place.

A coalition is a set of voters who all say yes while all others say no. It wins when every open step passes.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analytics.graphs.people_graph import FloatArray, IntArray
from analytics.votes.ballots import Decision

CountArray = npt.NDArray[np.int64]

LARGEST = 25
"""Voters whose coalitions are counted; of more, a sample is drawn (`analytics.votes.pivots`)."""

WORD = 64
"""Coalitions that are counted at once, as bits of a word."""


class Coalitions(NamedTuple):
    """Winning coalitions by their size.

    Attributes
    ----------
    winning : array of int, shape (n + 1,)
        How many coalitions of each size win.
    holding : array of int, shape (n, n + 1)
        How many of these each voter is in, in order of `Decision.voters`.
    """

    winning: CountArray
    holding: CountArray

    @property
    def decisive(self) -> CountArray:
        """For each voter, in how many coalitions of s others their vote alone decides; shape (n, n).

        Where more yes never lowers the outcome, those are the winning coalitions of s + 1 with them that do not win
        without them.
        """
        without = self.winning - self.holding
        return self.holding[:, 1:] - without[:, :-1]


class _Half(NamedTuple):
    """All coalitions of half of the voters: what each counts on every demand, and who is in it.

    ``counts`` has a row for each coalition and a column for each demand, ``members`` a column for each voter.
    """

    counts: CountArray
    members: FloatArray

    @property
    def sizes(self) -> IntArray:
        found: IntArray = self.members.sum(axis=1).astype(np.int64)
        return found


def coalitions(decision: Decision) -> Coalitions:
    """Count the winning coalitions of up to `LARGEST` voters exactly.

    The voters are halved; each half has at most ``2 ** 13`` coalitions, and two of them win together when on every
    demand both counts reach what is needed. That all veto holders say yes is one more demand. On one demand, what wins
    with a coalition depends on its count alone, so each count is looked at once, and the demands are joined as bits.

    Examples
    --------
    >>> from analytics.votes.ballots import Ballot, OpenStep
    >>> step = OpenStep("s1", (Ballot("ada", 2, False), Ballot("bo", 1, False), Ballot("cy", 1, False)), 3)
    >>> found = coalitions(Decision("open", (step,), ("ada", "bo", "cy")))
    >>> found.winning.tolist(), found.decisive.sum(axis=1).tolist()
    ([0, 0, 2, 1], [3, 1, 1])
    """
    counts, needed = demands(decision)
    middle = len(counts) // 2
    first, second = _half(counts[:middle], needed), _half(counts[middle:], needed)
    of_first, winning = _by_size(first, _winning(first, second, needed))
    of_second, _ = _by_size(second, _winning(second, first, needed))
    return Coalitions(winning, np.concatenate([of_first, of_second]))


def demands(decision: Decision) -> tuple[CountArray, CountArray]:
    """Return what the yes of each voter (row) counts on each demand (column), and what each demand needs.

    A demand is an open step, or that everybody says yes who can fail a step alone.
    """
    place = {voter: row for row, voter in enumerate(decision.voters)}
    counts = np.zeros((len(place), len(decision.steps) + 1), dtype=np.int64)
    for column, step in enumerate(decision.steps):
        for ballot in step.ballots:
            counts[place[ballot.person], column] = ballot.counts
            counts[place[ballot.person], -1] |= ballot.veto
    needed = np.array([*(step.needed for step in decision.steps), counts[:, -1].sum()], dtype=np.int64)
    return np.minimum(counts, needed), needed


def _half(counts: CountArray, needed: CountArray) -> _Half:
    together = np.zeros((1, len(needed)), dtype=np.int64)
    for row in counts:
        together = np.concatenate([together, np.minimum(together + row, needed)])
    members = (np.arange(len(together))[:, np.newaxis] >> np.arange(len(counts)) & 1).astype(np.float64)
    return _Half(together, members)


def _winning(half: _Half, other: _Half, needed: CountArray) -> CountArray:
    """Return for each coalition of a half (row) how many of the other half win with it, by their size (column)."""
    places, starts = _in_runs(other.sizes)
    words, bits = places // WORD, np.uint64(1) << (places % WORD).astype(np.uint64)
    wins = np.zeros((1, int(words.max()) + 1), dtype=np.uint64)
    np.bitwise_or.at(wins[0], words, bits)
    for own, others, need in zip(half.counts.T, other.counts.T, needed, strict=True):
        if need > 0:
            values, which = np.unique(own, return_inverse=True)
            enough = np.zeros((len(values) + 1, wins.shape[1]), dtype=np.uint64)
            np.bitwise_or.at(enough, (np.searchsorted(values, need - others), words), bits)
            wins = wins & np.bitwise_or.accumulate(enough[:-1], axis=0)[which]
    counted = np.add.reduceat(np.bitwise_count(wins), starts, axis=1, dtype=np.int64)
    return np.broadcast_to(counted, (len(half.counts), len(starts)))


def _in_runs(sizes: IntArray) -> tuple[IntArray, IntArray]:
    """Return a place for each coalition, those of one size in a run of whole words, and the first word of each run."""
    runs = np.bincount(sizes)
    starts = np.cumsum([0, *(-(-runs // WORD))])[:-1]
    order = np.argsort(sizes, kind="stable")
    places = np.empty_like(sizes)
    places[order] = np.arange(len(sizes)) + np.repeat(starts * WORD - np.cumsum(runs) + runs, runs)
    return places, starts


def _by_size(half: _Half, winning: CountArray) -> tuple[CountArray, CountArray]:
    """Return the winning coalitions by size (column): those that each voter of a half (row) is in, and all."""
    own, other = half.members.shape[1], winning.shape[1]
    found = np.zeros((own + 1, own + other))
    everybody = np.column_stack([half.members, np.ones(len(winning))])
    sizes = half.sizes
    for size in range(own + 1):
        chosen = sizes == size
        found[:, size : size + other] += everybody[chosen].T @ winning[chosen].astype(np.float64)
    counts: CountArray = found.astype(np.int64)
    return counts[:-1], counts[-1]


def fractions_of_orders(voters: int) -> Sequence[float]:
    """Return for s = 0 ... n - 1 in what share of all orders given s voters come first, and then a given one.

    Examples
    --------
    >>> [round(share, 4) for share in fractions_of_orders(3)]
    [0.3333, 0.1667, 0.3333]
    """
    shares = [1.0 / voters]
    for before in range(1, voters):
        shares.append(shares[-1] * before / (voters - before))
    return shares
