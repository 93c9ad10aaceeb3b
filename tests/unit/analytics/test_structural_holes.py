"""Burt's constraint and effective size."""

import networkx as nx
import pytest
from hypothesis import assume, given

from analytics.backend.networkx_backend import convert_to_nx
from analytics.context import Context
from analytics.graphs.people_graph import PeopleGraph
from analytics.graphs.tie_graph import ties
from analytics.influence.position.constraint import constraint
from analytics.influence.position.effective_size import effective_size
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import accounts


def test_somebody_without_ties_has_neither():
    graph = PeopleGraph.from_edges([("ada", "bo", 1.0)], ["cy"])
    assert "cy" not in constraint(ties(graph))
    assert "cy" not in effective_size(ties(graph))


def test_a_single_contact_constrains_wholly():
    graph = PeopleGraph.from_edges([("ada", "bo", 0.01)])
    assert constraint(ties(graph)) == effective_size(ties(graph)) == {"ada": 1.0, "bo": 1.0}


def test_a_triangle_by_hand():
    """For each person p = 1/2 to both others; (1/2 + 1/4)^2 twice."""
    triangle = PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "cy", 1.0), ("cy", "ada", 1.0)])
    assert constraint(ties(triangle)) == {"ada": 1.125, "bo": 1.125, "cy": 1.125}


def test_a_returned_tie_counts_twice():
    """By hand: ada has 2/3 of her ties with bo, who answers, and 1/3 with cy."""
    graph = PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "ada", 1.0), ("ada", "cy", 1.0)])
    assert constraint(ties(graph))["ada"] == pytest.approx(4 / 9 + 1 / 9, abs=1e-15)


def test_the_tiniest_weights_are_not_a_hard_case():
    tiny = PeopleGraph.from_edges([("ada", "bo", 5e-324), ("bo", "cy", 5e-324), ("cy", "ada", 5e-324)])
    assert constraint(ties(tiny))["ada"] == 1.125
    assert effective_size(ties(tiny))["ada"] == 1.0


@given(accounts(least=2))
def test_both_equal_networkx_by_burts_formula(drawn):
    """`nodes=list(G)` keeps NetworkX 3.6.1 off the path that divides by the wrong maximum."""
    graph = ties(Context(drawn, AnalysisSettings(), "c1").influence_graph)
    assume(len(graph) and graph.weight.min(initial=1.0) > 1e-100)  # NetworkX divides by them, which overflows
    other = convert_to_nx(graph)
    tied = [person for person in other if other.degree(person)]
    expected = [nx.constraint(other, weight="weight"), nx.effective_size(other, nodes=list(other), weight="weight")]
    for found, values in zip([constraint(graph), effective_size(graph)], expected, strict=True):
        assert list(found) == tied
        assert list(found.values()) == pytest.approx([values[person] for person in tied], abs=1e-9)
