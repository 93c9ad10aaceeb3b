"""Steps that run in parallel or are needed only from some amount on, with what can be said where it is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from analytics.answers.chains.forecast import forecast_analysis
from analytics.answers.chains.opinions import opinions_analysis
from analytics.context import Context
from schemas.analysis.chains.forecast import ForecastAnalysis
from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import ChainNode, OpportunityNode, StepNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.decisions import chain, step, votes

SETTINGS = AnalysisSettings()


def second(**fields: Any) -> StepNode:
    """Return the second step, which is needed from an amount of 1000 euros on."""
    return step("s2", order=2, only_above={"value": 1000.0, "currency": "EUR"}, **fields)


SUPPORT: Mapping[str, int] = {"ada": 2, "bo": -2}


def deal(
    steps: Sequence[StepNode],
    amount: float | None = None,
    currency: str | None = "EUR",
    support: Mapping[str, int] = SUPPORT,
) -> AccountGraph:
    """Return an account in which Ada decides the first step and Bo the second; Ada is a mentor, Bo an enemy, surely."""
    stakes = [votes("ada", 1, "s1"), votes("bo", 1, "s2")]
    found = chain(steps, stakes, support)
    opportunity = OpportunityNode("o1", amount=amount, currency=currency)
    return replace(found, opportunities=(opportunity,), chains=(ChainNode("c1", "o1"),))


def asked(account: AccountGraph) -> ForecastAnalysis:
    return forecast_analysis(Context(account, SETTINGS, "c1"))


ADA, BO = 0.905, 0.095
"""By hand: one word of a customer weighs 0.9, so p = 0.5 ± 0.9 * 0.45."""


def near(value: float) -> Any:
    return pytest.approx(value, abs=1e-12)


def test_the_order_of_steps_decides_nothing_so_equal_ones_count_as_others_do():
    one, other = ([step("s1", order=1), step("s2", order=order)] for order in (1, 2))
    for account in (deal(one), deal(other)):
        found = asked(account)
        assert found.forecast == near(ADA * BO)
        assert [each.swing for each in (found.steps[0].voters[0], found.steps[1].voters[0])] == [
            near(BO),
            near(ADA),
        ]


@pytest.mark.parametrize(("amount", "forecast", "applies"), [(999.99, ADA, "no"), (1000.0, ADA * BO, "yes")])
def test_a_step_is_needed_from_its_amount_on(amount, forecast, applies):
    found = asked(deal([step("s1"), second()], amount))
    assert found.forecast == near(forecast)
    assert found.forecast_range == (found.forecast, found.forecast)
    assert (found.steps[1].applies, bool(found.steps[1].voters)) == (applies, applies == "yes")
    assert found.chain.voters == (2 if applies == "yes" else 1)
    assert [each.person for each in found.people] == (["ada", "bo"] if applies == "no" else ["bo", "ada"])


@pytest.mark.parametrize(
    ("amount", "currency", "why"),
    [(None, "EUR", "amount_unknown"), (5e6, None, "amount_unknown"), (5e6, "CNY", "other_currency")],
)
def test_without_a_comparable_amount_both_are_said_and_neither_is_guessed(amount, currency, why):
    found = asked(deal([step("s1"), second()], amount, currency))
    assert (found.forecast, found.reasons) == (None, {"forecast": "amount_unknown"})
    assert found.forecast_range == (near(ADA * BO), near(ADA))
    assert found.bounds == found.forecast_range
    assert (found.steps[1].applies, found.chain.uncertain_steps) == (why, ("s2",))


def test_the_bounds_hold_unknown_voters_and_unknown_steps():
    found = asked(deal([step("s1"), second()], support={"ada": 2}))
    assert found.bounds == (0.0, near(ADA))
    nobody = asked(deal([step("s1"), second()], support={"bo": -2}))
    assert nobody.bounds == (0.0, 1.0)


def test_too_little_known_comes_before_an_amount_that_is_not_known():
    found = asked(deal([step("s1"), second()], support={}))
    assert (found.forecast, found.forecast_range) == (None, None)
    assert set(found.reasons.values()) == {"mostly_unknown"}


def test_a_decided_step_counts_as_it_was_decided_where_the_amount_is_not_known():
    """That it was decided shows that it was needed; below its amount it was not, whatever it said."""
    failed = [step("s1"), second(outcome="failed")]
    assert asked(deal(failed)).forecast == 0.0
    assert asked(deal(failed, 10.0)).forecast == near(ADA)
    passed = [step("s1"), second(outcome="passed")]
    assert asked(deal(passed)).chain.uncertain_steps == ()


def test_a_chain_of_which_no_step_is_needed_is_decided_by_nobody():
    found = asked(deal([second()], 10.0))
    assert (found.forecast, found.chain.standing, set(found.reasons.values())) == (None, "no_decider", {"no_decider"})


def test_drifted_opinions_give_no_forecast_of_a_chain_that_hangs_on_the_amount():
    steps = [step("s1"), second()]
    known, unknown = (opinions_analysis(Context(deal(steps, amount), SETTINGS, "c1")) for amount in (10.0, None))
    assert known.forecast is not None
    assert (unknown.forecast, unknown.reasons) == (None, {"forecast": "amount_unknown"})
