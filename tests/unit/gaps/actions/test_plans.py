"""Plans: what they promise is what a simulation of their changes yields, and few others are better."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import to_json

from analytics.answers.plans import plan_analysis
from analytics.context import Context
from analytics.coverage.coverage import coverage
from analytics.plans.candidates import closer_moves
from analytics.plans.greedy import greedy, guarantee
from analytics.plans.move import Move
from analytics.plans.values import coverage_value
from analytics.simulation.apply import changed
from schemas.analysis.plans import Goal, PlanBody
from schemas.records.actions import ActionFields
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics.accounts import account, influence
from tests.unit.analytics.contacts import met, with_contacts
from tests.unit.analytics.deals import MODELS
from tests.unit.analytics.decisions import chain, step, votes
from tests.unit.analytics.rich_account import rich
from tests.unit.analytics.simulation.drawn import standing

SETTINGS = AnalysisSettings()


def covered(graph: AccountGraph) -> float:
    context = Context(graph, SETTINGS)
    return coverage(context.present, context.influence, context.attainment) or 0.0


def board() -> AccountGraph:
    """Return a board of three that decides by majority; ada moves bo, and kim knows ada."""
    decided = chain([step(rule="majority")], [votes("ada"), votes("bo"), votes("cy")], {"ada": 1, "bo": -1, "cy": -2})
    edges = account("ada bo cy", [influence("ada", "bo", 0.8, 1.0), influence("bo", "cy", 0.8, 1.0)])
    firm = replace(edges, steps=decided.steps, stakes=decided.stakes)
    contacts = [met(day, "ada", "kim", depth=5) for day in range(1, 300, 10)]
    chains = rich().chains[:1]
    return with_contacts(firm, contacts, decided.assessments, chains=chains)


@pytest.mark.parametrize("most", [1, 3, 7])
def test_carrying_out_a_plan_yields_the_coverage_that_it_promises(most):
    plan = plan_analysis(Context(rich(), SETTINGS), MODELS, PlanBody(most=most), str)
    after = changed(rich(), [move.change for move in plan.moves if move.change])
    assert len(plan.moves) == most
    assert plan.before == pytest.approx(covered(rich()), abs=1e-9)
    assert plan.after == pytest.approx(covered(after), abs=1e-9)
    assert plan.effect == pytest.approx(sum(move.effect for move in plan.moves), abs=1e-9)


def test_carrying_out_a_plan_yields_the_forecast_that_it_promises():
    plan = plan_analysis(Context(board(), SETTINGS, "c1"), MODELS, PlanBody(most=2), str)
    after = Context(changed(board(), [move.change for move in plan.moves if move.change]), SETTINGS, "c1")
    assert after.forecast.odds is not None
    assert plan.after == pytest.approx(after.forecast.odds.implied.value, abs=1e-9)
    assert plan.effect is not None
    assert plan.effect > 0
    assert plan.guarantee is None


efforts = st.lists(st.sampled_from([1.0, 1.0, 2.0, 3.0]), min_size=1, max_size=6)
weights = st.lists(st.floats(0, 10), min_size=6, max_size=6)


@given(efforts, weights, st.integers(1, 4), st.none() | st.floats(1, 8))
@settings(max_examples=examples(60), deadline=None)
def test_a_plan_is_never_worse_than_the_best_single_move_nor_than_the_stated_share_of_the_best(
    cost, worth, most, budget
):
    """Every plan is looked at, of up to six moves that add up."""
    moves = [Move("touch", "kim", f"p{place}", each) for place, each in enumerate(cost)]
    added = {move: worth[place] for place, move in enumerate(moves)}

    def value(chosen: Sequence[Move]) -> float:
        return math.fsum(added[move] for move in chosen)

    limit = float("inf") if budget is None else budget
    plans = [each for size in range(most + 1) for each in combinations(moves, size)]
    affordable = [value(each) for each in plans if sum(move.cost for move in each) <= limit]
    chosen = [each.move for each in greedy(moves, value, most, budget)]
    found, best = value(chosen), max(affordable)
    single = max((added[move] for move in moves if move.cost <= limit), default=0.0)
    assert sum(move.cost for move in chosen) <= limit
    assert len(chosen) <= most
    assert found >= single - 1e-9
    assert found >= (guarantee(moves, "coverage", most, budget) or 0.0) * best - 1e-9


@given(st.lists(st.floats(-1, 1), min_size=16, max_size=16), st.integers(1, 4), st.none() | st.floats(1, 8))
@settings(max_examples=examples(40), deadline=None)
def test_whatever_moves_do_together_a_plan_is_never_worse_than_the_best_single_one(worth, most, budget):
    """Moves may need or spoil each other, as votes do: each of the sixteen sets of four has a value of its own."""
    moves = [Move("raise_support", "kim", f"p{place}", cost) for place, cost in enumerate((1.0, 1.0, 2.0, 3.0))]

    def value(chosen: Sequence[Move]) -> float:
        return float(worth[sum(1 << moves.index(move) for move in chosen)]) if chosen else 0.0

    limit = float("inf") if budget is None else budget
    found = [each.move for each in greedy(moves, value, most, budget)]
    assert value(found) >= max([value([move]) for move in moves if move.cost <= limit] + [0.0]) - 1e-9


CHEAP_AND_DEAR = [Move("touch", "kim", f"p{place}", 1.0) for place in range(6)]
CHEAP_AND_DEAR += [Move("introduce", "kim", f"q{place}", 6.0) for place in range(6)]


def by_cost(chosen: Sequence[Move]) -> float:
    return math.fsum(1.0 if move.cost == 1.0 else 5.9 for move in chosen)


def test_without_a_budget_effort_keeps_nobody_out_and_the_best_are_chosen():
    found = greedy(CHEAP_AND_DEAR, by_cost, 6, None)
    assert math.fsum(each.effect for each in found) == pytest.approx(6 * 5.9)
    assert guarantee(CHEAP_AND_DEAR, "coverage", 6, None) == pytest.approx(1 - 1 / math.e)


def test_where_both_number_and_effort_limit_a_plan_no_share_of_the_best_is_promised():
    assert guarantee(CHEAP_AND_DEAR, "coverage", 6, 36.0) is None
    assert guarantee(CHEAP_AND_DEAR, "coverage", 12, 36.0) == pytest.approx((1 - 1 / math.e) / 2)
    assert guarantee(CHEAP_AND_DEAR[:6], "coverage", 2, 4.0) == pytest.approx(1 - 1 / math.e)
    assert math.fsum(each.effect for each in greedy(CHEAP_AND_DEAR, by_cost, 6, 36.0)) == pytest.approx(6 * 5.9)


@given(standing(), st.integers(1, 4))
@settings(max_examples=examples(12), deadline=None)
def test_of_any_account_the_changes_of_a_plan_simulate_to_what_it_promises(firm, most):
    plan = plan_analysis(Context(firm, SETTINGS), (), PlanBody(most=most), str)
    chain_plan = plan_analysis(Context(firm, SETTINGS, "c1"), (), PlanBody(most=most), str)
    after = changed(firm, [move.change for move in plan.moves if move.change])
    decided = Context(changed(firm, [move.change for move in chain_plan.moves if move.change]), SETTINGS, "c1")
    assert plan.before is None or plan.after == pytest.approx(covered(after), abs=1e-9)
    odds = decided.forecast.odds
    assert chain_plan.after == (None if odds is None else pytest.approx(odds.implied.value, abs=1e-9))


def test_of_few_moves_for_coverage_none_is_better_than_those_chosen():
    context = Context(rich(), SETTINGS)
    moves = closer_moves(context, context.present, {})
    value = coverage_value(context, context.present)
    best = max(value(pair) for pair in combinations(moves, 2))
    assert value([each.move for each in greedy(moves, value, 2, None)]) == pytest.approx(best, abs=1e-9)


def test_a_plan_for_gaps_acts_on_the_gaps_that_matter_most_and_says_what_is_left():
    plan = plan_analysis(Context(rich(), SETTINGS), MODELS, PlanBody(goal="gaps", most=2), str)
    assert plan.before is not None
    assert plan.effect is not None
    assert plan.after == pytest.approx(plan.before - plan.effect, abs=1e-9)
    assert [move.effect for move in plan.moves] == sorted((move.effect for move in plan.moves), reverse=True)
    assert all(move.gaps for move in plan.moves)


@pytest.mark.parametrize("goal", ["coverage", "gaps"])
def test_each_move_bears_what_a_batch_takes_to_store_it_one_action_for_each_gap(goal: Goal):
    plan = plan_analysis(Context(rich(), SETTINGS), MODELS, PlanBody(goal=goal, most=3), str)
    for move in plan.moves:
        stored = [ActionFields.model_validate_json(to_json(each.data)) for each in move.store]
        assert [each.gap for each in stored if each.gap] == list(move.gaps)
        assert (stored[0].what, stored[0].member, stored[0].person) == (move.sentence, move.member, move.person)
        assert stored[0].through == (list(move.route.people[1:-1]) or None if move.route else None)
        assert all((each.due is None) == (each.rule is None) == (each.gap is None) for each in stored)


def test_what_a_kind_of_action_costs_is_minded():
    dear = PlanBody(costs={"introduce": 5.0, "touch": 2.0}, budget=4.0)
    plan = plan_analysis(Context(rich(), SETTINGS), MODELS, dear, str)
    assert plan.spent <= 4.0
    assert {move.kind for move in plan.moves} == {"touch"}
