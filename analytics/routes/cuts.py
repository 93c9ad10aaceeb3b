"""Cuts: how many paths to a person have nobody in common, and who can close all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from analytics.graphs.people_graph import BoolArray, IntArray
from analytics.routes.access_graph import AccessGraph, Node


@dataclass(frozen=True)
class UsableArcs:
    """The usable arcs of an access graph, every node split in two: its way in (``2 n``) and its way out (``2 n + 1``).

    The two are joined by an arc that only one way may take, so that ways through separate people are ways through
    separate arcs. Us is one place more.
    """

    graph: AccessGraph

    @cached_property
    def us(self) -> int:
        """The place where every way begins."""
        return 2 * len(self.graph.nodes)

    @cached_property
    def ends(self) -> tuple[IntArray, IntArray]:
        """Both ends of each arc: from us to our members, through each node, and from node to node."""
        arcs, every = self.graph.arcs, np.arange(len(self.graph.nodes))
        usable = arcs.strength >= self.graph.usable
        members = np.array(self.graph.members, dtype=np.int64)
        here = np.concatenate([np.full(len(members), self.us), 2 * every, 2 * arcs.source[usable] + 1])
        there = np.concatenate([2 * members, 2 * every + 1, 2 * arcs.target[usable]])
        return here, there

    @cached_property
    def places(self) -> Mapping[tuple[int, int], int]:
        """The place of each arc by its ends."""
        return {ends: place for place, ends in enumerate(zip(*map(IntArray.tolist, self.ends), strict=True))}


class UsableFlow:
    """A greatest set of usable ways from us to one person that share nobody, and what follows from it.

    An arc that a way takes may be walked back, which gives it up for a better one.

    Parameters
    ----------
    entries : sequence of int
        The members a way may begin with.

    References
    ----------
    Menger (1927); Ford and Fulkerson (1956).
    """

    def __init__(self, arcs: UsableArcs, target: int, entries: Sequence[int]) -> None:
        self._arcs = arcs
        self._goal = 2 * target
        here, there = arcs.ends
        allowed = np.isin(there, 2 * np.array(entries, dtype=np.int64))
        self._open: BoolArray = ((here != arcs.us) | allowed) & (here != self._goal)
        self._taken = np.zeros(len(here), dtype=np.bool)
        self.ways = 0
        while self._take_one_more():
            self.ways += 1

    def cut(self) -> tuple[int, ...]:
        """Return the smallest set of nodes without which no usable way is left; of several the first by sorted ids.

        The first node that lies in any smallest cut lies in the first of them; without it, one way fewer is left, and
        the rest is the first smallest cut of what remains.
        """
        chosen = []
        for _ in range(self.ways):
            node = min(self.single_cuts(), key=self._order)
            chosen.append(node)
            self._remove(node)
        return tuple(sorted(chosen, key=self._order))

    def single_cuts(self) -> list[int]:
        """Return the nodes that lie in some smallest cut: from their way in, nothing leads round to their way out."""
        from scipy.sparse.csgraph import connected_components

        _, together = connected_components(self._left(), directed=True, connection="strong")
        here, there = self._arcs.ends
        through = self._taken & (there == here + 1) & (here % 2 == 0)
        taken = here[through]
        found: list[int] = np.sort(taken[together[taken] != together[taken + 1]] // 2).tolist()
        return found

    def _order(self, node: int) -> tuple[str, str]:
        found: Node = self._arcs.graph.nodes[node]
        return found.id, found.side

    def _left(self) -> Any:
        """Return what can still be walked: open arcs, and those that are taken turned round."""
        from scipy.sparse import csr_array  # a second to import: only where a way is asked for

        here, there = self._arcs.ends
        rows, columns = np.where(self._taken, there, here), np.where(self._taken, here, there)
        size = self._arcs.us + 1
        ones = np.ones(int(self._open.sum()), dtype=np.int8)
        return csr_array((ones, (rows[self._open], columns[self._open])), shape=(size, size))

    def _take_one_more(self) -> bool:
        from scipy.sparse.csgraph import breadth_first_order

        _, came_from = breadth_first_order(self._left(), self._arcs.us, return_predecessors=True)
        here, places = self._goal, self._arcs.places
        if came_from[here] < 0:
            return False
        while here != self._arcs.us:
            before = int(came_from[here])
            place = places.get((before, here))
            if place is None or self._taken[place]:
                place = places[here, before]
            self._taken[place] = not self._taken[place]
            here = before
        return True

    def _remove(self, node: int) -> None:
        """Take a node out of the graph, and the way that goes through it out of what is taken."""
        here, there = self._arcs.ends
        taken = list(zip(here[self._taken].tolist(), there[self._taken].tolist(), strict=True))
        onward, back = {one: other for one, other in taken if one != self._arcs.us}, {b: a for a, b in taken}
        way = [2 * node]
        while way[-1] != self._goal:
            way.append(onward[way[-1]])
        while way[0] != self._arcs.us:
            way.insert(0, back[way[0]])
        for ends in pairwise(way):
            self._taken[self._arcs.places[ends]] = False
        self._open &= (here // 2 != node) & (there // 2 != node)
