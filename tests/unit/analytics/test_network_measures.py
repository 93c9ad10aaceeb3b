"""The classical measures of one relation, on graphs whose answers are known by hand."""

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analytics.backend.algorithms.reach import reach
from analytics.graphs.people_graph import PeopleGraph
from analytics.graphs.relations import recorded_arcs
from analytics.network.brokerage_roles import Roles, brokerage_roles, total_roles
from analytics.network.cohesion import density, reciprocity, transitivity
from analytics.network.degrees import centralization, in_degree, out_degree
from analytics.network.distances import average_distance, closeness_centrality, diameter
from analytics.network.krackhardt import connectedness, efficiency, hierarchy, least_upper_boundedness
from analytics.network.pagerank import pagerank
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics.accounts import account, accounts, influence, line, person


def arcs_of(text: str, people: str = "") -> PeopleGraph:
    """Return the graph of "ada>bo bo>cy"."""
    ends = (arc.split(">") for arc in text.split())
    return PeopleGraph.from_edges([(source, target, 1.0) for source, target in ends], people.split())


def as_networkx(arcs: PeopleGraph) -> nx.DiGraph:
    graph = nx.DiGraph(zip(arcs.source.tolist(), arcs.target.tolist(), strict=True))
    graph.add_nodes_from(range(len(arcs)))
    return graph


TREE = arcs_of("ada>bo ada>cy cy>di cy>ed")


def test_one_person_alone_has_no_measures_of_a_network():
    alone = arcs_of("", "ada")
    values = [density(alone), connectedness(alone), efficiency(alone), centralization(in_degree(alone))]
    found = reach(alone)
    values += [average_distance(found), diameter(found), hierarchy(found), least_upper_boundedness(alone, found)]
    assert [*values, reciprocity(alone), transitivity(alone)] == [None] * 10
    assert closeness_centrality(alone, found) == {}
    assert pagerank(alone, AnalysisSettings()) == {"ada": 1.0}


def test_an_out_tree_is_the_purest_hierarchy():
    found = reach(TREE)
    values = [connectedness(TREE), hierarchy(found), efficiency(TREE), least_upper_boundedness(TREE, found)]
    assert values == [1.0, 1.0, 1.0, 1.0]


def test_everybody_over_everybody_is_not_a_hierarchy():
    clique = arcs_of("ada>bo bo>ada bo>cy cy>bo ada>cy cy>ada")
    assert (connectedness(clique), hierarchy(reach(clique)), efficiency(clique)) == (1.0, 0.0, 0.0)
    assert least_upper_boundedness(clique, reach(clique)) == 1.0


def test_of_two_superiors_over_the_same_two_neither_is_least():
    """By hand: 4 people can have 3 violations; bo and cy have no bound, di and ed no least one: 1 - 2/3."""
    arcs = arcs_of("bo>di bo>ed cy>di cy>ed")
    assert least_upper_boundedness(arcs, reach(arcs)) == pytest.approx(1 / 3, abs=1e-15)


def test_of_two_who_report_to_nobody_else_one_having_more_superiors_is_not_above_the_other():
    """By hand: 5 people can have 6 violations. Only (ada, di), (ada, ed), (bo, di), (bo, ed), (cy, ed) are bounded."""
    arcs = arcs_of("ada>di bo>di ada>ed bo>ed cy>ed")
    assert least_upper_boundedness(arcs, reach(arcs)) == pytest.approx(1 / 6, abs=1e-15)


def test_unbounded_pairs_are_counted_within_components_only():
    arcs = arcs_of("ada>bo ada>cy di>ed di>flo")
    assert least_upper_boundedness(arcs, reach(arcs)) == 1.0
    assert connectedness(arcs) == pytest.approx(6 / 15, abs=1e-15)


def test_distances_count_reachable_pairs_only():
    """By hand: ada 1 1 2 2, cy 1 1."""
    found = reach(TREE)
    assert average_distance(found) == pytest.approx(8 / 6, abs=1e-15)
    assert diameter(found) == 2


def test_a_star_is_wholly_centralised():
    star = arcs_of("ada>hub bo>hub cy>hub")
    assert centralization(in_degree(star)) == 1.0
    assert centralization(out_degree(star)) == pytest.approx(1 / 9, abs=1e-15)


def test_a_path_that_returns_is_not_a_two_path():
    assert transitivity(arcs_of("ada>bo bo>ada")) is None
    assert transitivity(arcs_of("ada>bo bo>cy cy>di ada>cy")) == pytest.approx(1 / 3, abs=1e-15)


def test_each_role_by_hand():
    groups = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "c1": "c"}
    played = {
        "a1>a2 a2>a3": Roles(coordinator=1),
        "b1>a2 a2>a3": Roles(gatekeeper=1),
        "a1>a2 a2>b1": Roles(representative=1),
        "b1>a2 a2>b2": Roles(consultant=1),
        "b1>a2 a2>c1": Roles(liaison=1),
        "a1>a2 a2>a3 a1>a3": Roles(),
        "a1>a2 a2>a1": Roles(),
    }
    assert {text: brokerage_roles(arcs_of(text), groups)["a2"] for text in played} == played


