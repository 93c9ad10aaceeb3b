"""Decisions of chains that are drawn: what must not matter, what must never happen, and what must always hold."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.context import Context
from analytics.votes.passing import passing
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics import slow_decisions as slow
from tests.unit.analytics.contacts import said
from tests.unit.analytics.decisions import chains, chance, odds

SETTINGS = AnalysisSettings()


@given(chains(), st.data())
@settings(max_examples=examples(60), deadline=None)
def test_names_and_the_order_of_records_do_not_matter(drawn, data):
    names = [each.id for each in drawn.people]
    new = dict(zip(names, data.draw(st.permutations([f"q{number}" for number in range(len(names))])), strict=True))
    renamed = replace(
        drawn,
        people=tuple(each._replace(id=new[each.id]) for each in reversed(drawn.people)),
        steps=tuple(data.draw(st.permutations(drawn.steps))),
        stakes=tuple(each._replace(person=new[each.person]) for each in data.draw(st.permutations(drawn.stakes))),
        assessments=tuple(each._replace(person=new[each.person]) for each in drawn.assessments),
    )
    one, other = Context(drawn, SETTINGS, "c1"), Context(renamed, SETTINGS, "c1")
    assert chance(other) == pytest.approx(chance(one), abs=1e-12)
    assert other.forecast.reason == one.forecast.reason
    assert {new[voter]: pytest.approx(each.value, abs=1e-12) for voter, each in one.swing.items()} == {
        voter: each.value for voter, each in other.swing.items()
    }


@given(chains())
@settings(max_examples=examples(60), deadline=None)
def test_a_swing_is_how_much_a_vote_changes_the_whole(drawn):
    """The probability of passing is linear in each vote: it is p times the swing above that with a no, for any p."""
    context = Context(drawn, SETTINGS, "c1")
    if context.decision.state == "open":
        chances = {voter: vote.probability for voter, vote in context.yes.items()}
        for voter, swing in context.swing.items():
            against = passing(context.decision, chances | {voter: 0.0}, SETTINGS, 1).value
            assert odds(context).implied.value == pytest.approx(against + chances[voter] * swing.value, abs=1e-12)
            assert 0.0 <= swing.value <= 1.0


@given(chains(), st.data())
@settings(max_examples=examples(300), deadline=None)
def test_more_yes_never_lowers_it(drawn, data):
    context = Context(drawn, SETTINGS, "c1")
    if context.decision.state == "open":
        chances = {voter: data.draw(st.floats(0, 1)) for voter in context.decision.voters}
        voter = data.draw(st.sampled_from(context.decision.voters))
        more = chances | {voter: data.draw(st.floats(chances[voter], 1))}
        before, after = (passing(context.decision, each, SETTINGS, 1).value for each in (chances, more))
        assert after >= before - 1e-12
        assert after == pytest.approx(slow.pass_chance(drawn, "c1", more), abs=1e-12)


@given(chains(), st.data())
@settings(max_examples=examples(300), deadline=None)
def test_whoever_can_veto_an_open_step_and_says_no_fails_the_chain_whatever_the_others_say(drawn, data):
    context = Context(drawn, SETTINGS, "c1")
    holders = {each.person for step in context.decision.steps for each in step.ballots if each.veto}
    for holder in holders:
        chances = {voter: data.draw(st.floats(0, 1)) for voter in context.decision.voters} | {holder: 0.0}
        assert passing(context.decision, chances, SETTINGS, 1).value == 0.0


KNOWING = AnalysisSettings(yes_enemy=0.0, yes_mentor=1.0, reliability_customer=1.0)
"""Settings under which one sure word of a customer says how somebody votes."""


@given(chains(), st.data())
@settings(max_examples=examples(300), deadline=None)
def test_when_every_vote_is_known_it_passes_or_it_does_not_and_there_is_nothing_to_ask(drawn, data):
    says = {each.id: data.draw(st.sampled_from([-2, 2])) for each in drawn.people}
    words = [said("support", value, person=name, function="customer", confidence=1) for name, value in says.items()]
    known = replace(drawn, assessments=tuple(words))
    context = Context(known, KNOWING, "c1")
    if context.decision.state == "open":
        certain = {voter: float(says[voter] > 0) for voter in context.decision.voters}
        implied = odds(context).implied.value
        assert implied == slow.pass_chance(known, "c1", certain)
        assert implied in (0.0, 1.0)
        assert set(context.value_of_knowing.values()) == {(0.0, 0.0)}
        assert context.known_share == 1.0


@given(chains())
@settings(max_examples=examples(300), deadline=None)
def test_the_bounds_contain_the_forecast(drawn):
    found = Context(drawn, SETTINGS, "c1").forecast.odds
    if found is not None:
        assert found.low.value - 1e-12 <= found.implied.value <= found.spared.value + 1e-12
        assert found.spared.value <= found.high.value + 1e-12
