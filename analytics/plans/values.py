"""Values of moves: how much several together add to coverage, to a forecast, or to the priority of gaps acted on."""

import math
from collections.abc import Collection, Mapping, Sequence

from analytics.context import Context
from analytics.coverage.coverage import coverage
from analytics.plans.greedy import Value
from analytics.plans.move import Move
from analytics.votes.chances import yes_of_support
from analytics.votes.passing import passing
from schemas.analysis.simulations.change import SetCloseness, SetSupport


def covered_after(context: Context, people: Collection[str], moves: Sequence[Move]) -> float | None:
    """Return the coverage of some people after some moves, in percent; None where it is none without them.

    The same as a simulation of their changes: closeness moves nothing but whom we reach.
    """
    reached = {
        move.change.person: min(1.0, move.change.value / context.targets[move.change.person])
        for move in moves
        if isinstance(move.change, SetCloseness)
    }
    return coverage(people, context.influence, {**context.attainment, **reached})


def passes_after(context: Context, moves: Sequence[Move]) -> float | None:
    """Return the probability that the chain in scope passes after some moves; None where nobody decides.

    The same as a simulation of their changes: a support that is beyond doubt decides that vote alone.
    """
    odds = context.forecast.odds
    if odds is None:
        return None
    chances = {voter: vote.probability for voter, vote in context.yes.items()}
    for move in moves:
        if isinstance(move.change, SetSupport):
            chances[move.change.person] = yes_of_support(move.change.value, context.settings)
    return passing(context.decision, chances, context.settings, context.seed).value if moves else odds.implied.value


def coverage_value(context: Context, people: Collection[str]) -> Value:
    """Return how much coverage, in percentage points, some moves add."""
    before = covered_after(context, people, ()) or 0.0
    return lambda moves: max(0.0, (covered_after(context, people, moves) or 0.0) - before)


def forecast_value(context: Context) -> Value:
    """Return how much probability some moves add; an effect below zero counts as none."""
    before = passes_after(context, ()) or 0.0
    return lambda moves: (passes_after(context, moves) or 0.0) - before


def gaps_value(priorities: Mapping[str, float]) -> Value:
    """Return the priority of all gaps that some moves act on, each once."""
    return lambda moves: math.fsum(priorities[each] for each in sorted({gap for move in moves for gap in move.gaps}))
