"""Actions: which of us does what about a gap, through whom, by when, and what to talk about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.access.access import AccessPath, best_paths
from analytics.gaps.actions.degrees import weakest_degree
from analytics.gaps.actions.dues import Due, due_of
from analytics.gaps.actions.owners import closest_contact, closest_member, owner
from analytics.gaps.actions.statements import fitting_statement
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.remedy import Remedy
from analytics.routes.access_graph import AccessGraph
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
    advised = [(gap, gap.finding.remedy) for gap in gaps if gap.finding.remedy]
    spoken_to = {gap.id: _spoken_to(whole, gap, remedy) for gap, remedy in advised}
    ways = _ways(whole, advised, spoken_to)
    return {gap.id: _action(whole, gap, remedy, *spoken_to[gap.id], ways.get(gap.id)) for gap, remedy in advised}


def _spoken_to(whole: GapContext, gap: Gap, remedy: Remedy) -> tuple[str | None, str | None]:
    """Return whom it is about, or who is asked, and which of us does it where that needs no way to them."""
    deal = _deal_of(whole, gap, remedy)
    contact = remedy.person or (None if remedy.kind in OURS_ALONE else closest_contact(whole, deal))
    member = remedy.member or (closest_member(whole, contact) if contact and remedy.kind in BY_THE_CLOSEST else None)
    return contact, member


def _deal_of(whole: GapContext, gap: Gap, remedy: Remedy) -> str | None:
    if remedy.opportunity or not gap.chain:
        return remedy.opportunity
    scope = _scope(whole, gap.chain)
    return scope.deal.id if scope.deal else None


def _scope(whole: GapContext, chain: str | None) -> GapContext:
    return whole.chains.get(chain or "", whole)


def _ways(
    whole: GapContext,
    advised: Sequence[tuple[Gap, Remedy]],
    spoken_to: Mapping[str, tuple[str | None, str | None]],
) -> dict[str, AccessPath | None]:
    """Return the strongest way to whom a gap is about, of each gap for which it matters who could make it."""
    wanted: dict[str | None, dict[str, str]] = {}
    for gap, remedy in advised:
        contact, member = spoken_to[gap.id]
        if member is None and contact is not None and remedy.kind in TO_A_PERSON:
            wanted.setdefault(gap.chain, {})[gap.id] = contact
    of_graph: dict[int, tuple[AccessGraph, set[str]]] = {}  # most chains have the graph of the account
    for chain, contacts in wanted.items():
        named = {remedy.person for gap, remedy in advised if gap.chain == chain}
        wanted[chain] = there = {gap: person for gap, person in contacts.items() if person in named & whole.present}
        graph = _scope(whole, chain).numbers.access_graph
        of_graph.setdefault(id(graph), (graph, set()))[1].update(there.values())
    ways = {key: best_paths(graph, sorted(people)) for key, (graph, people) in of_graph.items()}
    return {
        gap: ways[id(_scope(whole, chain).numbers.access_graph)][person]
        for chain, contacts in wanted.items()
        for gap, person in contacts.items()
    }


def _action(
    whole: GapContext, gap: Gap, remedy: Remedy, contact: str | None, member: str | None, way: AccessPath | None
) -> Action:
    deal = _deal_of(whole, gap, remedy)
    member = member or (way.nodes[0].id if way else owner(whole, remedy.person, deal))
    due = due_of(_scope(whole, gap.chain), gap, remedy)
    statement = fitting_statement(whole.account, remedy.person, deal) if remedy.kind in MEETINGS else None
    degree = weakest_degree(whole.numbers, member, remedy.person) if remedy.kind in MEETINGS else None
    return Action(remedy.kind, member, contact, way, due, statement, degree)
