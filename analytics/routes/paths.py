"""Paths: the strongest paths from us to a person, in order."""

import itertools
import math
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from analytics.graphs.people_graph import FloatArray
from analytics.routes.access_graph import US, AccessGraph, Arc

NEARLY = 1e-12
"""Two products are equal if their logarithms differ by no more than this: they agree to 12 significant digits."""

Nodes = tuple[int, ...]


class Path(NamedTuple):
    """A path from one of us to a person: the positions on it, our member first, and the strength of each step."""

    nodes: Nodes
    strengths: tuple[float, ...]


class _Way(NamedTuple):
    """A path under construction. Ways are in order of ``total``, then of the number of their nodes, then of their ids.

    Attributes
    ----------
    total : float
        The least length that it can have in the end; for equal lengths the same number.
    nodes : tuple of int
    lengths : tuple of float
        Its length at each node.
    others : int
        Where, among the choices for its last node, those begin that nobody looked at; 0 if another way stands for them.
    """

    total: float
    size: int
    nodes: Nodes
    lengths: tuple[float, ...]
    others: int


class Walk:
    """All paths to one target, over a graph whose distances to it are known.

    Parameters
    ----------
    entries : sequence of int
        The members that a path may begin with.
    ahead : array of float
        Length of the best path from each node to the target (`distances`).
    """

    def __init__(self, graph: AccessGraph, target: int, entries: Sequence[int], ahead: FloatArray) -> None:
        self._graph = graph
        self._target = target
        self._ahead: list[float] = ahead.tolist()
        self._totals: list[float] = []
        self._known = {US: self._sorted(Arc(entry, 1.0, 0.0) for entry in entries)}

    def paths(self, most: int) -> list[Path]:
        """Return up to so many loopless paths, the strongest first.

        References
        ----------
        Yen (1971), with the order of Lawler (1972); the search for each detour is A*, guided by the distances of the
        whole graph, which a detour can only lengthen.
        """
        found: list[_Way] = []
        waiting: list[tuple[_Way, int]] = []
        self._offer(waiting, found, (), ())
        while waiting:
            way, turn = heappop(waiting)
            found.append(way)
            if len(found) == most:
                break
            for place in range(turn, way.size):
                self._offer(waiting, found, way.nodes[:place], way.lengths[:place])
        return [self._path(way.nodes) for way in found]

    def _offer(
        self,
        waiting: list[tuple[_Way, int]],
        found: Sequence[_Way],
        nodes: Nodes,
        lengths: tuple[float, ...],
    ) -> None:
        """Look for the best path that begins with these nodes and then leaves all paths found so far."""
        turn = len(nodes)
        taken = {way.nodes[turn] for way in found if way.size > turn and way.nodes[:turn] == nodes}
        way = self._best(nodes, lengths, taken)
        if way is not None:
            heappush(waiting, (way, turn))

    def _best(self, nodes: Nodes, lengths: tuple[float, ...], taken: Collection[int]) -> _Way | None:
        """Return the best path that begins with these nodes and does not continue to one that is taken."""
        closed = set(nodes)
        waiting: list[_Way] = []
        self._continue(waiting, closed.union(taken), nodes, lengths)
        while waiting:
            way = heappop(waiting)
            here, before = way.nodes[-1], way.nodes[:-1]
            if here == self._target:
                return way
            if way.others:
                closed_here = closed.union(taken) if before == nodes else closed
                self._continue(waiting, closed_here, before, way.lengths[:-1], way.others)
            if here not in closed:
                closed.add(here)
                self._continue(waiting, closed, way.nodes, way.lengths)
        return None

    def _continue(
        self,
        waiting: list[_Way],
        closed: Collection[int],
        nodes: Nodes,
        lengths: tuple[float, ...],
        first: int = 0,
    ) -> None:
        """Add the best continuation among the choices from a place on, and those that are equally good.

        One of them stands for all choices that are left.
        """
        choices = self._choices(nodes[-1] if nodes else US)
        length = lengths[-1] if lengths else 0.0
        most, size, others = math.inf, len(nodes) + 1, 0
        equal: list[tuple[float, int, float]] = []
        for others in range(first, len(choices)):
            choice = choices[others]
            if choice[0] > most:
                break
            if choice[1] not in closed:
                most = min(most, choice[0] + NEARLY)
                equal.append(choice)
        else:
            others = 0
        for total, node, step in equal:
            way = _Way(self._same(length + total), size, (*nodes, node), (*lengths, length + step), others)
            heappush(waiting, way)
            others = 0

    def _choices(self, here: int) -> Sequence[tuple[float, int, float]]:
        """Return the nodes that can follow one, each with the length from here to the target by it, and its own."""
        known = self._known.get(here)
        if known is None:
            known = self._known[here] = self._sorted(self._graph.out[here])
        return known

    def _sorted(self, arcs: Iterable[Arc]) -> list[tuple[float, int, float]]:
        ahead, endless = self._ahead, math.inf
        return sorted([(length + ahead[node], node, length) for node, _, length in arcs if ahead[node] < endless])

    def _same(self, total: float) -> float:
        """Return the same number for all lengths that are equal."""
        place = bisect_left(self._totals, total - NEARLY)
        if place == len(self._totals) or self._totals[place] > total + NEARLY:
            self._totals.insert(place, total)
        return self._totals[place]

    def _path(self, nodes: Nodes) -> Path:
        return Path(nodes, tuple(self._graph.arc(*ends).strength for ends in itertools.pairwise(nodes)))
