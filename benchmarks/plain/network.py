"""What a user would write instead: the measures of one recorded relation by NetworkX calls and loops."""

from collections import Counter
from itertools import combinations
from typing import Any

import networkx as nx

from schemas.analysis.network import Relation
from schemas.rows.account_graph import AccountGraph

Measures = dict[str, Any]
"""Each measure by name: by person, or of the relation."""


def network_by_networkx(account: AccountGraph, relation: Relation) -> Measures:
    """Return every number of the network answer, arcs as recorded and unweighted."""
    graph = _graph(account, relation)
    people = len(graph)
    far = [steps for _, to in nx.all_pairs_shortest_path_length(graph) for steps in to.values() if steps]
    both = graph.to_undirected()
    return {
        "density": nx.density(graph),
        "reciprocity": nx.overall_reciprocity(graph),
        "transitivity": _transitivity(graph),
        "average_distance": sum(far) / len(far),
        "diameter": max(far),
        "in_centralization": _centralization(dict(graph.in_degree()), people),
        "out_centralization": _centralization(dict(graph.out_degree()), people),
        **krackhardt(graph),
        "in_degree": dict(graph.in_degree()),
        "out_degree": dict(graph.out_degree()),
        "betweenness": nx.betweenness_centrality(graph, normalized=False),
        "closeness_centrality": nx.closeness_centrality(graph),
        "pagerank": nx.pagerank(graph, tol=1e-13, max_iter=1000),
        "constraint": nx.constraint(_symmetric(graph), weight="weight"),
        "effective_size": nx.effective_size(_symmetric(graph), nodes=list(both), weight="weight"),
        "brokerage_roles": brokerage_roles(graph, {place.person: place.department for place in account.memberships}),
    }


def _graph(account: AccountGraph, relation: Relation) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(person.id for person in account.people)
    if relation == "influences":
        graph.add_edges_from((edge.source, edge.target) for edge in account.influences)
    elif relation == "reporting-lines":
        graph.add_edges_from((line.person, line.manager) for line in account.reporting_lines)
    else:
        pairs = account.alliances if relation == "alliances" else account.conflicts
        graph.add_edges_from((one, other) for pair in pairs for one, other in (pair.people, pair.people[::-1]))
    return graph


def _symmetric(graph: nx.DiGraph) -> nx.Graph:
    ties = nx.Graph()
    ties.add_nodes_from(graph)
    ties.add_weighted_edges_from((a, b, graph.has_edge(a, b) + graph.has_edge(b, a)) for a, b in graph.edges)
    return ties


def _transitivity(graph: nx.DiGraph) -> float | None:
    paths = [(a, c) for a, b in graph.edges for c in graph.successors(b) if c != a]
    return sum(graph.has_edge(a, c) for a, c in paths) / len(paths) if paths else None


def _centralization(degree: dict[str, int], people: int) -> float:
    return sum(max(degree.values()) - each for each in degree.values()) / (people - 1) ** 2


def brokerage_roles(graph: nx.DiGraph, departments: dict[str, str]) -> dict[str, tuple[int, ...]]:
    """Return the five counts of Gould and Fernandez of everyone."""
    found = {}
    for broker in graph:
        counts: Counter[int] = Counter()
        for source in graph.predecessors(broker):
            for target in graph.successors(broker):
                if source != target and not graph.has_edge(source, target):
                    one, own, other = (departments.get(name, name) for name in (source, broker, target))
                    kinds = (one == own == other, one != own == other, one == own != other, one == other != own, True)
                    counts[kinds.index(True)] += 1
        found[broker] = tuple(counts[kind] for kind in range(5))
    return found


def krackhardt(graph: nx.DiGraph) -> Measures:
    """Return Krackhardt's four dimensions."""
    people = len(graph)
    above = {name: nx.ancestors(graph, name) | {name} for name in graph}
    parts = [sorted(part) for part in nx.weakly_connected_components(graph)]
    pairs = [pair for part in parts for pair in combinations(part, 2)]
    ordered = [(a, b) for a, b in pairs if a in above[b] or b in above[a]]
    mutual = [(a, b) for a, b in ordered if a in above[b] and b in above[a]]
    bounded = sum(any(above[bound] == above[a] & above[b] for bound in above[a] & above[b]) for a, b in pairs)
    spare = graph.number_of_edges() - sum(len(part) - 1 for part in parts)
    most = sum((len(part) - 1) * (len(part) - 2) // 2 for part in parts)
    return {
        "connectedness": len(pairs) / (people * (people - 1) / 2),
        "hierarchy": 1 - len(mutual) / len(ordered),
        "efficiency": 1 - spare / sum((len(part) - 1) ** 2 for part in parts),
        "least_upper_boundedness": 1 - (len(pairs) - bounded) / most,
    }
