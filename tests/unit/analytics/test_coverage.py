"""Coverage: the promises to planners, and the edge cases."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.context import Context
from analytics.coverage.coverage import coverage
from analytics.coverage.stance import stance
from analytics.inputs.aims import Aim
from analytics.inputs.beliefs import Belief
from schemas.rows.account_graph import DepartmentNode
from schemas.rows.contacts import MemberNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account, influence, member, person, stake
from tests.unit.analytics.asked import coverage_analysis
from tests.unit.analytics.contacts import MEMBERS, covers, met, relationships, said, with_contacts
from tests.unit.analytics.decisions import deciding

SETTINGS = AnalysisSettings()
NOTHING_LOST = 1e-9


@given(relationships(), st.data())
def test_raising_the_attainment_of_a_person_never_lowers_coverage(drawn, data):
    context = Context(drawn, SETTINGS)
    scope = data.draw(st.lists(st.sampled_from(sorted(context.present)), unique=True)) if context.present else []
    raised = {each: data.draw(st.floats(value, 1)) for each, value in context.attainment.items()}
    before = coverage(scope, context.influence, context.attainment)
    after = coverage(scope, context.influence, raised)
    assert (before is None) == (after is None)
    assert before is None or after is None or after >= before - NOTHING_LOST


@given(relationships(), st.data())
def test_a_contact_today_never_lowers_any_coverage(drawn, data):
    whom = data.draw(st.sampled_from([p.id for p in drawn.people]))
    today = met(0, whom, data.draw(st.sampled_from(MEMBERS)), depth=4)
    more = replace(drawn, interactions=(*drawn.interactions, today))
    before, after = (coverage_analysis(each, SETTINGS) for each in (drawn, more))
    pairs: list[tuple[Any, Any]] = [(before.account, after.account)]
    for one, other in [*pairs, *zip(before.seniority, after.seniority, strict=True)]:
        assert one.coverage is None or other.coverage >= one.coverage - NOTHING_LOST


@given(relationships())
def test_the_lorenz_curve_rises_below_the_diagonal_and_ends_at_coverage(drawn):
    answer = coverage_analysis(drawn, SETTINGS)
    points = answer.lorenz
    assert len(points) == len(answer.people) + 1
    assert all(y <= x + NOTHING_LOST for x, y in points)
    assert all(one[0] <= two[0] and one[1] <= two[1] for one, two in pairwise(points))
    if answer.account.coverage is not None:
        assert list(points[-1]) == pytest.approx([1, answer.account.coverage / 100])


@given(relationships())
def test_every_null_has_its_reason(drawn):
    answer = coverage_analysis(drawn, SETTINGS, {("legal", "unknown"): 2})
    rows: list[Any] = [answer.account, *answer.departments, *answer.cells, *answer.people]
    for row in rows:
        nulls = {name for name, value in row if value is None} - {
            "name",
            "department",
            "department_name",
            "people",
            "rests_on",
        }
        assert nulls == {name for name in row.reasons if "." not in name}


def test_targets_come_from_the_person_then_their_coverages_then_their_power():
    people = [person("ada", desired_rung="known"), person("bo"), person("cy"), person("di"), person("ed")]
    agreed = [covers("kim", "ada", desired_rung="interdependent")]
    agreed += [covers(who, "bo", desired_rung=rung) for who, rung in (("kim", "unknown"), ("lea", "acquainted"))]
    words = [said("political_status", "political_structure", person=name) for name in ("cy", "bo")]
    found = coverage_analysis(
        with_contacts(account([*people, person("fi", desired_rung="unknown")]), (), words, agreed), SETTINGS
    )
    assert {row.id: row.target for row in found.people} == {
        "ada": 25.0,
        "bo": 10.0,
        "cy": 50.0,
        "di": 25.0,
        "ed": 25.0,
        "fi": 10.0,
    }


def test_coverage_weighs_people_by_influence():
    chart = account("ada bo", [influence("ada", "bo", 0.9, 1.0)])
    close = with_contacts(chart, [met(n * 7, "ada", depth=4) for n in range(60)], tier="A")
    answer = coverage_analysis(close, SETTINGS)
    assert answer.people[0].id == "ada"
    assert answer.people[0].attainment == 1
    assert answer.account.coverage == pytest.approx(100 * answer.people[0].influence)
    assert answer.account.unknown.people == 1
    assert answer.account.unknown.influence == pytest.approx(answer.people[1].influence)


def test_what_is_reached_divides_by_what_they_think_of_us():
    """ada, bo and cy hold a third each. ada and bo are reached in full, cy by 24.9 / 25 after one visit; di is not."""
    often = [met(day, "ada bo", channel="visit", depth=5) for day in range(1, 20, 3)]
    words = [said("support", 1, 0, "ada"), said("support", -2, 0, "bo")]
    once = met(3, "cy", channel="visit", depth=5, expertise=1.0)
    found = coverage_analysis(with_contacts(account("ada bo cy"), [*often, once], words), SETTINGS).account.stance
    whole = 2 + 0.996
    assert found is not None
    assert found.model_dump() == pytest.approx(
        {"supporting": 1 / whole, "neutral": 0.0, "opposing": 1 / whole, "unknown": 0.996 / whole}
    )


@pytest.mark.parametrize(
    ("value", "side"),
    [(0.5, "supporting"), (0.49, "neutral"), (0.0, "neutral"), (-0.49, "neutral"), (-0.5, "opposing")],
)
def test_half_a_point_of_support_takes_a_side(value, side):
    belief = Belief(value, 1.0, 1.0, False, False, False, False, ())
    found = stance({"ada"}, {"ada": 1.0}, {"ada": 0.4}, {("ada", "support", None): belief})
    assert found is not None
    assert getattr(found, side) == 1.0


def test_reaching_nobody_takes_no_side():
    whole = coverage_analysis(account("ada"), SETTINGS).account
    assert (whole.stance, whole.reasons["stance"]) == (None, "no_interactions")


@given(deciding())
@settings(deadline=None)
def test_decision_coverage_weighs_by_who_moves_those_who_decide(drawn):
    known = replace(drawn, interactions=(met(1, drawn.people[0].id),), members=(MemberNode("kim"),))
    context = Context(known, SETTINGS, "c1")
    whole = coverage_analysis(known, SETTINGS, chain="c1").account
    scope = [each.person for each in known.stakes if each.chain == "c1" and each.person in context.present]
    weights = {person: context.decision_influence.get(person, 0.0) for person in set(scope)}
    if not sum(weights.values()):
        assert whole.decision_coverage is None
        assert whole.reasons["decision_coverage"] == "no_decider"
    else:
        reached = sum(weight * context.attainment[person] for person, weight in weights.items())
        assert whole.decision_coverage == pytest.approx(100 * reached / sum(weights.values()))


def test_without_a_chain_nobody_decides():
    whole = coverage_analysis(with_contacts(account("ada"), [met(1)]), SETTINGS).account
    assert (whole.decision_coverage, whole.reasons["decision_coverage"]) == (None, "no_decider")


def test_a_department_counts_the_people_of_whom_its_headcount_speaks():
    """Four in all: two in the department itself, one of them a placeholder, and two in a laboratory below it."""
    units = [DepartmentNode("rd", "R&D", "engineering", None, 5), DepartmentNode("lab", "Lab", None, "rd", 3)]
    people = [person("ada"), person("bo", kind="placeholder"), person("cy"), person("di")]
    places = [member("ada", "rd"), member("bo", "rd"), member("cy", "lab"), member("di", "lab")]
    days = [met(day, name, channel="visit", depth=5) for day in (1, 2, 3) for name in ("ada", "cy")]
    given_account = with_contacts(account(people, (), (), places, sorted(units)), days)
    rows = {row.id: row for row in coverage_analysis(given_account, SETTINGS, explain=True).departments}
    counts = {name: (row.known, row.covered, row.expected_headcount) for name, row in rows.items()}
    assert counts == {"rd": (1, 1, 5), "lab": (2, 1, 3)}
    assert rows["rd"].people == ("ada", "bo", "cy", "di")


def test_cells_count_known_covered_and_expected_people_by_own_department():
    units = [DepartmentNode("it", "IT", "it", None, 12), DepartmentNode("dev", "Development", "it", "it", None)]
    people = [
        person("ada", seniority="director"),
        person("bo", seniority="director"),
        person("cy", seniority="director", kind="placeholder"),
        person("di"),
    ]
    places = [member("ada", "it"), member("bo", "dev"), member("cy", "dev")]
    contacts = [met(n * 9, "bo", depth=5) for n in range(50)]
    given_account = with_contacts(account(people, [], [], places, units), contacts, tier="A")
    answer = coverage_analysis(given_account, SETTINGS, {("it", "director"): 3, ("it", "vp"): 1, ("hr", "vp"): 9})
    cells = [(c.department, c.seniority, c.known, c.covered, c.expected) for c in answer.cells]
    assert cells == [
        ("dev", "vp", 0, 0, 1),
        ("dev", "director", 1, 1, 3),
        ("it", "vp", 0, 0, 1),
        ("it", "director", 1, 0, 3),
        (None, "unknown", 1, 0, None),
    ]
    assert [(d.id, d.known, d.covered, d.expected_headcount) for d in answer.departments] == [
        ("it", 1, 0, 12),
        ("dev", 1, 1, None),
    ]


def test_a_chain_filters_people_and_what_is_summed_up():
    chart = replace(account("ada bo cy", [influence("ada", "bo", 0.9)]), stakes=(stake("bo"), stake("cy")))
    whole, part = coverage_analysis(chart, SETTINGS), coverage_analysis(chart, SETTINGS, chain="c1")
    assert {row.id for row in part.people} == {"bo", "cy"}
    assert {row.id: row.influence for row in whole.people}["bo"] == {row.id: row.influence for row in part.people}["bo"]


def test_an_empty_scope_is_null_with_a_reason():
    answer = coverage_analysis(account(""), SETTINGS)
    assert (answer.account.coverage, answer.account.reasons["coverage"]) == (None, "too_few_people")
    assert (answer.lorenz, answer.people) == (((0.0, 0.0),), ())
    unit = account("ada", departments=[DepartmentNode("it", None, None, None, None)])
    assert coverage_analysis(unit, SETTINGS).departments[0].reasons["coverage"] == "too_few_people"


def test_nobody_met_is_coverage_zero_and_says_how_many_are_unknown():
    found = coverage_analysis(account("ada bo"), SETTINGS).account
    assert (found.coverage, found.unknown.people) == (0.0, 2)
    assert found.unknown.influence == pytest.approx(1)


def test_all_coverages_that_want_the_highest_rung_are_named_and_lower_ones_are_not():
    wanted = [
        covers("kim", "ada", desired_rung="known"),
        covers("lea", "ada", desired_rung="trusted"),
        covers("moe", "ada", desired_rung="trusted"),
    ]
    graph = with_contacts(account("ada"), coverages=wanted, members="kim lea moe")
    assert Context(graph, AnalysisSettings()).aims["ada"] == Aim("trusted", "coverages", ("lea-ada", "moe-ada"))
