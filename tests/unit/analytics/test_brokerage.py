"""Brokerage: who stands on the paths that persuasion takes."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.context import Context
from analytics.graphs.people_graph import PeopleGraph
from analytics.graphs.projection import InfluenceGraph
from analytics.influence.brokerage import brokerage
from analytics.network.betweenness import betweenness
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import accounts


def test_it_has_no_meaning_under_three_people():
    assert brokerage(InfluenceGraph.from_edges([("ada", "bo", 0.5)])) == {}


def test_every_chain_through_one_person_is_one():
    star = [(spoke, "hub", 0.5) for spoke in "abcd"] + [("hub", spoke, 0.5) for spoke in "abcd"]
    assert brokerage(InfluenceGraph.from_edges(star))["hub"] == 1.0


def test_the_more_probable_chain_wins_over_the_shorter():
    """0.9 * 0.9 = 0.81 > 0.8."""
    edges = [("ada", "bo", 0.9), ("bo", "cy", 0.9), ("ada", "cy", 0.8)]
    assert brokerage(InfluenceGraph.from_edges(edges))["bo"] == 0.5


def test_equally_good_chains_share():
    edges = [("ada", "bo", 0.8), ("bo", "di", 0.5), ("ada", "cy", 0.5), ("cy", "di", 0.8)]
    found = brokerage(InfluenceGraph.from_edges(edges))
    assert found["bo"] == found["cy"] == 0.5 / 6


@given(accounts(least=3, most=12))
def test_brokerage_equals_networkx_on_the_same_lengths(drawn):
    graph = Context(drawn, AnalysisSettings(), "c1").influence_graph
    other = nx.DiGraph()
    other.add_nodes_from(range(len(graph)))
    other.add_weighted_edges_from(
        zip(graph.source.tolist(), graph.target.tolist(), graph.lengths().tolist(), strict=True)
    )
    expected = nx.betweenness_centrality(other, weight="weight")
    found = brokerage(graph)
    assert found == {} or list(found.values()) == pytest.approx(list(expected.values()), abs=1e-12)


@given(st.integers(3, 40), st.randoms(use_true_random=False))
def test_betweenness_equals_networkx_with_many_equal_paths(size, random):
    pairs = [(i, j) for i in range(size) for j in range(size) if i != j]
    arcs = random.sample(pairs, min(len(pairs), 4 * size))
    graph = PeopleGraph.from_edges([(f"{i:02}", f"{j:02}", 1.0) for i, j in arcs], [f"{i:02}" for i in range(size)])
    other = nx.DiGraph(arcs)
    other.add_nodes_from(range(size))
    expected = nx.betweenness_centrality(other, normalized=False)
    found = betweenness(graph)
    assert [found[f"{i:02}"] for i in range(size)] == pytest.approx([expected[i] for i in range(size)], abs=1e-9)


def test_a_long_line_of_people_is_not_a_hard_case():
    """By hand: the k-th of n in a line stands between k people before and n - 1 - k after."""
    size = 700
    line = PeopleGraph.from_edges([(f"{i:03}", f"{i + 1:03}", 1.0) for i in range(size - 1)])
    assert list(betweenness(line).values()) == [float(k * (size - 1 - k)) for k in range(size)]
