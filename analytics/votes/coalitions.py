"""Coalitions: in how many of each size, which would pass a decision together, each voter has a place.

A coalition is a set of voters who all say yes while all others say no. It wins when every open step passes.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analytics.graphs.people_graph import BoolArray, IntArray
from analytics.votes.ballots import Decision

CountArray = npt.NDArray[np.int64]
_Shorts = npt.NDArray[np.int16]

LARGEST = 25
"""Voters whose coalitions are counted; of more, a sample is drawn (`analytics.votes.pivots`)."""

ROWS_AT_ONCE = 512
"""Coalitions of the first half that are held against the second at a time: 512 by 8,192 truth values, 4 MB."""

WORD = 64
"""Pairs of coalitions that are counted at once, as bits of a word."""

NEVER = np.int16(-30_000)
"""Count of what only fills a word."""


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

    counts: _Shorts
    members: BoolArray

    @property
    def sizes(self) -> IntArray:
        found: IntArray = self.members.sum(axis=1)
        return found


def coalitions(decision: Decision) -> Coalitions:
    """Count the winning coalitions of up to `LARGEST` voters exactly.

    The voters are halved; each half has at most ``2 ** 13`` coalitions, and two of them win together when on every
    demand both counts reach what is needed. That all veto holders say yes is one more demand.

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
    first, second = _half(counts[:middle], needed), _in_runs(_half(counts[middle:], needed))
    total = np.zeros((len(counts) + 1, len(counts) + 1), dtype=np.int64)
    for start in range(0, len(first.counts), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        part = _Half(first.counts[rows], first.members[rows])
        wins = _wins(part.counts, second.counts, needed.astype(np.int16))
        total += _by_size(wins, part, second)
    return Coalitions(total[0], total[1:])


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
    together = np.zeros((1, len(needed)), dtype=np.int16)
    for row in counts.astype(np.int16):
        together = np.concatenate([together, np.minimum(together + row, needed.astype(np.int16))])
    members = (np.arange(len(together))[:, np.newaxis] >> np.arange(len(counts)) & 1).astype(np.bool)
    return _Half(together, members)


def _in_runs(half: _Half) -> _Half:
    """Sort coalitions by size and fill each run of one size up to whole words with coalitions that never win."""
    order = np.argsort(half.sizes, kind="stable")
    runs = np.split(order, np.cumsum(np.bincount(half.sizes))[:-1])
    nobody = len(order)
    places = np.concatenate([np.append(run, np.full(-len(run) % WORD, nobody)) for run in runs])
    counts = np.vstack([half.counts, np.full((1, half.counts.shape[1]), NEVER, dtype=np.int16)])
    members = np.vstack([half.members, np.zeros((1, half.members.shape[1]), dtype=np.bool)])
    return _Half(counts[places], members[places])


def _wins(first: _Shorts, second: _Shorts, needed: _Shorts) -> npt.NDArray[np.uint64]:
    """Return a bit for each pair of coalitions: a row for each of the first, 64 of the second in a word."""
    wins = np.repeat(second[np.newaxis, :, 0] > NEVER, len(first), axis=0)
    for own, other, need in zip(first.T, second.T, needed, strict=True):
        if need > 0:
            wins &= own[:, np.newaxis] >= need - other
    return np.packbits(wins, axis=1).view(np.uint64)


def _by_size(wins: npt.NDArray[np.uint64], first: _Half, second: _Half) -> CountArray:
    """Return by size (column) the pairs that win, and below, those that each voter is in."""
    own, other = first.members.shape[1], second.members.shape[1]
    found = np.zeros((own + other + 1, own + other + 1), dtype=np.int64)
    masks = [np.packbits(column).view(np.uint64) for column in second.members.T]
    starts = np.cumsum([0, *(-(-math.comb(other, size) // WORD) for size in range(other))])
    sizes = first.sizes
    of_size = [(sizes == size) for size in range(own + 1)]
    in_first = [np.ones(len(wins), dtype=np.bool), *first.members.T]
    for row, mask in enumerate([None, *masks]):
        chosen = wins if mask is None else wins & mask
        beside = np.add.reduceat(np.bitwise_count(chosen), starts, axis=1, dtype=np.int64)
        for place, members in enumerate(in_first if mask is None else in_first[:1]):
            target = found[place if mask is None else own + row]
            for size, chosen_size in enumerate(of_size):
                target[size : size + other + 1] += beside[members & chosen_size].sum(axis=0)
    return found


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
