"""The walk of influence without one person, for every person at once: who is missed most."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix, hstack

from analytics.backend.walk import TOLERANCE
from analytics.graphs.people_graph import FloatArray, IntArray, PeopleGraph

BLOCK = 100
"""People who are left out side by side; memory is the number of people times this."""

ALIKE = 1e-9
"""Within which two are not yet told apart: far above what rounding does, far below what anyone reads."""


@dataclass(frozen=True, eq=False)
class Leaving:
    """An influence graph, and what becomes of it when one of its people leaves.

    Attributes
    ----------
    graph : PeopleGraph
        All people and arcs.
    louder : PeopleGraph
        The same with every manager listening to one report less: who remains speaks louder.
    report, manager : array of int
        Positions of each person and each manager of theirs, no pair twice.
    damping : float
        Chance that attention goes on; below 1.
    """

    graph: PeopleGraph
    louder: PeopleGraph
    report: IntArray
    manager: IntArray
    damping: float

    @cached_property
    def moved(self) -> FloatArray:
        """Sum of what moves each person."""
        return _moved(self.graph)

    @cached_property
    def moved_louder(self) -> FloatArray:
        """The same with one report less to listen to."""
        return _moved(self.louder)

    @cached_property
    def steps(self) -> csr_matrix:
        """Weights of the steps of attention, to rows from columns."""
        return csr_matrix(_steps(self.graph, self.damping))

    @cached_property
    def louder_steps(self) -> csc_matrix:
        """The same with one report less to listen to."""
        return csc_matrix(_steps(self.louder, self.damping))

    @cached_property
    def rate(self) -> float:
        """The most that goes on of any attention in one step."""
        most = max(self.moved.max(initial=0.0), self.moved_louder.max(initial=0.0))
        return self.damping * min(1.0, float(most))


def most_missed(leaving: Leaving, influence: FloatArray, reached: FloatArray) -> dict[int, float]:
    """Return for the people who are missed most the mean of ``reached`` by influence over all others without them.

    The walk without a person begins from the visits that the others have with them, and adds what follows from the
    difference. That shrinks with every step, so the mean lies between two bounds that near each other: whoever cannot
    be the one missed most any more is no longer followed. When one leaves, only the steps from those they moved are
    other ones, so all of a block share one product of matrices. What is returned is exact to rounding.

    Parameters
    ----------
    influence : array of float
        Of each person while all are there.
    reached : array of float
        In [0, 1], of each person.

    Returns
    -------
    dict
        Position -> mean; of the smallest of all, and of whoever is as near as rounding.

    Examples
    --------
    Ada moves Bo and Cy, each of whom we have reached half; without her we have 0.5 on average.

    >>> graph = PeopleGraph.from_edges([("ada", "bo", 0.5), ("ada", "cy", 0.5)])
    >>> nobody = np.array([], dtype=np.int64)
    >>> most_missed(Leaving(graph, graph, nobody, nobody, 0.85), np.array([0.4, 0.3, 0.3]), np.array([1.0, 0.5, 0.5]))
    {0: 0.5}
    """
    goes_on = leaving.damping * np.minimum(1.0, leaving.moved)
    visits = influence * (len(influence) / (1.0 - (influence * goes_on).sum()))
    found: dict[int, float] = {}
    least = np.inf
    likely = np.argsort(-influence * (reached - (influence * reached).sum()), kind="stable")
    for begin in range(0, len(likely), BLOCK):
        for place, mean in _race(_Block(leaving, likely[begin : begin + BLOCK]), visits, reached, least):
            found[place] = mean
            least = min(least, mean)
    return {place: mean for place, mean in sorted(found.items()) if mean <= least + ALIKE}


class _Block:
    """Walks without one person each, side by side: a column for everyone who leaves."""

    def __init__(self, leaving: Leaving, leavers: IntArray) -> None:
        self.leaving, self.leavers = leaving, leavers
        bosses = leaving.manager[np.isin(leaving.report, leavers)]
        self.listening = np.unique(bosses)
        self.matrix = csr_matrix(hstack([leaving.steps, leaving.louder_steps[:, self.listening]]))
        self.share = 1.0 / self._divisors()

    def __len__(self) -> int:
        return len(self.leavers)

    def _divisors(self) -> FloatArray:
        """Return by what steps are divided when each leaves, of everyone, then of managers; inf: no such step."""
        leaving = self.leaving
        column = np.full(len(leaving.graph), -1)
        column[self.leavers] = np.arange(len(self))
        usual = np.maximum(1.0, self._moved_without(leaving.graph, leaving.moved, column))
        heard = self._moved_without(leaving.louder, leaving.moved_louder, column)
        gone = column[leaving.report] >= 0
        managers, columns = leaving.manager[gone], column[leaving.report[gone]]
        usual[managers, columns] = np.inf
        louder = np.full((len(self.listening), len(self)), np.inf)
        louder[np.searchsorted(self.listening, managers), columns] = np.maximum(1.0, heard[managers, columns])
        return np.concatenate([usual, louder])

    def _moved_without(self, graph: PeopleGraph, moved: FloatArray, column: IntArray) -> FloatArray:
        """Return the sum of what moves each person (row) when each leaver (column) is gone."""
        without = np.repeat(moved[:, None], len(self), axis=1)
        arcs = column[graph.source] >= 0
        without[graph.target[arcs], column[graph.source[arcs]]] -= graph.weight[arcs]
        return without

    def step(self, wave: FloatArray) -> FloatArray:
        """Return where attention is one step later, in each column; nobody who left has any."""
        after: FloatArray = self.matrix @ (np.concatenate([wave, wave[self.listening]]) * self.share)
        return self.without_leavers(after)

    def without_leavers(self, wave: FloatArray) -> FloatArray:
        """Return a wave in which those who left have none."""
        wave[self.leavers, np.arange(len(self))] = 0.0
        return wave

    def keep(self, chosen: IntArray) -> None:
        """Follow only some of the columns any longer."""
        self.leavers, self.share = self.leavers[chosen], self.share[:, chosen]


def _race(block: _Block, visits: FloatArray, reached: FloatArray, least: float) -> Iterator[tuple[int, float]]:
    """Yield each of a block whose mean may be the least of all, with the mean."""
    rate = block.leaving.rate
    begun = block.without_leavers(np.repeat(visits[:, None], len(block), axis=1))
    wave = block.without_leavers(1.0 + block.step(begun) - begun)
    spent, seen = begun.sum(axis=0), (reached[:, None] * begun).sum(axis=0)
    while len(block):
        spent, seen = spent + wave.sum(axis=0), seen + (reached[:, None] * wave).sum(axis=0)
        rest = np.abs(wave).sum(axis=0) * rate / (1.0 - rate)
        known = rest < spent
        highest = np.where(known, (seen + rest) / np.where(known, spent - rest, 1.0), 1.0)
        least = min(least, float(highest.min()))
        done = rest <= TOLERANCE * len(visits)
        racing = (seen - rest) / (spent + rest) <= least + ALIKE
        for column in np.flatnonzero(done & racing).tolist():
            yield int(block.leavers[column]), float(seen[column] / spent[column])
        chosen = np.flatnonzero(racing & ~done)
        block.keep(chosen)
        spent, seen, wave = spent[chosen], seen[chosen], block.step(wave[:, chosen])


def _moved(graph: PeopleGraph) -> FloatArray:
    return np.bincount(graph.target, weights=graph.weight, minlength=len(graph)).astype(np.float64, copy=False)


def _steps(graph: PeopleGraph, damping: float) -> csr_matrix:
    return csr_matrix((damping * graph.weight, (graph.source, graph.target)), shape=(len(graph), len(graph)))
