"""Decisions: who votes on what, what the beliefs imply, whose vote matters; by hand, and by what must not matter."""

import json
import math
import time
from dataclasses import replace
from itertools import product

import pytest

from analytics.context import Context
from analytics.votes.ballots import Ballot, Decision, OpenStep
from analytics.votes.forecasts import Forecast
from analytics.votes.passing import passing, swings
from schemas.settings.analysis_settings import AnalysisSettings
from tests.data.shared_folders import shared_folder
from tests.unit.analytics.accounts import account as account_of
from tests.unit.analytics.accounts import person
from tests.unit.analytics.contacts import said
from tests.unit.analytics.decisions import chain, chance, odds, step, votes

SETTINGS = AnalysisSettings()


def of(*args, **changed: float) -> Context:
    return Context(chain(*args), AnalysisSettings.model_validate(changed), "c1")


def ballots(context: Context) -> dict[str, list[str]]:
    return {each.id: [ballot.person for ballot in each.ballots] for each in context.decision.steps}


def test_a_stake_without_step_votes_on_every_open_step_and_one_on_a_step_replaces_it_there():
    steps = [step("s1"), step("s2", order=2), step("s3", order=3, outcome="passed")]
    found = of(steps, [votes("ada"), votes("ada", 0, "s2"), votes("bo", 1, "s2"), votes("cy", 1, "s3")])
    assert ballots(found) == {"s1": ["ada"], "s2": ["bo"]}
    assert found.decision.voters == ("ada", "bo")


def test_only_people_present_vote():
    base = chain([step()], [votes("ada"), votes("bo")])
    gone = replace(base, people=(person("ada"), person("bo", status="left")))
    assert ballots(Context(gone, SETTINGS, "c1")) == {"s1": ["ada"]}


def test_a_vote_without_weight_takes_that_of_its_role_and_a_veto_votes_without_any():
    stakes = [votes(name, None, roles=(name,)) for name in ("approver", "champion", "decision_maker", "evaluator")]
    found = of([step()], [*stakes, votes("economic_buyer", 0), votes("user", None, veto=True)])
    assert ballots(found) == {"s1": ["approver", "decision_maker", "evaluator", "user"]}


def test_steps_come_in_their_order():
    found = of([step("s1", order=2), step("s2", order=1), step("s3", order=3, outcome="reopened")], [votes("ada")])
    assert list(ballots(found)) == ["s2", "s1", "s3"]


def test_one_sure_mentor_passes_a_chain_as_a_mentor_does():
    """By hand: one word of a customer weighs 0.9, so p = 0.5 + 0.9 * 0.45."""
    found = of([step()], [votes("ada")], {"ada": 2})
    assert chance(found) == pytest.approx(0.905, abs=1e-12)
    assert found.swing == {"ada": (1.0, 0.0)}
    assert odds(found).baseline == (0.5, 0.0)


def test_beliefs_without_a_chain_are_inherited_and_those_of_the_chain_come_first():
    base = chain([step()], [votes("ada")], {"ada": 2})
    assert Context(base, SETTINGS, "c1").yes["ada"].inherited
    own = replace(base, assessments=(*base.assessments, said("support", -2, chain="c1", function="customer")))
    vote = Context(own, SETTINGS, "c1").yes["ada"]
    assert (vote.inherited, vote.known) == (False, True)
    assert vote.probability == pytest.approx(0.5 - 0.9 * 0.45, abs=1e-12)


def test_a_person_votes_once_for_all_their_steps():
    """By hand: two steps with one voter pass together with probability 1/2, with two voters 1/4."""
    steps = [step("s1"), step("s2", order=2)]
    assert odds(of(steps, [votes("ada")])).implied.value == 0.5
    assert odds(of(steps, [votes("ada", 1, "s1"), votes("bo", 1, "s2")])).implied.value == 0.25


@pytest.mark.parametrize(
    ("threshold", "needed"), [("2/3", 2), (0.6666666666666666, 2), (0.67, 3), ("1/3", 1), (1.0, 3)]
)
def test_a_threshold_is_compared_exactly(threshold, needed):
    found = of([step(rule="threshold", threshold=threshold)], [votes("ada"), votes("bo"), votes("cy")])
    assert found.decision.steps[0].needed == needed


def test_a_decimal_is_the_decimal_that_was_written():
    """In binary 0.1 * 30 is above 3; but 3 of 30 are a tenth."""
    found = of([step(rule="threshold", threshold=0.1)], [votes(f"p{number}", 3) for number in range(10)])
    assert found.decision.steps[0].needed == 3


def test_half_is_not_a_majority():
    four = [votes(name) for name in ("ada", "bo", "cy", "di")]
    assert of([step(rule="majority")], four).decision.steps[0].needed == 3


