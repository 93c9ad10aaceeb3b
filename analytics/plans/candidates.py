"""Candidates: the moves from which a plan for coverage, for a forecast or for gaps chooses."""

from collections.abc import Iterator, Mapping, Sequence

from analytics.access.access import AccessPath, best_paths
from analytics.context import Context
from analytics.gaps.actions.action import Action
from analytics.gaps.gap import Gap
from analytics.inputs.rungs import RUNGS, rung_threshold
from analytics.plans.move import Move
from analytics.ranking import DIGITS
from schemas.analysis.gap_words import RemedyKind
from schemas.analysis.plans import MoveKind
from schemas.analysis.simulations.change import SetCloseness, SetSupport

Costs = Mapping[MoveKind, float]

MOST_SUPPORT = 2.0

KIND_OF_REMEDY: Mapping[RemedyKind, MoveKind] = {
    "meet": "touch",
    "renew": "touch",
    "deepen": "touch",
    "answer": "touch",
    "invite": "touch",
    "share": "touch",
    "bring_senior": "touch",
    "introduce": "introduce",
    "ask": "verify",
}
"""Kind of remedy -> kind of move that acts on a gap; every other remedy is a move to find something out."""


def closer_moves(context: Context, people: frozenset[str], costs: Costs) -> tuple[Move, ...]:
    """Return one move towards each person whose target is not reached yet, in order of id.

    Whoever of us is closest brings the relationship one rung up (``touch``). To somebody whom none of us knows the best
    way over one of theirs leads to a first acquaintance (``introduce``). Seats without a person are left out.
    """
    seats = {each.id for each in context.account.people if each.kind == "placeholder"} | context.vacant
    missing = sorted(each for each in people - seats if round(context.attainment[each], DIGITS) < 1.0)
    known = {each: found for each in missing if (found := context.people_closeness.get(each)) and found.closeness > 0}
    touches = [_touch(context, each, found.members[0], found.closeness, costs) for each, found in known.items()]
    ways = best_paths(context.access_graph, [each for each in missing if each not in known])
    introductions = [
        _introduction(context, person, way, costs) for person, way in ways.items() if way and len(way.nodes) > 2
    ]
    return tuple(sorted([*touches, *introductions], key=lambda move: move.key))


def supporting_moves(context: Context, costs: Costs) -> tuple[Move, ...]:
    """Return one move for each voter of the chain in scope whose known support can rise, in order of id.

    Support rises by 1, to 2 at the most, in a belief of confidence 1; whoever of us has the best way to the voter acts.
    Of a voter nobody knows, there is nothing that could rise: `next-question` says whom to ask about them.
    """
    known = {each: belief for each in context.voters if (belief := context.beliefs.get((each, "support", None)))}
    raised = {each: float(belief.value) for each, belief in known.items() if float(belief.value) < MOST_SUPPORT}
    ways = best_paths(context.access_graph, sorted(raised))
    return tuple(
        Move(
            "raise_support",
            way.nodes[0].id,
            person,
            costs.get("raise_support", 1.0),
            way,
            SetSupport(kind="set_support", person=person, value=min(MOST_SUPPORT, raised[person] + 1.0)),
        )
        for person, way in ways.items()
        if way is not None
    )


def gap_moves(gaps: Sequence[Gap], actions: Mapping[str, Action], costs: Costs) -> tuple[Move, ...]:
    """Return one move for each person whom actions of gaps are about, and one for each gap without a person.

    One talk with a person acts on all that is to be done with them; it is of the kind of the most important gap.
    """
    together: dict[str, list[Gap]] = {}
    for gap in gaps:
        if gap.id in actions:
            together.setdefault(actions[gap.id].person or gap.id, []).append(gap)
    return tuple(_of_gaps(each, actions[each[0].id], costs) for each in together.values())


def _of_gaps(gaps: Sequence[Gap], action: Action, costs: Costs) -> Move:
    kind = KIND_OF_REMEDY.get(action.kind, "find_out")
    if kind == "touch" and action.way and len(action.way.nodes) > 2:
        kind = "introduce"
    cost = costs.get(kind, 1.0)
    return Move(kind, action.member, action.person or gaps[0].id, cost, action.way, None, tuple(gap.id for gap in gaps))


def _touch(context: Context, person: str, member: str, closeness: float, costs: Costs) -> Move:
    value = next(_rungs_above(context, closeness))
    change = SetCloseness(kind="set_closeness", member=member, person=person, value=value)
    return Move("touch", member, person, costs.get("touch", 1.0), None, change)


def _introduction(context: Context, person: str, way: AccessPath, costs: Costs) -> Move:
    value = rung_threshold("acquainted", context.settings)
    member = way.nodes[0].id
    change = SetCloseness(kind="set_closeness", member=member, person=person, value=value)
    return Move("introduce", member, person, costs.get("introduce", 1.0), way, change)


def _rungs_above(context: Context, closeness: float) -> Iterator[float]:
    thresholds = (rung_threshold(rung, context.settings) for rung in RUNGS)
    yield from (each for each in thresholds if round(each, DIGITS) > round(closeness, DIGITS))
    yield 100.0
