"""The NetworkX backend: its functions give the values of NetworkX, and NetworkX finds and calls them."""

import logging
import math
from importlib.metadata import entry_points
from inspect import Parameter, signature

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.backend import networkx_backend
from analytics.backend.backend_info import FUNCTIONS
from analytics.graphs.projection import InfluenceGraph
from analytics.graphs.tie_graph import TieGraph

WEIGHTS = st.sampled_from((0.1, 0.25, 0.5, 0.5, 1.0, 1.0))
NAMES = "abcdefghij"


def found_of(name: str):
    """Return a function of NetworkX by its name."""
    return nx.community.louvain_communities if name == "louvain_communities" else getattr(nx, name)


@st.composite
def graphs(draw, directed: bool) -> nx.Graph:
    """Draw a graph whose nodes are not in the order of their names, with a length beside each weight."""
    graph = nx.DiGraph() if directed else nx.Graph()
    nodes = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=len(NAMES)))
    graph.add_nodes_from(nodes)
    pairs = [(one, other) for one in nodes for other in nodes if one != other]
    for pair in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30)) if pairs else []:
        graph.add_edge(*pair, weight=draw(WEIGHTS), length=draw(st.integers(1, 3)))
    graph.__networkx_cache__ = None  # each call converts it again
    return graph


def near(found, expected) -> bool:
    return found.keys() == expected.keys() and list(found.values()) == pytest.approx(
        [expected[node] for node in found], abs=1e-9, nan_ok=True
    )


@given(st.booleans().flatmap(graphs), st.booleans(), st.sampled_from((None, "length")))
def test_betweenness_is_that_of_networkx(graph, normalized, weight):
    asked = {"normalized": normalized, "weight": weight}
    found = nx.betweenness_centrality(graph, backend="stakegraph", **asked)
    assert near(found, nx.betweenness_centrality(graph, **asked))


@given(graphs(directed=False), st.sampled_from((None, "weight")))
def test_constraint_and_effective_size_are_those_of_networkx(graph, weight):
    assert near(nx.constraint(graph, weight=weight, backend="stakegraph"), nx.constraint(graph, list(graph), weight))
    nodes = list(graph)[::2]
    found = nx.effective_size(graph, nodes=nodes, weight=weight, backend="stakegraph")
    assert near(found, nx.effective_size(graph, nodes=nodes, weight=weight))


@given(graphs(directed=False), st.integers(0, 99), st.sampled_from((0.5, 1, 2)))
def test_one_seed_gives_the_circles_of_networkx(graph, seed, resolution):
    """Both look at ties in the order of nodes, as in every graph of ours."""
    ordered = nx.Graph()
    ordered.add_nodes_from(graph)
    place = {node: number for number, node in enumerate(graph)}
    pairs = ((*sorted(pair, key=place.__getitem__), graph.edges[pair]["weight"]) for pair in graph.edges)
    ordered.add_weighted_edges_from(sorted(pairs, key=lambda tie: (place[tie[0]], place[tie[1]])))
    asked = {"resolution": resolution, "seed": seed}
    found = nx.community.louvain_communities(ordered, backend="stakegraph", **asked)
    assert found == nx.community.louvain_communities(ordered, **asked)


@given(graphs(directed=True), st.sampled_from((None, "weight")), st.sampled_from((0.5, 0.85)))
def test_pagerank_is_that_of_networkx(graph, weight, alpha):
    expected = nx.pagerank(graph, alpha=alpha, weight=weight, tol=1e-13, max_iter=1000)
    assert near(nx.pagerank(graph, alpha=alpha, weight=weight, backend="stakegraph"), expected)


@given(graphs(directed=True))
def test_parts_are_those_of_networkx(graph):
    found = nx.weakly_connected_components(graph, backend="stakegraph")
    assert sorted(map(sorted, found)) == sorted(map(sorted, nx.weakly_connected_components(graph)))


@given(graphs(directed=False))
def test_articulation_points_are_those_of_networkx(graph):
    found = list(nx.articulation_points(graph, backend="stakegraph"))
    assert sorted(found) == sorted(nx.articulation_points(graph))
    assert len(set(found)) == len(found)


def test_networkx_finds_the_backend_by_its_entry_points():
    (backend,) = entry_points(group="networkx.backends", name="stakegraph")
    (info,) = entry_points(group="networkx.backend_info", name="stakegraph")
    assert backend.load() is networkx_backend
    assert info.load()()["functions"].keys() == FUNCTIONS.keys()
    assert all("stakegraph" in found_of(name).backends for name in FUNCTIONS)


def arguments(function) -> list[tuple[str, object]]:
    """Return name and default of each argument, without those that NetworkX adds for its backends."""
    found = signature(function).parameters.values()
    return [(each.name, each.default) for each in found if each.kind is Parameter.POSITIONAL_OR_KEYWORD]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_takes_the_arguments_of_networkx_in_their_order(name):
    assert arguments(getattr(networkx_backend, name)) == arguments(found_of(name))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_networkx_hands_a_graph_of_ours_to_the_backend(name, caplog):
    tied = {"articulation_points", "constraint", "effective_size", "louvain_communities"}
    edges = [("ada", "bo", 0.5), ("bo", "cy", 0.5)]
    graph = TieGraph.of_pairs(edges) if name in tied else InfluenceGraph.from_edges(edges)
    asked = {"nodes": list(graph)} if name == "effective_size" else {}
    with caplog.at_level(logging.DEBUG, "networkx"):
        list(found_of(name)(graph, **asked))
    assert f"Using backend 'stakegraph' for call to '{name}'" in caplog.text


def test_networkx_runs_on_a_copy_whatever_the_backend_lacks():
    chain = InfluenceGraph.from_edges([("ada", "bo", 0.5), ("bo", "cy", 0.5)], ["di"])
    assert nx.descendants(chain, "ada") == {"bo", "cy"}
    assert nx.shortest_path_length(chain, "ada", "cy", weight="length") == pytest.approx(2 * math.log(2))


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("betweenness_centrality", {"k": 2, "seed": 1}),
        ("betweenness_centrality", {"endpoints": True}),
        ("pagerank", {"personalization": {"ada": 1.0}}),
        ("louvain_communities", {"max_level": 1, "seed": 1}),
        ("effective_size", {}),
        ("constraint", {"nodes": ["ada"]}),
    ],
)
def test_an_argument_that_the_backend_cannot_take_gives_the_value_of_networkx(name, asked):
    graph = InfluenceGraph.from_edges([("ada", "bo", 0.5), ("bo", "cy", 0.5), ("cy", "ada", 0.9)])
    assert found_of(name)(graph, **asked) == found_of(name)(networkx_backend.convert_to_nx(graph), **asked)


def test_a_machine_without_networkit_gets_the_values_of_networkx(monkeypatch):
    monkeypatch.setattr(networkx_backend, "find_spec", lambda _: None)
    graph = InfluenceGraph.from_edges([("ada", "bo", 0.5), ("bo", "cy", 0.5)])
    assert nx.betweenness_centrality(graph) == nx.betweenness_centrality(graph, weight="length")
    assert nx.betweenness_centrality(graph) == {"ada": 0.0, "bo": 0.5, "cy": 0.0}
