"""The organisation as a whole: its chart, who holds it together, its circles, and what the chart does not show."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.backend.networkx_backend import convert_to_nx
from analytics.context import Context
from analytics.graphs.people_graph import PeopleGraph
from analytics.influence.chart.departments_agreement import departments_agreement
from analytics.influence.chart.flag import flag
from analytics.ranking import mean_ranks
from schemas.analysis.influence import InfluenceAnalysis
from schemas.rows.account_graph import PersonNode, ReportingEdge
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account, accounts, alliance, influence, line, member, person
from tests.unit.analytics.asked import influence_analysis

SETTINGS = AnalysisSettings()
NAMES = "ada bo cy di ed flo gil hal"


def answer(*args) -> InfluenceAnalysis:
    return influence_analysis(account(*args), SETTINGS)


def star(reports: str) -> list[ReportingEdge]:
    return [line(name, "ada") for name in reports.split()]


def test_an_organisation_chart_is_the_purest_hierarchy():
    """Krackhardt (1994): an out-tree has 1 in all four; arcs run from manager to report."""
    found = answer("ada bo cy di", [], [*star("bo cy"), line("di", "cy")]).account
    four = (found.connectedness, found.hierarchy, found.efficiency, found.least_upper_boundedness)
    assert (four, found.reasons) == ((1.0, 1.0, 1.0, 1.0), {"departments_agreement": "too_few_people"})


def test_only_solid_lines_make_the_chart():
    found = answer("ada bo cy", [], [line("bo", "ada"), line("cy", "ada", "dotted")]).account
    assert found.connectedness == pytest.approx(1 / 3)


@pytest.mark.parametrize(("people", "reason"), [("", "too_few_people"), ("ada", "too_few_people")])
def test_fewer_than_two_people_are_not_an_organisation(people, reason):
    found = answer(people).account
    assert found.reasons == dict.fromkeys(
        ["connectedness", "departments_agreement", "efficiency", "hierarchy", "least_upper_boundedness"], reason
    )
    assert (found.articulation, found.communities) == ((), ((people,),) if people else ())


def test_without_a_line_nothing_is_connected_and_the_rest_is_unknown():
    found = answer("ada bo cy", [influence("ada", "bo")]).account
    assert found.connectedness == 0.0
    assert {found.reasons[name] for name in ("hierarchy", "efficiency", "least_upper_boundedness")} == {"no_edges"}


def test_without_the_middle_of_a_chain_its_ends_are_disconnected():
    edges = [influence("ada", "bo"), influence("cy", "bo"), influence("cy", "di")]
    assert answer("di cy bo ada", edges).account.articulation == ("bo", "cy")
    assert answer("ada bo cy", [*edges[:2], influence("cy", "ada")]).account.articulation == ()


def test_circles_come_largest_first_and_a_person_alone_is_a_circle():
    names = ["ada", "bo", "cy", "di", "ed", "flo"]
    edges = [influence(*pair, 0.9, 1.0) for circle in (names[:2], names[2:5]) for pair in permutations(circle, 2)]
    found = answer(names, [*edges, influence("ada", "cy", 0.05, 1.0)]).account.communities
    assert found == (("cy", "di", "ed"), ("ada", "bo"), ("flo",))


@given(accounts(least=1))
def test_every_person_is_in_one_circle_and_circles_are_no_worse_than_everyone_alone(drawn):
    context = Context(drawn, SETTINGS)
    assert sorted(each for circle in context.communities for each in circle) == sorted(context.present)
    graph = convert_to_nx(context.ties)
    if graph.number_of_edges():
        circles, alone = [set(circle) for circle in context.communities], [{person} for person in graph]
        assert nx.community.modularity(graph, circles) >= nx.community.modularity(graph, alone) - 1e-12


def agreement(circles: list[int], units: list[str]) -> float | None:
    names = [f"p{number}" for number in range(len(circles))]
    found = [tuple(n for n, c in zip(names, circles, strict=True) if c == circle) for circle in sorted(set(circles))]
    return departments_agreement(found, dict(zip(names, units, strict=True)), PeopleGraph.from_edges([], names))


def information(one: Sequence[object], other: Sequence[object]) -> float:
    size = len(one)
    pairs = list(zip(one, other, strict=True))
    return math.fsum(
        pairs.count(pair) / size * math.log(size * pairs.count(pair) / (one.count(pair[0]) * other.count(pair[1])))
        for pair in set(pairs)
    )


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from("abc")), min_size=2, max_size=6))
def test_agreement_is_mutual_information_above_the_mean_of_all_partitions(dealt):
    """Vinh, Epps & Bailey (2010), with the expectation by enumeration of all permutations."""
    circles, units = [circle for circle, _ in dealt], [unit for _, unit in dealt]
    chance = [information(circles, list(other)) for other in permutations(units)]
    expected = math.fsum(chance) / len(chance)
    most = (information(circles, circles) + information(units, units)) / 2
    found = agreement(circles, units)
    if most - expected > 1e-9:
        assert found == pytest.approx((information(circles, units) - expected) / (most - expected), abs=1e-9)
    else:
        assert found == 1.0


def test_agreement_leaves_out_people_without_a_department_and_people_who_left():
    people = ["ada", "bo", "cy", "di", person("ed", status="left")]
    edges = [influence("ada", "bo", 0.9), influence("cy", "di", 0.9)]
    places = [member("ada", "legal"), member("bo", "legal"), member("cy", "board"), member("ed", "board")]
    assert answer(people, edges, [], places).account.departments_agreement == 1.0
    assert answer(people, edges, [], places[-1:]).account.reasons["departments_agreement"] == "too_few_people"


def test_equal_values_share_their_mean_rank():
    assert mean_ranks({"ada": 0.1 + 0.2, "bo": 0.3, "cy": 0.5, "di": 0.0}) == {
        "cy": 1.0,
        "ada": 2.5,
        "bo": 2.5,
        "di": 4.0,
    }


def test_the_gap_is_the_influence_that_the_chart_does_not_show():
    """By hand: on paper Ada is first and her reports share ranks 2 to 8, mean 5; Hal moves everyone, Ada comes next."""
    reports = NAMES.split()[1:]
    edges = [influence("hal", name, 1.0, 1.0) for name in NAMES.split()[:-1]]
    rows = {row.id: row for row in answer(NAMES, edges, star(" ".join(reports))).people}
    assert [(row.informal_gap, row.flag) for row in (rows["hal"], rows["ada"], rows["bo"])] == [
        (4.0, "hidden_influencer"),
        (-1.0, "figurehead"),
        (-0.5, None),
    ]
    assert rows["bo"].reasons.keys().isdisjoint({"flag", "informal_gap"})


def test_under_eight_people_there_is_a_gap_and_no_flag():
    rows = answer("ada bo cy", [influence("cy", "ada", 1.0, 1.0)], star("bo cy")).people
    assert {row.informal_gap is None for row in rows} == {False}
    assert {row.flag for row in rows} == {None}
    assert {row.reasons.get("flag") for row in rows} == {"too_few_people"}


def test_an_alliance_and_an_edge_of_strength_zero_are_informal_edges_and_an_edge_to_a_person_who_left_is_not():
    people: list[str | PersonNode] = ["ada", "bo", person("cy", status="left")]
    weak = answer(people, [influence("ada", "bo", 0.0)], star("bo"))
    assert {row.informal_gap for row in weak.people} == {0.0}
    gone = answer(people, [influence("ada", "cy", 0.9)], star("bo"))
    assert {row.reasons["informal_gap"] for row in gone.people} == {"no_informal_edge"}
    allied = replace(account(people, [], star("bo")), alliances=(alliance("ada", "bo"),))
    assert {row.informal_gap for row in influence_analysis(allied, SETTINGS).people} == {0.0}


def test_a_figurehead_has_a_direct_report_and_a_flag_needs_a_gap_of_its_sign():
    gaps = dict(zip(NAMES.split(), [-3.0, -2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 5.0], strict=True))
    chart = PeopleGraph.from_edges([("bo", "cy", 1.0)])
    assert flag(gaps, chart, (), SETTINGS) == {"hal": "hidden_influencer", "bo": "figurehead"}
    assert flag(dict.fromkeys(gaps, 0.0), chart, (), SETTINGS) == {}


def test_a_vacant_seat_is_not_a_figurehead_and_the_next_one_is():
    gaps = dict(zip(NAMES.split(), [-3.0, -2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 5.0], strict=True))
    chart = PeopleGraph.from_edges([("ada", "cy", 1.0), ("bo", "cy", 1.0)])
    assert flag(gaps, chart, (), SETTINGS)["ada"] == "figurehead"
    assert flag(gaps, chart, {"ada"}, SETTINGS) == {"hal": "hidden_influencer", "bo": "figurehead"}
    people = [
        person(name, vacant=name == "ada", kind="placeholder" if name == "ada" else None) for name in NAMES.split()
    ]
    rows = answer(people, [influence("hal", "bo", 0.9, 1.0)], [line(name, "ada") for name in NAMES.split()[1:]]).people
    assert {row.id for row in rows if row.flag == "figurehead"} == set()


@given(accounts(least=1))
def test_gaps_cancel_out(drawn):
    gaps = Context(drawn, SETTINGS).informal_gap
    assert sum(gaps.values()) == 0.0


def test_roles_are_played_on_influences_between_departments_and_not_on_lines():
    places = [member("ada", "legal"), member("bo", "board"), member("cy", "board")]
    rows = answer("ada bo cy", [influence("ada", "bo"), influence("bo", "cy")], star("bo cy"), places).people
    played = {row.id: row.brokerage_roles.model_dump() for row in rows}
    nothing = dict.fromkeys(["coordinator", "gatekeeper", "representative", "consultant", "liaison"], 0)
    assert played == {"ada": nothing, "bo": nothing | {"gatekeeper": 1}, "cy": nothing}
