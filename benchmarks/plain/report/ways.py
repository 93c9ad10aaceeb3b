"""Who of us reaches whom: the strongest ways from us over the people whom we know."""

import math

import networkx as nx

from benchmarks.plain.report.look import Look

Node = tuple[str, str]
US: Node = ("us", "")
NEARLY = 1e-12
SOLID, DOTTED = 0.30, 0.25
"""What the ear of a manager is worth at least, along a solid or a dotted line."""


def first_of_us(look: Look) -> dict[str, str]:
    """Return which of us begins the strongest way to each person who is reached; of equal ways the shortest."""
    graph = _graph(look)
    length = nx.single_source_dijkstra_path_length(graph, US, weight="length")
    best: dict[Node, tuple[Node, ...]] = {US: (US,)}
    for node in length:  # the nearest first
        if node != US:
            before = (one for one, arc in graph.pred[node].items() if one in length and _leads(length, one, node, arc))
            best[node] = min(((*best[one], node) for one in before), key=lambda way: (len(way), way))
    return {person: way[1][1] for (side, person), way in best.items() if side == "theirs"}


def _leads(length: dict[Node, float], one: Node, node: Node, arc: dict[str, float]) -> bool:
    return length[one] + arc["length"] - length[node] < NEARLY


def _graph(look: Look) -> nx.DiGraph:
    moves = {(one, other): weight for one, other, weight in look.graph.edges(data="weight")}
    for line in look.account.reporting_lines:
        if line.line in {"solid", "dotted"}:
            ends = line.person, line.manager
            moves[ends] = max(moves.get(ends, 0.0), SOLID if line.line == "solid" else DOTTED)
    graph = nx.DiGraph()
    graph.add_edges_from((US, ("ours", member.id), {"length": 0.0}) for member in look.account.members)
    for (member, person), value in look.numbers.closeness.items():
        if value > 0:
            graph.add_edge(("ours", member), ("theirs", person), length=-math.log(value / 100))
    for (one, other), weight in moves.items():
        graph.add_edge(("theirs", one), ("theirs", other), length=-math.log(weight))
    return graph
