"""Which of us is responsible, and whom of theirs we know best."""

from analytics.gaps.context import GapContext
from analytics.gaps.vocabulary import duty_order


def owner(context: GapContext, person: str | None, deal: str | None) -> str | None:
    """Return which of us is responsible for a person, else for a deal or its chains, else for the account.

    Of several the owner comes before the co-owner and the sponsor, then the first by id. Without any duty it is who is
    closest to anybody of theirs; None where nobody of us is known to the account.
    """
    if not context.first_duties:
        return context.closest_of_us
    chains = [chain.id for chain in context.account.chains if chain.opportunity == deal]
    targets: list[list[tuple[str, str | None]]] = [
        [("person", person)],
        [("opportunity", deal), *(("chain", chain) for chain in chains)],
        [("account", context.account.account_id)],
    ]
    for wanted in targets:
        found = [context.first_duties[target] for target in wanted if target in context.first_duties]
        if found:
            return min(found, key=duty_order).member
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
    known = context.best_known
    return next((person for person in known if person in on_deal), next(iter(known), None))