def test_people_without_department_are_groups_of_one():
    assert brokerage_roles(arcs_of("ada>bo bo>cy"), {})["bo"] == Roles(liaison=1)
    assert brokerage_roles(arcs_of("ada>bo bo>cy"), {"bo": "ada"})["bo"] == Roles(liaison=1)


def test_without_people_nobody_plays_a_role():
    assert total_roles({}) == Roles()


def test_parallel_lines_are_one_arc_from_report_to_manager():
    lines = [line("bo", "ada"), line("bo", "ada", "dotted"), line("cy", "ada", "project", chain="c1")]
    arcs = recorded_arcs(account(["ada", "bo", "cy", person("di", status="left")], [], lines), "reporting-lines")
    assert (arcs.people, arcs.source.tolist(), arcs.target.tolist()) == (("ada", "bo", "cy"), [1, 2], [0, 0])
    assert arcs.weight.tolist() == [1.0, 1.0]


def test_weighted_arcs_weigh_strength_times_confidence_and_a_weight_of_zero_is_not_an_arc():
    edges = [influence("ada", "bo", 0.8, 0.5), influence("bo", "cy"), influence("cy", "ada", 0.0)]
    arcs = recorded_arcs(account("ada bo cy", edges), "influences", AnalysisSettings())
    assert (arcs.source.tolist(), arcs.target.tolist(), arcs.weight.tolist()) == ([0, 1], [1, 2], [0.4, 0.35])
    assert len(recorded_arcs(account("ada bo cy", edges), "influences").source) == 3


def test_an_influence_of_strength_zero_is_an_arc_when_weights_do_not_count():
    arcs = recorded_arcs(account("ada bo", [influence("ada", "bo", 0.0)]), "influences")
    assert density(arcs) == 0.5


@given(accounts(least=2))
def test_measures_that_networkx_has_too_are_equal(drawn):
    arcs = recorded_arcs(drawn, "influences")
    graph = as_networkx(arcs)
    closeness = closeness_centrality(arcs, reach(arcs))
    assert density(arcs) is None or density(arcs) == pytest.approx(nx.density(graph), abs=1e-15)
    assert reciprocity(arcs) is None or reciprocity(arcs) == pytest.approx(nx.reciprocity(graph), abs=1e-15)
    assert not closeness or list(closeness.values()) == pytest.approx(
        [nx.closeness_centrality(graph, person) for person in range(len(arcs))], abs=1e-12
    )


@given(accounts(least=2))
def test_pagerank_equals_networkx_with_and_without_weights(drawn):
    for weights in (None, AnalysisSettings()):
        arcs = recorded_arcs(drawn, "influences", weights)
        assume((arcs.weight > 1e-100).all())  # NetworkX overflows on the tiniest weights
        graph = nx.DiGraph()
        graph.add_nodes_from(range(len(arcs)))
        graph.add_weighted_edges_from(
            zip(arcs.source.tolist(), arcs.target.tolist(), arcs.weight.tolist(), strict=True)
        )
        expected = nx.pagerank(graph, tol=1e-15, max_iter=500) if len(arcs) else {}
        assert list(pagerank(arcs, AnalysisSettings()).values()) == pytest.approx(list(expected.values()), abs=1e-9)


LETTERS = "abcdefg"
pairs_of_seven = st.sampled_from([(one, other) for one in LETTERS for other in LETTERS if one != other])
downward = st.sampled_from([(one, other) for one in LETTERS for other in LETTERS if one < other])


@given(st.lists(downward, max_size=14) | st.lists(pairs_of_seven, max_size=14))
@settings(max_examples=examples(900), deadline=None)
def test_least_upper_bounds_are_those_of_the_definition(drawn):
    """For every pair, look for an upper bound that all its upper bounds reach."""
    arcs = PeopleGraph.from_edges([(*pair, 1.0) for pair in drawn], LETTERS)
    reached = reach(arcs).reaches
    violations, most = 0, 0
    for component in nx.weakly_connected_components(as_networkx(arcs)):
        most += (len(component) - 1) * (len(component) - 2) // 2
        for one, other in combinations(sorted(component), 2):
            bounds = [bound for bound in component if reached[bound, one] and reached[bound, other]]
            violations += not any(all(reached[another, least] for another in bounds) for least in bounds)
    expected = 1 - violations / most if most else None
    assert least_upper_boundedness(arcs, reach(arcs)) == expected


@given(accounts(least=2))
def test_hierarchy_and_connectedness_are_those_of_the_definition(drawn):
    arcs = recorded_arcs(drawn, "reporting-lines")
    graph = as_networkx(arcs)
    pairs = list(combinations(range(len(arcs)), 2))
    ways = [nx.has_path(graph, one, other) + nx.has_path(graph, other, one) for one, other in pairs]
    joined = [nx.has_path(graph.to_undirected(), *pair) for pair in pairs]
    assert connectedness(arcs) == (pytest.approx(sum(joined) / len(pairs)) if pairs else None)
    assert hierarchy(reach(arcs)) == (pytest.approx(1 - ways.count(2) / sum(map(bool, ways))) if any(ways) else None)
