"""Access by its definition: every loopless way is walked, every set of nodes is taken out."""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from analytics.routes.access_graph import AccessGraph

Nodes = tuple[int, ...]


def every_way(
    graph: AccessGraph,
    target: int,
    entries: Sequence[int],
    *,
    usable: bool = False,
    without: frozenset[int] = frozenset(),
) -> Iterator[tuple[Nodes, float]]:
    """Yield every loopless way to a target with the product of its strengths."""

    def onward(way: Nodes, strength: float) -> Iterator[tuple[Nodes, float]]:
        if way[-1] == target:
            yield way, strength
            return
        for arc in graph.out[way[-1]]:
            if arc.target in way or arc.target in without or (usable and arc.strength < graph.usable):
                continue
            yield from onward((*way, arc.target), strength * arc.strength)

    for entry in entries:
        if entry not in without:
            yield from onward((entry,), 1.0)


def in_order(ways: Iterator[tuple[Nodes, float]]) -> list[tuple[Nodes, float]]:
    """Return ways by strength, equal ones by the number of nodes, then by ids."""
    ranked = sorted(ways, key=lambda way: -way[1])
    groups: list[list[tuple[Nodes, float]]] = []
    for way in ranked:
        if groups and math.isclose(groups[-1][0][1], way[1], rel_tol=1e-12):
            groups[-1].append(way)
        else:
            groups.append([way])
    return [way for group in groups for way in sorted(group, key=lambda one: (len(one[0]), one[0]))]


def is_cut(graph: AccessGraph, target: int, entries: Sequence[int], nodes: Sequence[int]) -> bool:
    left = every_way(graph, target, entries, usable=True, without=frozenset(nodes))
    return next(left, None) is None


def smallest_cut(graph: AccessGraph, target: int, entries: Sequence[int]) -> Nodes:
    """Return the smallest set whose removal leaves no usable way, the first by sorted ids."""
    others = sorted((n for n in range(len(graph.nodes)) if n != target), key=lambda n: graph.nodes[n][::-1])
    for size in range(len(others) + 1):
        for nodes in combinations(others, size):
            if is_cut(graph, target, entries, nodes):
                return nodes
    raise AssertionError("without all others nobody is reached")
