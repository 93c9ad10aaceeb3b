"""The NetworkX backend ``stakegraph``: functions of NetworkX, run on arrays by NetworKit, SciPy and NumPy.

NetworkX finds it by its entry point in pyproject.toml. It calls it for every graph that names it, and for any other
graph with ``backend="stakegraph"``. Each function has the name, the arguments and the results of the NetworkX function,
and the documentation of that function applies. NetworkX itself runs the functions that are missing here, and the calls
that this backend declines (`can_run`).
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from inspect import Signature, signature
from typing import Any

import networkx as nx

from analytics.backend.algorithms import components, louvain, paths, structural_holes, tied_paths, walk
from analytics.backend.converted_graph import ConvertedGraph
from analytics.graphs.people_graph import PeopleGraph

UNDIRECTED = frozenset({"articulation_points", "constraint", "effective_size", "louvain_communities"})
"""Functions that run on ties only; NetworkX treats arcs in its own way."""

DIRECTED = frozenset({"pagerank", "weakly_connected_components"})
"""Functions that run on arcs only."""

COMPILED = frozenset({"articulation_points", "betweenness_centrality"})
"""Functions that NetworKit runs where no weight is asked for; it is not built for every machine."""

LEFT_ALONE: Mapping[str, Any] = {
    "k": None,
    "endpoints": False,
    "personalization": None,
    "nstart": None,
    "dangling": None,
    "max_level": None,
}
"""Arguments, each with the only value that this backend accepts."""


def can_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
    """Return whether this backend can run a call, or why not; NetworkX asks before every call.

    Examples
    --------
    >>> can_run("pagerank", (PeopleGraph.of((), {}),), {"nstart": {}})
    'nstart is left to NetworkX'
    """
    arguments = _signature(name).bind(*args, **kwargs).arguments
    graph: Any = arguments["G"]
    if graph.is_multigraph() or name in (UNDIRECTED if graph.is_directed() else DIRECTED):
        return "it is not for graphs of this kind"
    if name in COMPILED and arguments.get("weight") is None and find_spec("networkit") is None:
        return "NetworKit has no build for this machine"
    if name == "effective_size" and arguments.get("nodes") is None:
        return "without nodes NetworkX 3.6.1 divides by another maximum"
    declined = (
        f"{each} is left to NetworkX" for each, value in LEFT_ALONE.items() if arguments.get(each, value) != value
    )
    return next(declined, not callable(arguments.get("weight")))


@cache
def _signature(name: str) -> Signature:
    return signature(globals()[name])


def articulation_points(G: PeopleGraph) -> Iterator[str]:
    """Run on NetworKit; the result is in the order of the graph."""
    return (G.people[place] for place in components.articulation(len(G), G.source, G.target))


def betweenness_centrality(
    G: PeopleGraph,
    k: None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,
    seed: object = None,
) -> dict[str, float]:
    """Run on NetworKit; with lengths, which must be positive, on SciPy and NumPy: equal within 1e-12 is equal."""
    if weight is None:
        through = paths.betweenness(len(G), G.source, G.target, G.values(None))
    else:
        through = tied_paths.tied_betweenness(len(G), G.source, G.target, G.values(weight))
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
    """Run on lists; NetworkX turns the seed into a generator, and the same generator gives the same circles."""
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
    """Solve to rounding error, whatever the tolerance."""
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
    """Return a NetworkX graph as arrays, with the edge attributes that a function needs."""
    return ConvertedGraph.of_networkx(graph, edge_attrs or {})


def convert_to_nx(graph: Any, **_: object) -> Any:
    """Return a graph of ours as a NetworkX graph, with people and arcs in order; return anything else unchanged."""
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
