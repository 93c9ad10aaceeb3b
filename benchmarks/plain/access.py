"""What a user would write instead: the ways to each voter by calls of NetworkX, on graphs that are ready."""

from collections.abc import Sequence
from itertools import islice
from math import exp
from typing import Any, NamedTuple

import networkx as nx

from analytics.access.access import ALTERNATIVES, Access
from analytics.routes.access_graph import US, AccessGraph, Node

DIGITS = 1e-12


class Ways(NamedTuple):
    """The strongest paths, a smallest cut, how many paths share nobody, and who is on every one."""

    paths: list[list[int]]
    cut: set[int]
    disjoint_paths: int
    every_way: set[int]


class PlainAccess:
    """The access graph as two graphs of NetworkX: all arcs with their lengths, and the usable ones."""

    def __init__(self, graph: AccessGraph) -> None:
        self._every, self._usable = nx.DiGraph(), nx.DiGraph()
        self._places = graph.places
        for each in (self._every, self._usable):
            each.add_nodes_from(range(len(graph.nodes)))
            each.add_edges_from(((US, member) for member in graph.members), length=0.0)
        for source, arcs in enumerate(graph.out):
            for arc in arcs:
                self._every.add_edge(source, arc.target, length=arc.length)
                if arc.strength >= graph.usable:
                    self._usable.add_edge(source, arc.target)

    def ways(self, people: Sequence[str]) -> dict[str, Ways]:
        """Return the ways to each person."""
        above = nx.immediate_dominators(self._usable, US)
        return {person: self._ways(self._places[Node("theirs", person)], above) for person in people}

    def _ways(self, target: int, above: dict[int, Any]) -> Ways:
        if not nx.has_path(self._every, US, target):
            return Ways([], set(), 0, set())
        paths = list(islice(nx.shortest_simple_paths(self._every, US, target, weight="length"), 1 + ALTERNATIVES))
        if not nx.has_path(self._usable, US, target):
            return Ways(paths, set(), 0, set())
        cut = nx.minimum_node_cut(self._usable, US, target)
        return Ways(paths, cut, len(list(nx.node_disjoint_paths(self._usable, US, target))), _all_above(target, above))

    def check(self, graph: AccessGraph, found: dict[str, Access]) -> None:
        """Stop where ours differs: equal paths may come in another order here, and another cut may be as small."""
        for person, ways in self.ways(list(found)).items():
            ours, target = found[person], graph.places[Node("theirs", person)]
            strengths = [] if ours.best is None else [path.strength for path in (ours.best, *ours.alternatives)]
            lengths = [nx.path_weight(self._every, path, "length") for path in ways.paths]
            assert len(strengths) == len(lengths), person
            for strength, length in zip(strengths, lengths, strict=True):
                assert abs(strength - exp(-length)) <= DIGITS, person
            assert len(ours.cut) == ours.disjoint_paths == len(ways.cut) == ways.disjoint_paths, person
            assert {graph.places[node] for node in ours.every_way} == ways.every_way, person
            left = nx.restricted_view(self._usable, [graph.places[node] for node in ours.cut], [])
            assert not nx.has_path(left, US, target), person


def _all_above(target: int, above: dict[int, Any]) -> set[int]:
    found, here = set(), above[target]
    while here != US:
        found.add(here)
        here = above[here]
    return found
