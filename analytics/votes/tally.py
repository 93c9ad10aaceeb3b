"""Tally: the probability of each count of the yes votes on one step."""

from collections.abc import Iterator, Sequence

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.votes.ballots import Ballot
from analytics.votes.chances import Chances


def nothing_counted(needed: int) -> FloatArray:
    """Return the tally before any vote.

    A tally has, at index c, the probability that the yes votes count c; its last entry is for ``needed`` or more. Cases
    in which somebody has used a veto are left out.
    """
    tally = np.zeros(needed + 1)
    tally[0] = 1.0
    return tally


def counted(tally: FloatArray, ballots: Sequence[Ballot], chances: Chances) -> FloatArray:
    """Return a tally after further votes, which are independent of each other.

    Examples
    --------
    >>> two = [Ballot("ada", 1, False), Ballot("bo", 1, True)]
    >>> counted(nothing_counted(2), two, {"ada": 0.5, "bo": 0.5}).tolist()
    [0.0, 0.25, 0.25]
    """
    for ballot in ballots:
        tally = _one_more(tally, ballot, chances[ballot.person])
    return tally


def counted_without_each(tally: FloatArray, ballots: Sequence[Ballot], chances: Chances) -> Iterator[FloatArray]:
    """Yield for each ballot, in order, the tally after all the others.

    The two halves are counted for each other, so n ballots take n log n steps. Votes are never subtracted from a tally,
    which would lose digits.
    """
    if len(ballots) == 1:
        yield tally
    elif ballots:
        middle = len(ballots) // 2
        first, second = ballots[:middle], ballots[middle:]
        yield from counted_without_each(counted(tally, second, chances), first, chances)
        yield from counted_without_each(counted(tally, first, chances), second, chances)


def at_least(tally: FloatArray) -> FloatArray:
    """Return, at index c, the probability that the count is c or more."""
    return np.minimum(np.cumsum(tally[::-1])[::-1], 1.0)


def _one_more(tally: FloatArray, ballot: Ballot, chance: float) -> FloatArray:
    last = len(tally) - 1
    count = min(ballot.counts, last)
    after = np.zeros_like(tally) if ballot.veto else (1.0 - chance) * tally
    after[count:] += chance * tally[: last + 1 - count]
    after[last] += chance * tally[last + 1 - count :].sum()
    return after
