"""The answers of ``analysis/plan`` of an account and of a decision chain."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analytics.answers.chains.chain import chain_provenance, route
from analytics.answers.provenance import influence_provenance, reasons_of
from analytics.context import Context
from analytics.gaps.actions.action import Action, actions_of
from analytics.gaps.actions.sentences import Say, spoken
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap, rank
from analytics.gaps.gaps import find_gaps
from analytics.gaps.names import Names
from analytics.gaps.profiles import Profile
from analytics.gaps.remembered.memory import listed, remembered
from analytics.plans.candidates import closer_moves, gap_moves, supporting_moves
from analytics.plans.greedy import Value, greedy, guarantee
from analytics.plans.move import Chosen, Move
from analytics.plans.sentences import said
from analytics.plans.storing import Stored, stored_of_gap, stored_of_move
from analytics.plans.values import coverage_value, covered_after, forecast_value, gaps_value, passes_after
from analytics.scopes import people_in_scope
from schemas.analysis.plans import ChainPlanAnalysis, Goal, PlanAnalysis, PlanBody, PlanMove, StorableAction
from schemas.rows.stages import StageModelRow
from schemas.vocabularies import NullReason


@dataclass(frozen=True)
class _Search:
    """Candidate moves, how they are valued, the goal as it stands, and gaps with their actions by id."""

    moves: tuple[Move, ...]
    value: Value
    before: float | None
    reason: NullReason = "too_few_people"
    gaps: Mapping[str, tuple[GapContext, Gap, Action]] | None = None


def plan_analysis(
    context: Context,
    models: Sequence[StageModelRow],
    body: PlanBody,
    say: Say,
    profiles: Sequence[Profile] = (),
    profile: Profile | None = None,
) -> PlanAnalysis | ChainPlanAnalysis:
    """Return what to do next in an account, or about the decision chain in scope, by a greedy choice.

    Parameters
    ----------
    body : PlanBody
        The goal and the limits; without a goal it is ``coverage`` of an account, ``forecast`` of a chain.
    say : callable
        Puts a message into words.
    profiles : sequence of Profile
        Stored profiles of gap rules, in order of their ids.
    profile : Profile, optional
        The one asked for; without one, the account's own.
    """
    goal = body.goal or ("coverage" if context.chain is None else "forecast")
    if goal == "gaps":
        whole = context if context.chain is None else Context(context.account, context.settings)
        search = _gaps(GapContext(whole, models, profiles=profiles), body, profile, context.chain)
    else:
        search = _forecast(context, body) if goal == "forecast" else _coverage(context, body)
    plan = _plan(context, goal, search, body, say)
    if context.chain is None:
        return PlanAnalysis(**influence_provenance(context), **plan)
    lines = len(context.assumed_lines.lines)
    return ChainPlanAnalysis(**chain_provenance(context), assumed_lines=lines, **plan)


def _coverage(context: Context, body: PlanBody) -> _Search:
    people = people_in_scope(context.account, context.present, context.chain)
    moves = closer_moves(context, people, body.costs or {})
    return _Search(moves, coverage_value(context, people), covered_after(context, people, ()))


def _forecast(context: Context, body: PlanBody) -> _Search:
    moves = supporting_moves(context, body.costs or {})
    return _Search(moves, forecast_value(context), passes_after(context, ()), "no_decider")


def _gaps(whole: GapContext, body: PlanBody, profile: Profile | None, chain: str | None) -> _Search:
    lists = listed(find_gaps(whole, profile), remembered(whole.account))
    counted = sorted([*lists.shown, *lists.muted], key=rank) if body.muted else lists.shown
    found = [gap for gap in counted if chain in {None, gap.chain}]
    actions = actions_of(whole, found)
    moves = gap_moves(found, actions, body.costs or {})
    priorities = {gap.id: gap.priority for gap in found}
    known = {
        gap.id: (whole.chains.get(gap.chain or "", whole), gap, actions[gap.id]) for gap in found if gap.id in actions
    }
    return _Search(moves, gaps_value(priorities), math.fsum(priorities.values()), gaps=known)


def _plan(context: Context, goal: Goal, search: _Search, body: PlanBody, say: Say) -> dict[str, Any]:
    chosen = [] if search.before is None else greedy(search.moves, search.value, body.most, body.budget)
    effect = None if search.before is None else search.value([each.move for each in chosen])
    sign = -1.0 if goal == "gaps" else 1.0
    after = None if search.before is None or effect is None else max(0.0, search.before + sign * effect)
    numbers: dict[str, float | None] = {"before": search.before, "after": after, "effect": effect}
    return {
        "goal": goal,
        **numbers,
        "spent": math.fsum(each.move.cost for each in chosen),
        "guarantee": guarantee(search.moves, goal, body.most, body.budget),
        "moves": tuple(_move(context, each, search, say) for each in chosen),
        "reasons": reasons_of(numbers, dict.fromkeys(numbers, search.reason)),
    }


def _stored(context: Context, move: Move, search: _Search, say: Say) -> list[Stored]:
    """Return a move as actions to store: one for each gap that it acts on, in words of its own."""
    if not move.gaps or not search.gaps:
        chain = next((each for each in context.account.chains if each.id == context.chain), None)
        words = say(said(move, Names(context.account), context.settings))
        return [stored_of_move(move, context.chain, chain and chain.opportunity, words)]
    found = [search.gaps[gap] for gap in move.gaps]
    return [stored_of_gap(scope, gap, action, spoken(scope.whole, gap, action, say)) for scope, gap, action in found]


def _move(context: Context, chosen: Chosen, search: _Search, say: Say) -> PlanMove:
    move = chosen.move
    names, stored = Names(context.account), _stored(context, move, search, say)
    person = move.person if move.person in context.people else None
    return PlanMove(
        kind=move.kind,
        sentence=str(stored[0]["what"]),
        member=move.member,
        member_name=move.member and names.of("member", move.member),
        person=person,
        person_name=person and names.of("person", person),
        route=None if move.way is None else route(context, move.way),
        change=move.change,
        gaps=move.gaps,
        cost=move.cost,
        store=tuple(StorableAction(data=each) for each in stored),
        effect=chosen.effect,
    )
