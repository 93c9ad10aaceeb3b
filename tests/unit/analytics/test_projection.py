"""From recorded edges to the influence graph."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.context import Context
from analytics.graphs.presence import present_people
from analytics.graphs.projection import InfluenceGraph, noisy_or
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import AFTER, BEFORE, NOW, account, accounts, influence, line, person

SETTINGS = AnalysisSettings()


def weights(*args, settings=SETTINGS, chain=None) -> dict[tuple[str, str], float]:
    graph = Context(account(*args), settings, chain).influence_graph
    arcs = zip(graph.source.tolist(), graph.target.tolist(), graph.weight.tolist(), strict=True)
    return {(graph.people[source], graph.people[target]): weight for source, target, weight in arcs}


def test_a_person_who_left_before_or_at_as_of_is_not_present():
    leaving = [("ada", BEFORE), ("bo", NOW), ("cy", AFTER)]
    left = [person(name, status="left", left_at=when) for name, when in leaving]
    people = [*left, person("di", status="left"), person("ed", left_at=BEFORE), person("flo", kind="placeholder")]
    assert present_people(account(people)) == {"cy", "ed", "flo"}


def test_an_influence_weighs_strength_times_confidence():
    assert weights("ada bo", [influence("ada", "bo", 0.8, 0.5)]) == {("ada", "bo"): 0.4}


def test_missing_strength_counts_a_half_and_missing_confidence_seven_tenths():
    assert weights("ada bo", [influence("ada", "bo")]) == {("ada", "bo"): 0.35}


def test_a_strength_of_zero_is_not_a_missing_one():
    assert weights("ada bo", [influence("ada", "bo", 0.0), influence("bo", "ada", 0.5, 0.0)]) == {}


@pytest.mark.parametrize(("kind", "down"), [("solid", 0.50), ("dotted", 0.25)])
def test_a_line_gives_the_manager_authority_and_the_report_voice(kind, down):
    found = weights("ada bo", [], [line("bo", "ada", kind, 1.0)])
    assert found == {("ada", "bo"): down, ("bo", "ada"): 0.1}


def test_a_project_line_counts_only_with_its_chain_in_scope():
    lines = [line("bo", "ada", "project", 1.0, chain="c1")]
    assert weights("ada bo", [], lines) == {}
    assert weights("ada bo", [], lines, chain="c2") == {}
    assert weights("ada bo", [], lines, chain="c1") == {("ada", "bo"): 0.25, ("bo", "ada"): 0.1}


def test_voice_is_shared_among_the_people_present_who_report_to_that_manager():
    people = ["ada", "bo", "cy", person("di", status="left")]
    lines = [line(report, "ada", "solid", 1.0) for report in ("bo", "cy", "di")]
    found = weights(people, [], lines)
    assert found["bo", "ada"] == found["cy", "ada"] == 0.05


def test_two_lines_to_one_manager_are_one_voice_among_many_but_two_contributions():
    lines = [line("bo", "ada", "solid", 1.0), line("bo", "ada", "dotted", 1.0)]
    found = weights("ada bo", [], lines)
    assert found["ada", "bo"] == pytest.approx(1 - 0.5 * 0.75, abs=1e-15)
    assert found["bo", "ada"] == pytest.approx(1 - 0.9 * 0.9, abs=1e-15)


def test_contributions_combine_by_noisy_or():
    found = weights("ada bo", [influence("ada", "bo", 0.4, 1.0)], [line("bo", "ada", "solid", 1.0)])
    assert found["ada", "bo"] == pytest.approx(1 - 0.6 * 0.5, abs=1e-15)


def test_certainty_is_capped():
    assert weights("ada bo", [influence("ada", "bo", 1.0, 1.0)]) == {("ada", "bo"): 0.999}


def test_an_edge_to_a_person_who_left_contributes_nothing():
    people = ["ada", person("bo", status="left")]
    assert weights(people, [influence("ada", "bo", 1.0), influence("bo", "ada", 1.0)], [line("ada", "bo")]) == {}


def test_settings_reach_every_source():
    settings = AnalysisSettings(missing_strength=1, missing_confidence=1, authority_solid=0.3, voice=0.2)
    found = weights("ada bo cy", [influence("bo", "cy")], [line("bo", "ada")], settings=settings)
    assert found == {("ada", "bo"): 0.3, ("bo", "ada"): 0.2, ("bo", "cy"): 0.999}


def test_lengths_are_logarithms_and_never_nothing():
    graph = InfluenceGraph.from_edges([("a", "b", 0.5), ("b", "c", 1.0), ("c", "d", 1e-300)])
    assert graph.lengths().tolist() == pytest.approx([math.log(2), 1e-9, 300 * math.log(10)], rel=1e-15)


@given(st.lists(st.floats(0, 1), max_size=6).flatmap(lambda ps: st.tuples(st.just(ps), st.permutations(ps))))
def test_noisy_or_is_the_definition_and_knows_no_order(drawn):
    probabilities, another_order = drawn
    expected = 1 - math.prod(1 - p for p in probabilities)
    assert noisy_or(probabilities) == noisy_or(another_order) == pytest.approx(expected, abs=1e-12)


@given(*(st.floats(0, 1) for _ in "abc"))
def test_noisy_or_is_associative(a, b, c):
    together = noisy_or([a, b, c])
    assert noisy_or([noisy_or([a, b]), c]) == pytest.approx(together, abs=1e-15)
    assert noisy_or([a, noisy_or([b, c])]) == pytest.approx(together, abs=1e-15)


@given(accounts())
def test_every_weight_lies_between_zero_and_the_cap_and_every_end_is_present(drawn):
    graph = Context(drawn, SETTINGS, "c1").influence_graph
    assert set(graph.people) == present_people(drawn)
    assert ((graph.weight > 0) & (graph.weight <= SETTINGS.probability_cap)).all()
    assert (graph.source != graph.target).all()