EVERY_RULE = [
    *(step(rule=rule) for rule in ("any", "all", "majority")),
    step(rule="quorum", quorum=1),
    step(rule="threshold", threshold=0.1),
]


@pytest.mark.parametrize("weighed", [step(rule="majority"), step(rule="threshold", threshold="2/3")])
def test_without_any_weight_a_step_passes_unless_vetoed(weighed):
    found = of([weighed], [votes("ada", 0, veto=True), votes("bo", 0, veto=True)])
    assert odds(found).implied.value == 0.25


@pytest.mark.parametrize("ruled", EVERY_RULE)
def test_a_veto_holder_who_says_no_fails_the_step_under_every_rule(ruled):
    found = of([ruled], [votes("ada", 1, veto=True), votes("bo", 9), votes("cy", 9)])
    decision = found.decision
    assert passing(decision, {"ada": 0.0, "bo": 1.0, "cy": 1.0}, SETTINGS, 1).value == 0.0
    assert passing(decision, {"ada": 1.0, "bo": 1.0, "cy": 1.0}, SETTINGS, 1).value == 1.0


def test_a_quorum_of_more_than_vote_never_passes():
    found = of([step(rule="quorum", quorum=3)], [votes("ada"), votes("bo")], {"ada": 2, "bo": 2})
    assert (chance(found), found.known_share) == (0.0, 1.0)
    assert {each.value for each in found.swing.values()} == {0.0}


def test_a_failed_step_makes_it_impossible_before_anything_else():
    found = of([step("s1", outcome="failed"), step("s2", order=2)], [votes("ada", 1, "s1")], {"ada": 2})
    assert (chance(found), found.forecast.reason, found.known_share) == (0.0, None, 1.0)
    assert found.forecast.steps == {"s2": None}


@pytest.mark.parametrize("steps", [[], [step()], [step("s1"), step("s2", order=2)]])
def test_when_nobody_decides_there_is_no_forecast(steps):
    found = of(steps, [votes("ada", 1, "s2")] if len(steps) == 2 else [])
    assert (found.forecast.chance, found.forecast.reason) == (None, "no_decider")
    assert (found.swing, found.known_share, found.forecast.odds) == ({}, None, None)


def test_without_a_chain_there_is_nobody_to_decide():
    found = Context(chain([step()], [votes("ada")]), SETTINGS)
    assert (found.decision, found.swing) == (Decision("no_decider", (), ()), {})
    assert found.forecast == Forecast(None, "no_decider", None, {})


def test_when_every_step_is_decided_the_chain_passes_for_sure():
    found = of([step(outcome="passed"), step("s2", order=2, outcome="skipped")], [votes("ada")])
    assert (chance(found), found.known_share) == (1.0, 1.0)
    assert found.swing == {"ada": (0.0, 0.0)}


def test_too_little_known_gives_no_forecast_but_power_and_bounds():
    stakes = [votes("ada"), votes("bo"), votes("cy")]
    found = of([step(rule="all")], stakes, {"ada": 2})
    assert (found.forecast.chance, found.forecast.reason) == (None, "mostly_unknown")
    assert found.swing["bo"].value == pytest.approx(0.905 * 0.5, abs=1e-12)
    assert [odds(found).low.value, odds(found).high.value] == [0.0, pytest.approx(0.905, abs=1e-12)]
    assert chance(of([step(rule="all")], stakes, {"ada": 2, "bo": 2})) == pytest.approx(0.905**2 / 2, abs=1e-12)
    assert chance(
        Context(chain([step(rule="all")], stakes, {"ada": 2}), AnalysisSettings(forecast_known_share=0.2), "c1")
    )


def test_exactly_half_known_is_enough():
    stakes = [votes(name) for name in "abcdef"]
    assert of([step(rule="majority")], stakes, {"a": 0, "b": 0, "c": 0}).forecast.reason is None


def game(weights: list[int], quota: int) -> Decision:
    people = [f"p{number:02}" for number in range(len(weights))]
    seats = [Ballot(who, weight, veto=False) for who, weight in zip(people, weights, strict=True)]
    return Decision("open", (OpenStep("s1", tuple(seats), quota),), tuple(people))


BODIES = {
    "EEC_1958": ([4, 4, 4, 2, 2, 1], 12, [10, 10, 10, 6, 6, 0]),
    "UN_Security_Council": ([7] * 5 + [1] * 10, 39, [848] * 5 + [84] * 10),
    "Nassau_1965": ([31, 31, 28, 21, 2, 2], 58, [16, 16, 16, 0, 0, 0]),
}
"""Weights, quota and swings; Felsenthal & Machover (1998), Nassau: Banzhaf (1965)."""


