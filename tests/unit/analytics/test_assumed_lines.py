"""Assumed lines: an import brings titles and no lines, and a chief executive is not an intern."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.context import Context
from schemas.rows.account_graph import AccountGraph, DepartmentNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics import slow_influence as slow
from tests.unit.analytics.accounts import account, influence, line, member, person
from tests.unit.analytics.asked import (
    closeness_analysis,
    coverage_analysis,
    health_analysis,
    influence_analysis,
    network_analysis,
)
from tests.unit.analytics.contacts import relationships
from tests.unit.analytics.deals import MODELS
from tests.unit.analytics.slow_health import resilience

SETTINGS = AnalysisSettings()
LEVELS = st.sampled_from([None, "unknown", *slow.TOP_DOWN])
UNITS = [DepartmentNode("board", None, None, None, None), DepartmentNode("it", None, None, "board", None)]
UNITS += [DepartmentNode("legal", None, None, "it", None)]


@st.composite
def organisations(draw: st.DrawFn) -> AccountGraph:
    """Draw an account in which some lines are drawn, some people have titles, and departments lie in each other."""
    drawn = draw(relationships(most=9))
    kinds = st.sampled_from([None, None, "placeholder", "external"])
    people = tuple(each._replace(seniority=draw(LEVELS), kind=draw(kinds)) for each in drawn.people)
    kept = tuple(each for each in drawn.reporting_lines if draw(st.booleans()))
    circle = draw(st.booleans())
    units = [UNITS[0]._replace(part_of="legal" if circle else None), *UNITS[1:]]
    return replace(drawn, people=people, reporting_lines=kept, departments=tuple(units))


def staff(number: int, seniority: str, department: str | None = None, prefix: str = "p"):
    names = [f"{prefix}{place:04}" for place in range(number)]
    places = [member(name, department) for name in names] if department else []
    return [person(name, seniority=seniority) for name in names], places


def assumed(given_account: AccountGraph) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in Context(given_account, SETTINGS).assumed_lines.lines:
        found.setdefault(each.report, []).append(each.manager)
    return found


@given(organisations(), st.sampled_from([None, "c1"]))
@settings(max_examples=examples(200), deadline=None)
def test_lines_and_influence_equal_those_of_the_text(drawn, chain):
    context = Context(drawn, SETTINGS, chain)
    expected = {(report, manager): share for report, manager, share in slow.assumed(drawn)}
    assert {each[:2]: each.confidence for each in context.assumed_lines.lines} == pytest.approx(expected)
    assert context.influence == pytest.approx(slow.influence(drawn, chain), abs=1e-10)


@given(organisations())
@settings(max_examples=examples(100), deadline=None)
def test_resilience_equals_that_of_letting_everybody_leave_in_turn(drawn):
    found = health_analysis(drawn, SETTINGS, MODELS).components.resilience
    expected = resilience(drawn)
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-9))


@given(organisations())
@settings(max_examples=examples(50), deadline=None)
def test_what_is_assumed_never_reaches_the_chart_the_network_or_the_ways_to_anybody(drawn):
    plain = replace(drawn, people=tuple(each._replace(seniority=None) for each in drawn.people))
    one, other = Context(drawn, SETTINGS, "c1"), Context(plain, SETTINGS, "c1")
    for metric in ("authority", "connectedness", "hierarchy", "efficiency", "least_upper_boundedness", "access_kinds"):
        assert getattr(one, metric) == getattr(other, metric)
    assert (one.recorded_graph.weight == other.influence_graph.weight).all()
    networks = (network_analysis(each, SETTINGS, "reporting-lines", weighted=True) for each in (drawn, plain))
    assert len({each.model_dump_json() for each in networks}) == 1


@given(organisations())
@settings(max_examples=examples(50), deadline=None)
def test_components_and_moves_say_what_is_assumed(drawn):
    answer = influence_analysis(drawn, SETTINGS, explain=True)
    pairs = {each[:2] for each in Context(drawn, SETTINGS).assumed_lines.lines}
    assert answer.assumed_lines == len(pairs)
    for row in answer.people:
        assert sum(part for _, part in row.components) == pytest.approx(row.influence, abs=1e-12)
        marked = {each.id for each in row.moves or () for why in each.rests_on if why.kind == "assumed_line"}
        assert marked == {one for pair in pairs if row.id in pair for one in pair if one != row.id}
        assert all(
            (why.id is None) == (why.kind == "assumed_line") for each in row.moves or () for why in each.rests_on
        )


def test_the_chief_of_an_import_without_lines_is_not_an_intern():
    levels = {"chief": "c_level", "head": "director", "lead": "manager", "intern": "individual"}
    firm = account([person(name, seniority=level) for name, level in levels.items()])
    rows = influence_analysis(firm, SETTINGS).people
    assert rows[0].id == "chief"
    assert rows[0].influence > 1.2 * rows[-1].influence
    assert all(row.interval[0] < row.interval[1] for row in rows)
    assert influence_analysis(firm, AnalysisSettings(assume_lines="off")).people[0].influence == 0.25


def test_a_line_that_somebody_draws_takes_the_place_of_the_assumed_one():
    firm = account(
        [person("ada", seniority="c_level"), person("bo", seniority="vp"), person("cy", seniority="manager")]
    )
    assert assumed(firm) == {"bo": ["ada"], "cy": ["ada"]}
    assert assumed(replace(firm, reporting_lines=(line("cy", "bo"),))) == {"bo": ["ada"]}
    assert assumed(replace(firm, reporting_lines=(line("cy", "bo", "dotted"),))) == {"bo": ["ada"], "cy": ["ada"]}


def test_the_nearest_level_above_in_the_own_department_comes_first_then_the_departments_above():
    levels = {"ada": "c_level", "bo": "director", "cy": "manager", "di": "manager", "ed": "specialist", "flo": "vp"}
    places = [
        member("ada", "board"),
        member("bo", "it"),
        member("cy", "it"),
        member("di", "legal"),
        member("ed", "legal"),
    ]
    firm = account([person(name, seniority=level) for name, level in levels.items()], (), (), places, UNITS)
    assert assumed(firm) == {"bo": ["ada"], "cy": ["bo"], "di": ["bo"], "ed": ["di"], "flo": ["ada"]}


def test_outsiders_neither_report_nor_lead_and_placeholders_do_both():
    people = [
        person("ada", seniority="c_level", kind="external"),
        person("bo", seniority="vp", kind="placeholder"),
        person("cy", seniority="manager", kind="placeholder"),
        person("di", seniority="unknown"),
    ]
    assert assumed(account(people)) == {"cy": ["bo"]}


@pytest.mark.parametrize(("managers", "confidence"), [(1, 0.3), (5, 0.06), (6, None)])
def test_up_to_five_share_a_line_and_more_have_none(managers, confidence):
    heads, _ = staff(managers, "manager", prefix="m")
    firm = account([*heads, person("ada", seniority="individual")])
    context = Context(firm, SETTINGS)
    assert {each.confidence for each in context.assumed_lines.lines} == ({confidence} if confidence else set())
    assert len(context.assumed_lines.lines) == (managers if confidence else 0)
    assert influence_analysis(firm, SETTINGS).account.unassumed_people == (0 if confidence else 1)


@pytest.mark.parametrize(("heads", "pairs"), [(4, 4 * 1996), (20, 0)])
def test_two_thousand_people_without_lines(heads, pairs):
    leads, lead_places = staff(heads, "manager", "it", "m")
    others, places = staff(2000 - heads, "specialist", "it")
    firm = account([*leads, *others], (), (), [*lead_places, *places], UNITS)
    answer = influence_analysis(firm, AnalysisSettings(interval_draws=20, reach_samples=4000))
    assert (answer.assumed_lines, answer.account.unassumed_people) == (pairs, 0 if pairs else 2000 - heads)
    assert max(row.interval[0] for row in answer.people) < 0.3


def test_the_voice_of_recorded_reports_is_shared_with_assumed_ones():
    people = [
        person("ada", seniority="manager"),
        person("bo", seniority="specialist"),
        person("cy", seniority="specialist"),
    ]
    graph = Context(account(people, (), [line("bo", "ada", confidence=1.0)]), SETTINGS).influence_graph
    arcs = zip(graph.source.tolist(), graph.target.tolist(), graph.weight.tolist(), strict=True)
    found = {(graph.people[one], graph.people[other]): weight for one, other, weight in arcs}
    assert found == pytest.approx(
        {("ada", "bo"): 0.5, ("bo", "ada"): 0.05, ("ada", "cy"): 0.15, ("cy", "ada"): 0.3 * 0.05}
    )


def test_an_assumed_line_is_not_an_informal_edge_and_counts_on_the_chart_that_the_gap_compares_with():
    names = ["ada", *"bcdefghi"]
    people = [person(name, seniority="manager" if name == "ada" else "specialist") for name in names]
    rows = influence_analysis(account(people), SETTINGS).people
    assert {row.reasons["informal_gap"] for row in rows} == {"no_informal_edge"}
    talked = influence_analysis(account(people, [influence("b", "c", 0.9, 1.0)]), SETTINGS).people
    gap = {row.id: row.informal_gap for row in talked}
    assert gap["ada"] in (0.0, -1.0)
    assert max(gap, key=lambda each: gap[each] or 0) == "b"


def test_every_answer_that_rests_on_assumed_lines_says_how_many_whatever_the_scope():
    people = [person("ada", seniority="c_level"), person("bo", seniority="manager"), person("cy", seniority="manager")]
    firm = account(people, (), (), [member("ada", "board")], UNITS)
    answers = [
        influence_analysis(firm, SETTINGS, department="board"),
        closeness_analysis(firm, SETTINGS, department="board"),
        coverage_analysis(firm, SETTINGS, department="board"),
        health_analysis(firm, SETTINGS, MODELS),
    ]
    assert [each.assumed_lines for each in answers] == [2] * 4
