"""Burt's constraint and effective size."""

import networkx as nx
import pytest
from hypothesis import assume, given

from analytics.influence.constraint import constraint
from analytics.influence.effective_size import effective_size
from analytics.people_graph import PeopleGraph
from analytics.projection import influence_graph
from schemas.settings import AnalysisSettings
from tests.unit.analytics.accounts import accounts


def test_somebody_without_ties_has_neither():
    graph = PeopleGraph.from_edges([("ada", "bo", 1.0)], ["cy"])
    assert "cy" not in constraint(graph)
    assert "cy" not in effective_size(graph)


def test_a_single_contact_constrains_wholly():
    graph = PeopleGraph.from_edges([("ada", "bo", 0.01)])
    assert constraint(graph) == effective_size(graph) == {"ada": 1.0, "bo": 1.0}


def test_a_triangle_by_hand():
    """Of each: p = 1/2 to both; (1/2 + 1/4)^2 twice."""
    triangle = PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "cy", 1.0), ("cy", "ada", 1.0)])
    assert constraint(triangle) == {"ada": 1.125, "bo": 1.125, "cy": 1.125}


def test_a_returned_tie_counts_twice():
    """By hand: ada has 2/3 of her ties with bo, who answers, and 1/3 with cy."""
    graph = PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "ada", 1.0), ("ada", "cy", 1.0)])
    assert constraint(graph)["ada"] == pytest.approx(4 / 9 + 1 / 9, abs=1e-15)


def test_the_tiniest_weights_are_no_hard_case():
    tiny = PeopleGraph.from_edges([("ada", "bo", 5e-324), ("bo", "cy", 5e-324), ("cy", "ada", 5e-324)])
    assert constraint(tiny)["ada"] == 1.125
    assert effective_size(tiny)["ada"] == 1.0


@given(accounts(least=2))
def test_both_equal_networkx_by_burts_formula(drawn):
    """`nodes=list(G)` keeps NetworkX 3.6.1 off the path that divides by the wrong maximum.

    It calls somebody with incoming arcs only an isolate, so it is asked about the undirected, symmetrised graph.
    """
    graph = influence_graph(drawn, AnalysisSettings(), "c1")
    weights = [tie for tied in graph.ties() for tie in tied.values()]
    assume(len(graph) and min(weights, default=1.0) > 1e-300)  # NetworkX divides by them, which overflows
    other = nx.Graph()
    other.add_nodes_from(range(len(graph)))
    ties = enumerate(graph.ties())
    other.add_weighted_edges_from((ego, contact, tie) for ego, tied in ties for contact, tie in tied.items())
    tied = [index for index in other if other.degree(index)]
    expected = [nx.constraint(other, weight="weight"), nx.effective_size(other, nodes=list(other), weight="weight")]
    for found, values in zip([constraint(graph), effective_size(graph)], expected, strict=True):
        assert list(found) == [graph.people[index] for index in tied]
        assert list(found.values()) == pytest.approx([values[index] for index in tied], abs=1e-9)
