"""Actions: which of us does what about a gap, through whom, by when, and what to talk about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analytics.access.access import AccessPath, best_paths
from analytics.gaps.actions.degrees import weakest_degree
from analytics.gaps.actions.dues import Due, due_of
from analytics.gaps.actions.owners import closest_contact, closest_member, owner
from analytics.gaps.actions.statements import fitting_statement
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.remedy import Remedy
from schemas.analysis.gap_words import Degree, RemedyKind
from schemas.rows.deals import ValueStatementNode

TO_A_PERSON = frozenset({"meet", "renew", "ask", "introduce"})
"""Remedies about a person, who is reached by the best way; with others the person we know best is spoken to."""

MEETINGS = frozenset({"meet", "renew", "deepen"})

OURS_ALONE = frozenset({"name_sponsor", "assign", "record", "finish"})
"""Remedies for which nobody of theirs is spoken to."""

BY_THE_CLOSEST = frozenset(
    {
        "renew",
        "name_people",
        "find_power",
        "draw_chain",
        "name_voter",
        "deepen",
        "answer",
        "invite",
        "share",
        "bring_senior",
        "follow_step",
        "ask_process",
    }
)
"""Remedies for which whoever of us is closest to the person acts, without a way over others."""


@dataclass(frozen=True)
class Action:
    """What is to be done about a gap.

    Attributes
    ----------
    member : str or None
        Which of us does it; None where nobody of us is known to the account.
    person : str or None
        Whom it is about, or who is asked.
    way : AccessPath or None
        The strongest way to that person.
    due : Due
        By when, and what that follows from.
    statement : ValueStatementNode or None
        What to talk about.
    degree : Degree or None
        The weakest degree of trust of the relationship; None without a contact.
    """

    kind: RemedyKind
    member: str | None
    person: str | None
    way: AccessPath | None
    due: Due
    statement: ValueStatementNode | None
    degree: Degree | None


def actions_of(context: GapContext, gaps: Sequence[Gap]) -> dict[str, Action]:
    """Return what is to be done about each of some gaps, by id; gaps without a remedy are absent.

    The person of a gap is reached by the strongest way of `access`, in the chain that it is about if there is one.
    Where nobody reaches them, and where no person is named, whoever is responsible for the deal or the account acts;
    they ask the person whom we know best, among those with a stake in the deal if any. See `due_of` for the date.
    """
    whole = context.whole
    ways: dict[str | None, Mapping[str, AccessPath | None]] = {}
    for chain in {None, *(gap.chain for gap in gaps)}:
        scope = whole.chains.get(chain or "", whole)
        ways[chain] = best_paths(scope.numbers.access_graph, _targets(scope, gaps, chain))
    return {gap.id: _action(whole, gap, gap.finding.remedy, ways[gap.chain]) for gap in gaps if gap.finding.remedy}


def _targets(scope: GapContext, gaps: Iterable[Gap], chain: str | None) -> list[str]:
    wanted = {gap.finding.remedy.person for gap in gaps if gap.chain == chain and gap.finding.remedy}
    return sorted(person for person in wanted if person is not None and person in scope.present)


def _action(whole: GapContext, gap: Gap, remedy: Remedy, ways: Mapping[str, AccessPath | None]) -> Action:
    scope = whole.chains.get(gap.chain or "", whole)
    deal = remedy.opportunity or (scope.deal.id if scope.deal else None)
    contact = remedy.person or (None if remedy.kind in OURS_ALONE else closest_contact(whole, deal))
    member = remedy.member or (closest_member(whole, contact) if contact and remedy.kind in BY_THE_CLOSEST else None)
    way = ways.get(contact or "") if member is None and remedy.kind in TO_A_PERSON else None
    member = member or (way.nodes[0].id if way else owner(whole, remedy.person, deal))
    due = due_of(scope, gap, remedy)
    statement = fitting_statement(whole.account, remedy.person, deal) if remedy.kind in MEETINGS else None
    degree = weakest_degree(whole.numbers, member, remedy.person) if remedy.kind in MEETINGS else None
    return Action(remedy.kind, member, contact, way, due, statement, degree)