@pytest.mark.parametrize(("weights", "quota", "expected"), BODIES.values(), ids=BODIES)
def test_with_all_at_a_half_swing_is_the_banzhaf_measure_of_known_bodies(weights, quota, expected):
    decision = game(weights, quota)
    found = swings(decision, dict.fromkeys(decision.voters, 0.5), SETTINGS, 1)
    coalitions = 2 ** (len(weights) - 1)
    assert [found[voter].value * coalitions for voter in decision.voters] == expected


def test_swing_is_the_banzhaf_measure_of_every_body_of_the_reference():
    bodies = json.loads((shared_folder("reference") / "power_indices.json").read_text(encoding="utf-8"))
    for name, body in bodies.items():
        decision = game(body["weights"], body["quota"])
        even = dict.fromkeys(decision.voters, 0.5)
        found = swings(decision, even, SETTINGS, 1)
        assert [found[v].value for v in decision.voters] == pytest.approx(body["banzhaf_absolute"], abs=1e-10), name
        winning = body["winning_coalitions"] / 2 ** len(body["weights"])
        assert passing(decision, even, SETTINGS, 1).value == pytest.approx(winning, abs=1e-12), name


SHARED = [
    [step("s1", "majority"), step("s2", "all", 2), step("s3", "quorum", 3, quorum=3)],
    [step("s1", "threshold", threshold="2/3"), step("s2", "majority", 2)],
]


@pytest.mark.parametrize(("steps", "veto", "own"), list(product(SHARED, [None, True], [0, 3])))
def test_a_sample_misses_no_more_than_its_error_allows(steps, veto, own):
    """Within five standard errors: a sample misses that less than once in a million."""
    stakes = [votes(f"p{number}", number + 1, veto=veto if number == 1 else None) for number in range(6)]
    stakes += [votes(f"q{number}", 2, "s2") for number in range(own)]
    support = {"p0": 2, "p1": 1, "p2": 1, "p3": 2, "p4": 1, "q1": -1}
    support = {name: level for name, level in support.items() if any(stake.person == name for stake in stakes)}
    exact, sampled = of(steps, stakes, support), of(steps, stakes, support, shared_voters=2)
    pairs = [(odds(sampled).implied, odds(exact).implied)]
    pairs += [(sampled.swing[voter], exact.swing[voter]) for voter in exact.decision.voters]
    for estimate, expected in pairs:
        assert (expected.error, estimate.error > 0) == (0.0, expected.value > 0)
        assert abs(estimate.value - expected.value) <= 5 * estimate.error
        assert odds(sampled).low.value <= odds(sampled).implied.value <= odds(sampled).high.value
    assert sampled.forecast == of(steps, stakes, support, shared_voters=2).forecast


def test_the_error_of_a_sample_is_as_large_as_it_says():
    """About 95 % of 200 samples lie within two errors of the truth; less than 90 % is a chance of 1 in 1,000."""
    exact = of(SHARED[0], [votes(f"p{number}") for number in range(4)])
    even, truth = dict.fromkeys(exact.decision.voters, 0.5), odds(exact).implied.value
    few = AnalysisSettings(shared_voters=0, decision_samples=400)
    drawn = [passing(exact.decision, even, few, seed) for seed in range(200)]
    assert sum(abs(each.value - truth) <= 2 * each.error for each in drawn) >= 180


def test_many_voters_are_counted_out_exactly():
    """By hand: the majority of 101 coins is even; each decides where the other 100 are split."""
    found = of([step(rule="majority")], [votes(f"p{number:03}") for number in range(101)])
    assert odds(found).baseline.value == pytest.approx(0.5, abs=1e-12)
    assert found.swing["p007"].value == pytest.approx(math.comb(100, 50) / 2**100, abs=1e-12)


def test_a_committee_of_a_hundred_with_weights_takes_less_than_a_second():
    stakes = [votes(f"p{number:03}", number % 100 + 1, veto=number == 7 or None) for number in range(100)]
    stakes += [votes(f"p{number:03}", 3, f"s{place}") for number in range(12) for place in (2, 3)]
    steps = [step("s1", "threshold", threshold="2/3"), step("s2", "majority", 2), step("s3", "quorum", 3, quorum=9)]
    found = Context(chain(steps, stakes), SETTINGS, "c1")
    started = time.process_time()
    assert odds(found).implied.error > 0  # chain-wide, all hundred vote on all three steps
    assert time.process_time() - started < 5


def test_only_people_on_several_open_steps_are_sampled():
    stakes = [votes(f"p{number:02}") for number in range(40)]
    found = of([step("s1", "majority"), step("s2", order=2, outcome="passed")], stakes)
    assert odds(found).implied.error == 0.0


def test_an_empty_account_decides_nothing():
    assert Context(account_of(""), SETTINGS, "c1").forecast.reason == "no_decider"
