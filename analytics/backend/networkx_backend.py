"""The backend of NetworkX named ``stakegraph``: functions of NetworkX, run on arrays by NetworKit, SciPy and NumPy.

NetworkX finds it by its entry point in pyproject.toml, and calls it for every graph that names it and for any other on
``backend="stakegraph"``. Each function bears the name, the arguments and the values of the one of NetworkX, whose
documentation holds. A call that is not for it (`can_run`) NetworkX runs itself, as everything that is not here.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from inspect import Signature, signature
from typing import Any

import networkx as nx

from analytics.backend import components, louvain, paths, structural_holes, walk
from analytics.backend.converted_graph import ConvertedGraph
from analytics.graphs.people_graph import PeopleGraph

UNDIRECTED = frozenset({"articulation_points", "constraint", "effective_size", "louvain_communities"})
"""What is run on ties alone; of arcs NetworkX has readings of its own."""

DIRECTED = frozenset({"pagerank", "weakly_connected_components"})
"""What is run on arcs alone."""

COMPILED = frozenset({"articulation_points", "betweenness_centrality"})
"""What is run by NetworKit, which is not built for every machine."""

LEFT_ALONE: Mapping[str, Any] = {
    "k": None,
    "endpoints": False,
    "personalization": None,
    "nstart": None,
    "dangling": None,
    "max_level": None,
}
"""Arguments with the one value that is run here."""


def can_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
    """Return whether a call can be run here, or why not; NetworkX asks before each.

    Examples
    --------
    >>> can_run("pagerank", (PeopleGraph.of((), {}),), {"nstart": {}})
    'nstart is left to NetworkX'
    """
    told = _signature(name).bind(*args, **kwargs).arguments
    graph: Any = told["G"]
    if graph.is_multigraph() or name in (UNDIRECTED if graph.is_directed() else DIRECTED):
        return "it is not for graphs of this kind"
    if name in COMPILED and find_spec("networkit") is None:
        return "NetworKit has no build for this machine"
    if name == "effective_size" and told.get("nodes") is None:
        return "without nodes NetworkX 3.6.1 divides by another maximum"
    others = (f"{each} is left to NetworkX" for each, value in LEFT_ALONE.items() if told.get(each, value) != value)
    return next(others, not callable(told.get("weight")))


@cache
def _signature(name: str) -> Signature:
    return signature(globals()[name])


def articulation_points(G: PeopleGraph) -> Iterator[str]:
    """Run on NetworKit; in order of the graph."""
    return (G.people[place] for place in components.articulation(len(G), G.source, G.target))


def betweenness_centrality(
    G: PeopleGraph,
    k: None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,
    seed: object = None,
) -> dict[str, float]:
    """Run on NetworKit; weights are lengths, best whole numbers, so that equal paths are equal."""
    through = paths.betweenness(len(G), G.source, G.target, G.values(weight))
    if len(G) > 2 and normalized:
        through = through / ((len(G) - 1) * (len(G) - 2))
    elif not G.is_directed():
        through = through / 2
    return G.by_person(through)


def constraint(G: PeopleGraph, nodes: object = None, weight: str | None = None) -> dict[str, float]:
    """Run on sparse matrices of SciPy."""
    return _of(nodes, G.by_person(structural_holes.constraint(len(G), G.source, G.target, G.values(weight))))


def effective_size(G: PeopleGraph, nodes: object = None, weight: str | None = None) -> dict[str, float]:
    """Run on sparse matrices of SciPy."""
    return _of(nodes, G.by_person(structural_holes.effective_size(len(G), G.source, G.target, G.values(weight))))


def louvain_communities(
    G: PeopleGraph,
    weight: str = "weight",
    resolution: float = 1,
    threshold: float = 1e-7,
    max_level: None = None,
    seed: Any = None,
) -> list[set[str]]:
    """Run on lists; NetworkX makes a generator of the seed, and the same one gives the circles that it finds."""
    arcs = zip(G.source.tolist(), G.target.tolist(), G.values(weight).tolist(), strict=True)
    found = louvain.communities(len(G), arcs, resolution, threshold, chance=seed)
    return [{G.people[place] for place in circle} for circle in found]


def pagerank(
    G: PeopleGraph,
    alpha: float = 0.85,
    personalization: None = None,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: None = None,
    weight: str = "weight",
    dangling: None = None,
) -> dict[str, float]:
    """Solve to rounding, whatever the tolerance."""
    return G.by_person(walk.pagerank(len(G), G.source, G.target, G.values(weight), alpha))


def weakly_connected_components(G: PeopleGraph) -> Iterator[set[str]]:
    """Run on SciPy."""
    for component in components.weak_components(len(G), G.source, G.target):
        yield {G.people[place] for place in component}


def _of(nodes: Any, values: dict[str, float]) -> dict[str, float]:
    return values if nodes is None else {node: values[node] for node in nodes}


def convert_from_nx(
    graph: nx.Graph, edge_attrs: Mapping[str, float | None] | None = None, **_: object
) -> ConvertedGraph:
    """Return a graph of NetworkX as arrays, with the attributes of its edges that a function asks for."""
    return ConvertedGraph.of_networkx(graph, edge_attrs or {})


def convert_to_nx(graph: Any, **_: object) -> Any:
    """Return a graph as one of NetworkX, people and arcs in their order; what is no graph of ours as it is."""
    if not isinstance(graph, PeopleGraph):
        return graph
    found = nx.DiGraph() if graph.is_directed() else nx.Graph()
    found.add_nodes_from(graph.people)
    columns = [graph.values(attribute).tolist() for attribute in graph.arc_attributes]
    for source, target, *values in zip(graph.source.tolist(), graph.target.tolist(), *columns, strict=True):
        found.add_edge(
            graph.people[source], graph.people[target], **dict(zip(graph.arc_attributes, values, strict=True))
        )
    return found
