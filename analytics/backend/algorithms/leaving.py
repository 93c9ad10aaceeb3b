"""The walk of influence without one person, for every person at once: who would be missed most."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

from analytics.backend.algorithms.steps_side_by_side import StepsSideBySide
from analytics.backend.algorithms.walk import TOLERANCE
from analytics.graphs.changed_moves import NOTHING_CHANGES, ChangedMoves
from analytics.graphs.people_graph import FloatArray, IntArray, PeopleGraph

BLOCK = 100
"""How many walks, each without one person, are computed side by side; memory is the number of people times this."""

ALONE = 2
"""So few walks are followed to their ends one by one, without what it costs to look at several side by side."""

TOGETHER = 8
"""Steps of a walk alone before it is looked at whether that was the end."""

ALIKE = 1e-9
"""Two means that differ by less count as equal for now: far above rounding errors, far below what anybody reads."""


@dataclass(frozen=True, eq=False)
class Leaving:
    """An influence graph, and how it changes when one of its people leaves.

    Attributes
    ----------
    graph : PeopleGraph
        All people and arcs.
    louder : PeopleGraph
        The same graph with every manager listening to one report less: the remaining reports speak louder.
    report, manager : array of int
        Positions of each person and each of their managers, no pair twice.
    damping : float
        Probability that attention moves on; below 1.
    instead : ChangedMoves
        Of people whose leaving changes more than that.
    """

    graph: PeopleGraph
    louder: PeopleGraph
    report: IntArray
    manager: IntArray
    damping: float
    instead: ChangedMoves = NOTHING_CHANGES

    @cached_property
    def moved(self) -> FloatArray:
        """Sum of the weights of everything that moves each person."""
        return _moved(self.graph)

    @cached_property
    def moved_louder(self) -> FloatArray:
        """The same sum with one report less to listen to."""
        return _moved(self.louder)

    @cached_property
    def rate(self) -> float:
        """The largest share of any attention that moves on in one step."""
        several = (self.moved, self.moved_louder, self.instead.total)
        most = max(each.max(initial=0.0) for each in several)
        return self.damping * min(1.0, float(most))


def most_missed(leaving: Leaving, influence: FloatArray, reached: FloatArray) -> dict[int, float]:
    """Return, for the people missed most, the mean of ``reached`` over all others, weighted by influence without them.

    The walk without a person starts from the visits that everybody has with that person still there, and adds what
    follows from the difference. The difference shrinks with every step, so the mean lies between two bounds that close
    in on it. A person who can no longer be the one missed most is dropped. When somebody leaves, only the steps from
    the people they moved change, so the walks of a block share one product of matrices. The result is exact to
    rounding.

    Parameters
    ----------
    influence : array of float
        Influence of each person while all are there.
    reached : array of float
        One value in [0, 1] for each person.

    Returns
    -------
    dict
        Position -> mean, for the smallest mean and for those that equal it within rounding.

    Examples
    --------
    Ada moves Bo and Cy, and we have reached each of these by half; without her the mean is 0.5.

    >>> graph = PeopleGraph.from_edges([("ada", "bo", 0.5), ("ada", "cy", 0.5)])
    >>> nobody = np.array([], dtype=np.int64)
    >>> most_missed(Leaving(graph, graph, nobody, nobody, 0.85), np.array([0.4, 0.3, 0.3]), np.array([1.0, 0.5, 0.5]))
    {0: 0.5}
    """
    visits = _visits(leaving, influence)
    found: dict[int, float] = {}
    least = np.inf
    likely = np.argsort(-influence * (reached - (influence * reached).sum()), kind="stable")
    for begin in range(0, len(likely), BLOCK):
        for place, mean in _race(_Block(leaving, likely[begin : begin + BLOCK]), visits, reached, least):
            found[place] = mean
            least = min(least, mean)
    return {place: mean for place, mean in sorted(found.items()) if mean <= least + ALIKE}


def means_without_each(leaving: Leaving, influence: FloatArray, values: FloatArray) -> FloatArray:
    """Return, for each person, the means of some values over all others, weighted by influence without that person.

    As `most_missed`, of everybody: the walks of a block go on together until all of them are exact to rounding.

    Parameters
    ----------
    influence : array of float
        Influence of each person while all are there.
    values : array of float, shape (kinds, people)
        Values in [0, 1], one row for each kind.

    Returns
    -------
    array of float, shape (kinds, people)
        Mean of each kind without each person.

    Examples
    --------
    >>> graph = PeopleGraph.from_edges([("ada", "bo", 0.5), ("ada", "cy", 0.5)])
    >>> nobody = np.array([], dtype=np.int64)
    >>> leaving = Leaving(graph, graph, nobody, nobody, 0.85)
    >>> float(means_without_each(leaving, np.array([0.4, 0.3, 0.3]), np.array([[1.0, 0.5, 0.5]]))[0, 0])
    0.5
    """
    visits = _visits(leaving, influence)
    means = np.empty(values.shape)
    for begin in range(0, len(visits), BLOCK):
        leavers = np.arange(begin, min(begin + BLOCK, len(visits)))
        block = _Block(leaving, leavers)
        start = block.without_leavers(np.repeat(visits[:, None], len(block), axis=1))
        wave = block.without_leavers(1.0 + block.step(start) - start)
        whole, rate = start, leaving.rate
        while True:
            whole = whole + wave
            if np.abs(wave).sum(axis=0).max() * rate <= (1.0 - rate) * TOLERANCE * len(visits):
                break
            wave = block.step(wave)
        means[:, leavers] = values @ whole / whole.sum(axis=0)
    return means


def _visits(leaving: Leaving, influence: FloatArray) -> FloatArray:
    """Return how often everybody is visited while all are there, per start of a walk."""
    moves_on = leaving.damping * np.minimum(1.0, leaving.moved)
    visits: FloatArray = influence * (len(influence) / (1.0 - (influence * moves_on).sum()))
    return visits


class _Block:
    """Walks side by side, each without one person: one column for each person who leaves."""

    def __init__(self, leaving: Leaving, leavers: IntArray) -> None:
        self.leaving, self.leavers = leaving, leavers
        self.listening = np.unique(leaving.manager[np.isin(leaving.report, leavers)])
        self.column = np.full(len(leaving.graph), -1)
        self.column[leavers] = np.arange(len(leavers))
        self.instead = leaving.instead.of(self.column)
        self.sources = np.concatenate([self.listening, self.instead.moved])
        self.matrix = self._steps()
        self.share = 1.0 / self._divisors()
        self.columns = np.arange(len(leavers))
        self.steps = StepsSideBySide(self.matrix, self.sources, self.share)

    def __len__(self) -> int:
        return len(self.leavers)

    def _divisors(self) -> FloatArray:
        """Return the divisors of steps when each person leaves: of everybody, then of managers; inf means no step."""
        leaving, column, instead = self.leaving, self.column, self.instead
        usual = np.maximum(1.0, self._moved_without(leaving.graph, leaving.moved, column))
        heard = self._moved_without(leaving.louder, leaving.moved_louder, column)
        gone = column[leaving.report] >= 0
        managers, columns = leaving.manager[gone], column[leaving.report[gone]]
        usual[managers, columns] = np.inf
        louder = np.full((len(self.listening), len(self)), np.inf)
        louder[np.searchsorted(self.listening, managers), columns] = np.maximum(1.0, heard[managers, columns])
        usual[instead.moved, instead.leaver] = np.inf
        listens = np.isin(instead.moved, self.listening)
        louder[np.searchsorted(self.listening, instead.moved[listens]), instead.leaver[listens]] = np.inf
        others = np.full((len(instead.leaver), len(self)), np.inf)
        others[np.arange(len(others)), instead.leaver] = np.maximum(1.0, instead.total)
        return np.concatenate([usual, louder, others])

    def _steps(self) -> csr_matrix:
        """Return the weights of the steps of attention, from columns to rows.

        The first columns are everybody, then those who listen to one report less, then everybody whom others move than
        before.
        """
        graph, louder, instead = self.leaving.graph, self.leaving.louder, self.instead
        size, listening = len(graph), len(self.listening)
        listens = np.isin(louder.target, self.listening)
        heard = size + np.searchsorted(self.listening, louder.target[listens])
        rows = np.concatenate([graph.source, louder.source[listens], instead.mover])
        columns = np.concatenate([graph.target, heard, size + listening + instead.change])
        weight = np.concatenate([graph.weight, louder.weight[listens], instead.weight])
        shape = size, size + len(self.sources)
        return csr_matrix((self.leaving.damping * weight, (rows, columns)), shape=shape)

    def _moved_without(self, graph: PeopleGraph, moved: FloatArray, column: IntArray) -> FloatArray:
        """Return the sum of what moves each person (row) when each leaver (column) has left."""
        without = np.repeat(moved[:, None], len(self), axis=1)
        arcs = column[graph.source] >= 0
        without[graph.target[arcs], column[graph.source[arcs]]] -= graph.weight[arcs]
        return without

    def step(self, wave: FloatArray) -> FloatArray:
        """Return where attention is one step later, in each column; the leavers have none."""
        return self.without_leavers(self.steps.of(wave))

    def without_leavers(self, wave: FloatArray) -> FloatArray:
        """Return a wave in which the leavers have no attention."""
        wave[self.leavers, np.arange(len(self))] = 0.0
        return wave

    def steps_of(self, column: int) -> csr_matrix:
        """Return the steps of attention when the person of one column has left, each from where it begins."""
        size, ends = len(self.leaving.graph), self.matrix.indices
        begin = np.concatenate([np.arange(size), self.sources])
        found = csr_matrix(
            (self.matrix.data * self.share[ends, self.columns[column]], begin[ends], self.matrix.indptr),
            shape=(size, size),
        )
        found.data[slice(*found.indptr[self.leavers[column] :][:2])] = 0.0
        return found

    def keep(self, chosen: IntArray) -> None:
        """Drop all columns but the chosen ones."""
        self.leavers, self.columns = self.leavers[chosen], self.columns[chosen]
        self.steps.keep(chosen)


def _race(block: _Block, visits: FloatArray, reached: FloatArray, least: float) -> Iterator[tuple[int, float]]:
    """Yield the people of a block whose mean may be the smallest of all, each with the mean."""
    rate, enough = block.leaving.rate, TOLERANCE * len(visits)
    start = block.without_leavers(np.repeat(visits[:, None], len(block), axis=1))
    wave = block.without_leavers(1.0 + block.step(start) - start)
    total, weighted = start.sum(axis=0), (reached[:, None] * start).sum(axis=0)
    while len(block) > ALONE:
        total, weighted = total + wave.sum(axis=0), weighted + (reached[:, None] * wave).sum(axis=0)
        rest = np.abs(wave).sum(axis=0) * rate / (1.0 - rate)
        is_bounded = rest < total
        highest = np.where(is_bounded, (weighted + rest) / np.where(is_bounded, total - rest, 1.0), 1.0)
        least = min(least, float(highest.min()))
        is_done = rest <= enough
        may_win = (weighted - rest) / (total + rest) <= least + ALIKE
        for column in np.flatnonzero(is_done & may_win).tolist():
            yield int(block.leavers[column]), float(weighted[column] / total[column])
        chosen = np.flatnonzero(may_win & ~is_done)
        if len(chosen) < len(block):  # for the first dozen steps nobody is dropped
            block.keep(chosen)
            total, weighted, wave = total[chosen], weighted[chosen], wave.take(chosen, axis=1)
        wave = block.step(wave)
    for column, leaver in enumerate(block.leavers.tolist()):
        further = _followed(block.steps_of(column), wave[:, column], rate, enough)
        yield leaver, float((weighted[column] + (reached * further).sum()) / (total[column] + further.sum()))


def _followed(steps: csr_matrix, wave: FloatArray, rate: float, enough: float) -> FloatArray:
    """Return the sum of a wave and of all that follows from it, up to a rest that is small enough."""
    whole = wave
    while np.abs(wave).sum() * rate > enough * (1.0 - rate):
        for _ in range(TOGETHER):
            wave = steps @ wave
            whole = whole + wave
    return whole


def _moved(graph: PeopleGraph) -> FloatArray:
    return np.bincount(graph.target, weights=graph.weight, minlength=len(graph)).astype(np.float64, copy=False)
