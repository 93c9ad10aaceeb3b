"""Which of us is responsible, and whom of theirs we know best."""

from analytics.gaps.context import GapContext
from analytics.members import standing_coverages

DUTIES = ("owner", "co_owner", "executive_sponsor")
"""Duties in the order in which they are asked first; all others come after them."""


def owner(context: GapContext, person: str | None, deal: str | None) -> str | None:
    """Return which of us is responsible for a person, else for a deal or its chains, else for the account.

    Of several the owner comes before the co-owner and the sponsor, then the first by id. Without any duty it is who is
    closest to anybody of theirs; None where nobody of us is known to the account.
    """
    chains = {chain.id for chain in context.account.chains if chain.opportunity == deal}
    targets: list[set[tuple[str, str | None]]] = [
        {("person", person)},
        {("opportunity", deal), *(("chain", chain) for chain in chains)},
        {("account", context.account.account_id)},
    ]
    coverages = list(standing_coverages(context.account))
    for wanted in targets:
        found = [each for each in coverages if (each.target_kind, each.target_id) in wanted]
        if found:
            return min(found, key=lambda each: (_order(each.duty), each.id)).member
    return context.closest_of_us


def closest_member(context: GapContext, person: str) -> str | None:
    """Return which of us is closest to a person; None where nobody knows them."""
    found = context.numbers.people_closeness.get(person)
    return found.members[0] if found and found.members else None


def closest_contact(context: GapContext, deal: str | None) -> str | None:
    """Return the person whom we know best, among those with a stake in a deal if we know any of them.

    None where we know nobody.
    """
    chains = {chain.id for chain in context.account.chains if chain.opportunity == deal}
    on_deal = {stake.person for stake in context.account.stakes if stake.chain in chains}
    known = {person: found.closeness for person, found in context.numbers.people_closeness.items() if found.closeness}
    for among in ({person for person in known if person in on_deal}, set(known)):
        if among:
            return min(among, key=lambda person: (-known[person], person))
    return None


def _order(duty: str) -> int:
    return DUTIES.index(duty) if duty in DUTIES else len(DUTIES)
