"""Whether seats are held by whoever is there: empty ones, ones of people who left, and people without any."""

from collections.abc import Collection, Iterator, Mapping

from analytics.ages import ages
from analytics.deals import is_open
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, people
from analytics.gaps.remedy import Remedy
from analytics.health.completeness import Described, undescribed
from schemas.messages.message import Message
from schemas.rows.deals import ChainNode

PLACED_BY: Mapping[Described, Message] = {
    "department": Message("gaps_people.department"),
    "seniority": Message("gaps_people.seniority"),
}
"""The two fields that place somebody in a cell of the map -> their words."""

HELD = {
    "membership": Message("gaps_people.held_membership"),
    "reporting_line": Message("gaps_people.held_reporting_line"),
    "stake": Message("gaps_people.held_stake"),
    "coverage": Message("gaps_people.held_coverage"),
}
"""Kind of record that somebody who left may still hold -> its words."""

Held = Mapping[str, Collection[str]]
"""Ids of records that somebody holds, by kind."""


def placeholder_unfilled(context: GapContext, days: float) -> Iterator[Finding]:
    """Find placeholders and vacant seats that have had a stake on the chain for a while.

    A seat of which nobody recorded since when it has had one says nothing.

    Parameters
    ----------
    days : float
        So long it may take to find out who sits there.
    """
    for seat in context.stakeholders:
        stakes = [each for each in context.stakes if each.person == seat]
        begun = min((each.valid_from for each in stakes if each.valid_from), default=None)
        if seat not in context.seats or begun is None or context.chain is None:
            continue
        age = float(ages([begun], context.account.as_of)[0])
        if age > days:
            yield Finding(
                people(seat),
                _unfilled(context, context.chain, seat, int(age)),
                numbers={"days": age},
                records={"stake": [each.id for each in stakes]},
                remedy=Remedy("name_people", opportunity=context.chain.opportunity),
            )


def _unfilled(context: GapContext, chain: ChainNode, seat: str, days: int) -> Message:
    name, called = context.name.bare(seat), context.name.chain(chain.id)
    if seat in context.numbers.vacant:
        return Message("gaps_people.seat_vacant", person=name, chain=called, count=days)
    return Message("gaps_people.placeholder_unfilled", person=name, chain=called, count=days)


def left_but_active(context: GapContext) -> Iterator[Finding]:
    """Find people who left and still have a department, a line, a stake in an open deal, or somebody in charge of them.

    Stakes on chains that are closed or replaced, or of deals that are, are history.
    """
    for person in sorted({each.id for each in context.account.people} - context.present):
        held = {kind: ids for kind, ids in _held(context, person).items() if ids}
        if held:
            kinds = [HELD[kind] for kind in held]
            yield Finding(
                people(person),
                Message("gaps_people.left_but_active", person=context.name.person(person), kinds=kinds),
                numbers={kind: len(ids) for kind, ids in held.items()},
                records={kind: sorted(ids) for kind, ids in held.items()},
                remedy=Remedy("correct", person),
                chain=_chain_of(context, held.get("stake", ())),
            )


def _chain_of(context: GapContext, stakes: Collection[str]) -> str | None:
    """Return the first chain in force, by id, that one of some stakes is in; None without."""
    chains = {stake.chain for stake in context.account.stakes if stake.id in stakes}
    return min((each for each in chains if each in context.chains), default=None)


def _held(context: GapContext, person: str) -> Held:
    account = context.account
    open_deals = {each.id for each in account.opportunities if is_open(each)}
    chains = {
        chain.id
        for chain in account.chains
        if chain.opportunity in open_deals and chain.status not in {"closed", "replaced"}
    }
    return {
        "membership": [each.id for each in account.memberships if each.person == person],
        "reporting_line": [each.id for each in account.reporting_lines if person in {each.person, each.manager}],
        "stake": [each.id for each in account.stakes if each.person == person and each.chain in chains],
        "coverage": [each.id for each in account.coverages if (each.target_kind, each.target_id) == ("person", person)],
    }


def cannot_be_placed(context: GapContext) -> Iterator[Finding]:
    """Find people of the account of whom the department or the seniority is not known; nobody sits on a vacant seat.

    Outsiders have no place in the account.
    """
    missing = undescribed(context.account, context.present, context.numbers.departments)
    for person, fields in missing.items():
        lacking = [field for field in PLACED_BY if field in fields]
        if lacking and person not in context.seats and context.numbers.people[person].kind != "external":
            name, words = context.name.person(person), [PLACED_BY[each] for each in lacking]
            yield Finding(
                people(person),
                Message("gaps_people.cannot_be_placed", person=name, lacking=words),
                numbers={"lacking": " ".join(lacking)},
                remedy=Remedy("correct", person),
            )
