"""Losses: everybody on both sides by what would be lost with them, and who remains after the worst of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from analytics.answers.provenance import reasons_of
from analytics.context import Context
from analytics.health.resilience import Loss
from analytics.inputs.duties import NOTHING_LEFT
from analytics.inputs.remains import Remains
from analytics.limits import can_drill
from analytics.ranking import DIGITS
from schemas.analysis.health import RankedLoss, RemainingPerson
from schemas.analysis.simulations.departures import Side


def ranked_losses(context: Context, reached: float | None) -> tuple[RankedLoss, ...]:
    """Return everybody by the coverage that would be lost with them, then ours before theirs, then by id.

    Of an account too large for the drill of departures all of ours, and the one of theirs who would be missed most.

    Parameters
    ----------
    reached : float or None
        Coverage of the account, in percent; None without people, of whom nothing can be lost.
    """
    if reached is None:
        return ()
    found = [_row(context, "ours", member, left, reached) for member, left in context.without_ours.items()]
    found += [_row(context, "theirs", person, left, reached) for person, left in _of_theirs(context).items()]
    return tuple(sorted(found, key=lambda row: (-round(row.coverage_lost, DIGITS), row.side, row.id)))


def _of_theirs(context: Context) -> Mapping[str, Remains]:
    worst = context.loss_of_theirs
    if worst is None or can_drill(context.account, len(context.assumed_lines.lines)):
        return context.without_theirs
    return {worst.id: Remains(worst.coverage, None)}


def _row(context: Context, side: Side, key: str, left: Remains, reached: float) -> RankedLoss:
    ours = side == "ours"
    return RankedLoss(
        side=side,
        id=key,
        name=(context.member_names if ours else context.names).get(key),
        title=None if ours else context.people[key].title,
        coverage=left.coverage,
        coverage_lost=reached - (left.coverage or 0.0),
        reasons=reasons_of({"coverage": left.coverage}, {"coverage": "too_few_people"}),
    )


def without_theirs(context: Context, loss: Loss) -> Iterator[RemainingPerson]:
    """Yield the others after one of them has left: influence is that of the smaller graph, closeness is unchanged."""
    others = tuple(person for person in context.account.people if person.id != loss.id)
    influence = Context(replace(context.account, people=others), context.settings, context.chain).influence
    for person, share in sorted(influence.items()):
        yield _remaining(context, person, share, context.attainment[person])


def without_ours(context: Context, loss: Loss) -> Iterator[RemainingPerson]:
    """Yield all their people after one of us has left, with their relationships and what they had to do."""
    left = context.left_duties.get(loss.id, NOTHING_LEFT)
    closest: dict[str, float] = {}
    for pair, value in context.closeness.items():
        if pair[0] != loss.id:
            closest[pair[1]] = max(value, closest.get(pair[1], 0.0))
    closest |= left.closest()
    for person, share in sorted(context.influence.items()):
        target = left.targets.get(person, context.targets[person])
        yield _remaining(context, person, share, min(1.0, closest.get(person, 0.0) / target))


def _remaining(context: Context, person: str, influence: float, attainment: float) -> RemainingPerson:
    return RemainingPerson(id=person, name=context.names.get(person), influence=influence, attainment=attainment)
