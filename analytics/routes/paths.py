"""Paths: the strongest paths from us to a person, in order."""

import heapq
import itertools
import math
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from analytics.backend.paths import distances as shortest_lengths
from analytics.graphs.people_graph import FloatArray
from analytics.routes.access_graph import AccessGraph, Arc

NEARLY = 1e-12
"""Two products are equal if their logarithms differ by no more than this: they agree to 12 significant digits."""

Nodes = tuple[int, ...]


class Path(NamedTuple):
    """A path from one of us to a person: the positions on it, our member first, and the product of its strengths."""

    nodes: Nodes
    strength: float


class _Way:
    """A path under construction: its length so far, and the least length that it can have in the end.

    Paths are in order of that least length, then of the number of their nodes, then of their ids. Lengths that differ
    by at most `NEARLY` are equal.
    """

    __slots__ = ("length", "nodes", "total")

    def __init__(self, nodes: Nodes, length: float, ahead: float) -> None:
        self.nodes = nodes
        self.length = length
        self.total = length + ahead

    def __lt__(self, other: "_Way") -> bool:
        if abs(self.total - other.total) > NEARLY:
            return self.total < other.total
        return (len(self.nodes), self.nodes) < (len(other.nodes), other.nodes)


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
        self._entries = [Arc(entry, 1.0, 0.0) for entry in entries]
        self._ahead = ahead.tolist()

    def paths(self, most: int) -> list[Path]:
        """Return up to so many loopless paths, the strongest first.

        References
        ----------
        Yen (1971), with the order of Lawler (1972); the search for each detour is A*, guided by the distances of the
        whole graph, which a detour can only lengthen.
        """
        found: list[_Way] = []
        waiting: list[tuple[_Way, int]] = []
        known: set[Nodes] = set()
        self._offer(waiting, known, found, _Way((), 0.0, 0.0), 0)
        while waiting:
            way, turn = heapq.heappop(waiting)
            found.append(way)
            if len(found) == most:
                break
            for place in range(turn, len(way.nodes)):
                self._offer(waiting, known, found, self._beginning(way.nodes[:place]), place)
        return [Path(way.nodes, self._strength(way.nodes)) for way in found]

    def _offer(
        self, waiting: list[tuple[_Way, int]], known: set[Nodes], found: Sequence[_Way], root: _Way, turn: int
    ) -> None:
        """Look for the best path that begins like ``root`` and then leaves all paths found so far."""
        taken = {way.nodes[turn] for way in found if way.nodes[:turn] == root.nodes and len(way.nodes) > turn}
        way = self._best(root, taken)
        if way is not None and way.nodes not in known:
            known.add(way.nodes)
            heapq.heappush(waiting, (way, turn))

    def _beginning(self, nodes: Nodes) -> _Way:
        length = math.fsum(arc.length for arc in self._arcs_along(nodes))
        return _Way(nodes, length, self._ahead[nodes[-1]] if nodes else 0.0)

    def _best(self, root: _Way, taken: Collection[int]) -> _Way | None:
        """Return the best path that begins with ``root`` and does not continue to a node that is taken."""
        closed = set(root.nodes)
        waiting = [root]
        while waiting:
            way = heapq.heappop(waiting)
            if way is not root:
                if way.nodes[-1] == self._target:
                    return way
                if way.nodes[-1] in closed:
                    continue
                closed.add(way.nodes[-1])
            for arc in self._next(way.nodes):
                if arc.target in closed or (way is root and arc.target in taken) or self._ahead[arc.target] == math.inf:
                    continue
                further = _Way((*way.nodes, arc.target), way.length + arc.length, self._ahead[arc.target])
                heapq.heappush(waiting, further)
        return None

    def _next(self, nodes: Nodes) -> Sequence[Arc]:
        return self._graph.out[nodes[-1]] if nodes else self._entries

    def _arcs_along(self, nodes: Nodes) -> Iterator[Arc]:
        for here, there in itertools.pairwise(nodes):
            yield next(arc for arc in self._graph.out[here] if arc.target == there)

    def _strength(self, nodes: Nodes) -> float:
        return math.prod(arc.strength for arc in self._arcs_along(nodes))


def distances(graph: AccessGraph, targets: Sequence[int]) -> FloatArray:
    """Return the length of the best path from each node (column) to each target (row); infinite if there is none."""
    arcs = graph.arcs
    return shortest_lengths(len(graph.nodes), arcs.target, arcs.source, arcs.length, np.array(targets, dtype=np.int64))
