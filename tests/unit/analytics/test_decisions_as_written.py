"""Forecast and swing equal a count of all 2^n votes, made separately from the definitions in docs/numbers.md."""

import math

import pytest
from hypothesis import assume, given, settings

from analytics.context import Context
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics import slow_decisions as slow
from tests.unit.analytics.decisions import chains, chance, odds

SETTINGS = AnalysisSettings()
SUPPORTS = {-2: 0.05, -1: 0.25, 0: 0.5, 1: 0.75, 2: 0.95}
EXACTLY = 1e-12


def asked(account) -> Context:
    return Context(account, SETTINGS, "c1")


def slow_yes(context: Context, voter: str) -> tuple[float, bool]:
    """The definition of `yes`, written out: linear between the supports, pulled towards a half by doubt."""
    belief = context.beliefs.get((voter, "support", None))
    if belief is None:
        return 0.5, False
    support = float(belief.value)
    low = min(math.floor(support), 1)
    m = SUPPORTS[low] + (support - low) * (SUPPORTS[low + 1] - SUPPORTS[low])
    return 0.5 + belief.confidence * (m - 0.5), True


def is_near(expected: float):
    return pytest.approx(expected, abs=EXACTLY)


@given(chains())
@settings(max_examples=examples(3000), deadline=None)
def test_every_number_of_an_open_chain(account):
    context = asked(account)
    assume(context.decision.state == "open")
    expected_votes = {voter: slow_yes(context, voter) for voter in slow.voters(account, "c1")}
    assert context.decision.voters == tuple(expected_votes)
    assert {voter: (vote.probability, vote.known) for voter, vote in context.yes.items()} == {
        voter: (is_near(p), known) for voter, (p, known) in expected_votes.items()
    }
    p = {voter: each[0] for voter, each in expected_votes.items()}
    forecast, found_odds = context.forecast, odds(context)
    assert found_odds.implied == (is_near(slow.pass_chance(account, "c1", p)), 0.0)
    assert forecast.steps == {
        step.id: is_near(slow.pass_chance(account, "c1", p, step.id)) for step, _ in slow.open_steps(account, "c1")
    }
    for bound, certain in ((found_odds.low, 0.0), (found_odds.high, 1.0)):
        expected = {voter: each[0] if each[1] else certain for voter, each in expected_votes.items()}
        assert bound.value == is_near(slow.pass_chance(account, "c1", expected, surely=certain == 1.0))
    assert found_odds.spared.value == is_near(slow.pass_chance(account, "c1", p, surely=True))
    assert found_odds.baseline.value == is_near(slow.pass_chance(account, "c1", dict.fromkeys(p, 0.5)))
    swings = {voter: slow.swing(account, "c1", p, voter) for voter in p}
    assert {voter: each.value for voter, each in context.swing.items()} == {v: is_near(s) for v, s in swings.items()}
    if max(swings.values()) > EXACTLY:
        known = math.fsum(swing for voter, swing in swings.items() if expected_votes[voter][1]) / math.fsum(
            swings.values()
        )
        assert context.known_share == pytest.approx(known, abs=1e-9)
    else:
        assert context.known_share == is_near(sum(known for _, known in expected_votes.values()) / len(expected_votes))
    hanging = len(slow.open_steps(account, "c1")) > len(slow.open_steps(account, "c1", surely=True))
    reason = "amount_unknown" if hanging else None
    assert forecast.reason == (reason if round(context.known_share or 0, 12) >= 0.5 else "mostly_unknown")
    assert (forecast.chance is None) == (forecast.reason is not None)


@given(chains(outcomes=(None, "open", "passed", "skipped", "failed")))
@settings(max_examples=examples(150), deadline=None)
def test_the_special_cases_come_in_their_order(account):
    context = asked(account)
    steps = slow.needed_steps(account, "c1")
    standing = slow.open_steps(account, "c1")
    found = (chance(context), context.forecast.reason, context.known_share)
    if any(step.outcome == "failed" for step in steps):
        assert found == (0.0, None, 1.0)
        assert {each.value for each in context.swing.values()} <= {0.0}
        assert set(odds(context)) == {(0, 0)}
    elif not steps or not all(voters for _, voters in standing):
        assert found == (None, "no_decider", None)
        assert (context.swing, context.forecast.odds) == ({}, None)
    elif not standing:
        assert found == (1.0, None, 1.0)
        assert {each.value for each in context.swing.values()} <= {0.0}
