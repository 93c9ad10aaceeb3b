"""Moves of a plan as messages."""

from analytics.gaps.names import Names
from analytics.inputs.rungs import RUNGS, rung_threshold
from analytics.plans.move import Move
from schemas.analysis.simulations.change import SetCloseness
from schemas.messages.message import Message, Parameter
from schemas.settings.analysis_settings import AnalysisSettings

RUNG_NAMES = {
    "acquainted": Message("plans.acquainted"),
    "known": Message("plans.known"),
    "trusted": Message("plans.trusted"),
    "interdependent": Message("plans.interdependent"),
}


def said(move: Move, names: Names, settings: AnalysisSettings) -> Message:
    """Return a move towards a person in words."""
    member = names.member(move.member) if move.member else ""
    person = names.person(move.person) if move.person else ""
    between = [names.person(node.id) for node in move.way.nodes[1:-1]] if move.way else []
    if move.kind == "raise_support":
        if between:
            return Message("plans.win_over_through", member=member, person=person, first=between[0])
        return Message("plans.win_over", member=member, person=person)
    if not between:
        return Message("plans.one_rung_up", member=member, person=person, rung=_rung(move, settings))
    first, *others = between
    if others:
        return Message("plans.first_contact_over", member=member, first=first, others=others, person=person)
    return Message("plans.first_contact", member=member, first=first, person=person)


def _rung(move: Move, settings: AnalysisSettings) -> Parameter:
    """Return the rung that a closeness reaches."""
    value = move.change.value if isinstance(move.change, SetCloseness) else 0.0
    reached = [rung for rung in RUNGS if rung in RUNG_NAMES and rung_threshold(rung, settings) <= value]
    return RUNG_NAMES[reached[-1]] if reached else ""
