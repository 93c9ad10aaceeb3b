"""Answers about a decision chain: complete, explained, the same whatever the order of records, and never silent."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.answers.chains.access import access_analysis, next_question_analysis, paths_analysis
from analytics.answers.chains.forecast import forecast_analysis
from analytics.answers.chains.opinions import opinions_analysis
from analytics.answers.chains.power import power_analysis
from analytics.context import Context
from schemas.analysis.answer import Answer
from schemas.rows.account_graph import AccountGraph, PairEdge
from schemas.rows.contacts import MemberNode
from schemas.rows.deals import ChainNode, OpportunityNode
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.settings.decisions import DecisionSettings
from tests.nightly import examples
from tests.unit.analytics.accounts import NOW, account, influence, line, person, shuffled
from tests.unit.analytics.contacts import met, said
from tests.unit.analytics.decisions import chain, deciding, step, votes

SETTINGS = AnalysisSettings()
CHAINS = (ChainNode("c1", "o1", "Board", status="active"), ChainNode("c2", "o1", status="closed"))
DEALS = (OpportunityNode("o1", "Test rig", status="open"),)
ANSWERS = (forecast_analysis, power_analysis, opinions_analysis, access_analysis, next_question_analysis)


def asked(given: AccountGraph, resolved: AnalysisSettings = SETTINGS) -> list[Answer]:
    """Return every answer about chain c1."""
    whole = replace(given, chains=CHAINS, opportunities=DEALS)
    context = Context(whole, resolved, "c1")
    paths = [paths_analysis(context, each.id) for each in whole.people[:2]]
    return [*(answer(context) for answer in ANSWERS), *paths]


def forecast(given: AccountGraph):
    return forecast_analysis(Context(replace(given, chains=CHAINS, opportunities=DEALS), SETTINGS, "c1"))


@given(deciding(), st.data())
@settings(max_examples=examples(60), deadline=None)
def test_the_same_records_in_another_order_are_the_same_bytes(drawn, data):
    turned = data.draw(shuffled(drawn))
    assert [each.model_dump_json() for each in asked(turned)][:5] == [each.model_dump_json() for each in asked(drawn)][
        :5
    ]


@given(deciding())
@settings(max_examples=examples(100), deadline=None)
def test_whatever_is_null_has_a_reason(drawn):
    found = forecast(drawn)
    for name in ("forecast", "bounds", "baseline", "known_share"):
        assert (getattr(found, name) is None) == (name in found.reasons), name
    if found.forecast is not None and found.bounds is not None:
        assert found.bounds[0] - 1e-9 <= found.forecast <= found.bounds[1] + 1e-9


@given(deciding())
@settings(max_examples=examples(60), deadline=None)
def test_the_question_to_ask_first_is_worth_the_most(drawn):
    whole = replace(drawn, chains=CHAINS, opportunities=DEALS)
    context = Context(whole, SETTINGS, "c1")
    worth = {voter: each.value for voter, each in context.value_of_knowing.items()}
    answer = next_question_analysis(context)
    assert answer.reasons == ({"questions": "no_decider"} if answer.questions is None else {})
    found = answer.questions or ()
    assert [each.value_of_knowing for each in found] == sorted((each.value_of_knowing for each in found), reverse=True)
    assert {each.person for each in found} == {voter for voter, value in worth.items() if round(value, 12) > 0}
    first = forecast_analysis(context).next_question
    assert (first and first.person) == (found[0].person if found else None)


@pytest.mark.parametrize(
    ("account", "standing", "reason"),
    [
        (chain([], [votes("ada")]), "no_decider", "no_decider"),
        (chain([step()], []), "no_decider", "no_decider"),
        (chain([step()], [votes("ada", 0)]), "no_decider", "no_decider"),
        (chain([step(outcome="failed"), step("s2")], [votes("ada")]), "failed", None),
        (chain([step(outcome="passed")], [votes("ada")]), "decided", None),
        (chain([step()], [votes("ada")]), "open", "mostly_unknown"),
        (replace(chain([step()], [votes("ada")]), people=(person("ada", status="left"),)), "no_decider", "no_decider"),
    ],
    ids=["no step", "nobody", "weight 0", "a failed step", "all decided", "nothing known", "the voter left"],
)
def test_each_standing_is_said_and_the_forecast_has_its_reason(account, standing, reason):
    found = forecast(account)
    assert (found.chain.standing, found.reasons.get("forecast")) == (standing, reason)


def test_a_rule_that_cannot_be_met_is_said_of_its_step():
    found = forecast(chain([step(rule="quorum", quorum=5)], [votes(name) for name in "abc"], {"a": 2, "b": 2, "c": 2}))
    assert [each.possible for each in found.steps] == [False]
    assert found.forecast == 0.0


def test_a_placeholder_votes_like_anybody_and_is_unknown():
    seat = person("ada", kind="placeholder", vacant=True)
    found = forecast(replace(chain([step()], [votes("ada")]), people=(seat,)))
    assert [(each.person, each.p, each.known) for each in found.steps[0].voters] == [("ada", 0.5, False)]


def test_two_hundred_voters_are_answered_and_say_that_they_are_sampled():
    names = [f"v{number:03}" for number in range(200)]
    whole = replace(
        chain([step(rule="majority"), step("s2", "majority", 2)], [votes(name) for name in names]),
        chains=CHAINS,
        opportunities=DEALS,
    )
    context = Context(whole, SETTINGS, "c1")
    power = power_analysis(context)
    assert (power.method, forecast_analysis(context).method) == ("sampled", "sampled")
    assert power.standard_error is not None
    assert 0 < power.standard_error < 0.01


def test_names_and_titles_stand_beside_ids():
    whole = replace(chain([step()], [votes("ada")]), people=(person("ada", title="Buyer"),))
    [voter] = forecast(whole).steps[0].voters
    assert (voter.name, voter.title) == ("Ada", "Buyer")


def test_whoever_left_is_reached_by_nobody_and_the_reason_is_said():
    gone = account([person("ada", status="left")])
    found = paths_analysis(Context(gone, SETTINGS), "ada")
    assert (found.best, found.reasons) == (None, {"best": "left"})


def test_a_step_says_by_what_the_next_one_is_moved():
    base = account("ada bo cy", [influence("bo", "cy", 0.9, 1.0)], [line("ada", "bo")])
    known = replace(
        base,
        members=(MemberNode("kim", "Kim"),),
        interactions=tuple(met(days, "ada", "kim") for days in range(1, 60, 3)),
    )
    best = paths_analysis(Context(known, SETTINGS), "cy").best
    assert best is not None
    assert [each.kind for each in best.steps] == ["closeness", "report", "influence"]
    assert best.steps[1].strength == 0.3


@cache
def numbers(**changed: float) -> list[str]:
    """Return all answers about a chain on which every setting of decisions has something to say."""
    names = [f"v{number:02}" for number in range(14)]
    adaptability = ["innovator", "visionary", "pragmatist", "conservative", "laggard"]
    supports = dict(zip(names, [-2, -1, 0, 1, 2, 1, 1], strict=False))
    steps = [step(rule="majority"), step("s2", "threshold", 2, threshold="2/3")]
    base = chain(steps, [votes(name) for name in names], supports)
    words = [said("adaptability", value, person=name) for name, value in zip(names, adaptability, strict=False)]
    lines = (line("v00", "v01"), line("v02", "v03", "dotted"))
    moves = [influence(one, other, 0.6) for one, other in pairwise(names)]
    whole = replace(
        base,
        as_of=NOW,
        assessments=(*base.assessments, *words),
        reporting_lines=lines,
        influences=tuple(moves[4:]),
        conflicts=(PairEdge("v05-v06", ("v05", "v06")), PairEdge("v00-v04", ("v00", "v04"))),
        members=(MemberNode("kim", "Kim"),),
        interactions=tuple(met(days, "v00 v02", "kim") for days in range(1, 60, 3)),
    )
    resolved = AnalysisSettings.model_validate({"decision_samples": 200} | changed)
    return [each.model_dump_json(exclude={"settings"}) for each in asked(whole, resolved)]


@pytest.mark.parametrize("name", DecisionSettings.model_fields)
def test_every_setting_of_decisions_moves_an_answer(name):
    schema = AnalysisSettings.model_json_schema()["properties"][name]
    values = [value for value in (schema["minimum"], schema["maximum"]) if value != schema["default"]]
    assert any(numbers(**{name: value}) != numbers() for value in values)
