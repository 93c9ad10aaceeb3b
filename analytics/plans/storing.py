"""Moves of a plan as records: what a batch takes to store each as an action."""

from collections.abc import Mapping, Sequence

from analytics.access.access import AccessPath
from analytics.gaps.actions.action import Action
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.plans.move import Move
from schemas.vocabularies import RemedyKind

Stored = dict[str, str | tuple[str, ...]]
"""Fields of an action; what is not known is left out."""

REMEDIES: Mapping[str, RemedyKind] = {"touch": "deepen", "introduce": "meet"}
"""Kind of move towards a person -> what an action calls it; support has no word of its own."""


def stored_of_gap(scope: GapContext, gap: Gap, action: Action, what: str) -> Stored:
    """Return the action of a gap as it can be stored: it names the gap, which then shows it.

    Parameters
    ----------
    scope : GapContext
        Of the chain that the gap is about, else of the account.
    what : str
        The action in words.
    """
    remedy = gap.finding.remedy
    deal = (remedy.opportunity if remedy else None) or (scope.deal.id if scope.deal else None)
    return _known(
        what=what,
        kind=action.kind,
        member=action.member,
        person=action.person,
        through=through(action.way),
        opportunity=deal,
        chain=gap.chain,
        step=remedy.step if remedy else None,
        value_statement=action.statement.id if action.statement else None,
        due=action.due.at,
        gap=gap.id,
        rule=gap.rule,
    )


def stored_of_move(move: Move, chain: str | None, deal: str | None, what: str) -> Stored:
    """Return a move towards a person as it can be stored; no date follows from what it adds.

    Examples
    --------
    >>> stored_of_move(Move("touch", "kim", "ada", 1.0), None, None, "Meet her.")
    {'what': 'Meet her.', 'kind': 'deepen', 'member': 'kim', 'person': 'ada'}
    """
    return _known(
        what=what,
        kind=REMEDIES.get(move.kind),
        member=move.member,
        person=move.person,
        through=through(move.way),
        opportunity=deal,
        chain=chain,
    )


def through(way: AccessPath | None) -> Sequence[str]:
    """Return the people of theirs between us and whom a way leads to, in order."""
    return [node.id for node in way.nodes[1:-1]] if way else []


def _known(**fields: str | Sequence[str] | None) -> Stored:
    return {name: value if isinstance(value, str) else tuple(value) for name, value in fields.items() if value}
