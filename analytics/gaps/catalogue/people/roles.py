"""Whether the roles that decide a deal are played, and by one person each where one must."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from analytics.health.completeness import stage_of
from schemas.messages.message import Message
from schemas.rows.deals import OpportunityNode


def role_unfilled(context: GapContext) -> Iterator[Finding]:
    """Find open deals with a chain in force whose stage asks for more people in a role than are there.

    As for `completeness`, somebody with the role on any chain of the deal counts.
    """
    for deal in context.open_deals:
        asked = context.asked[deal.id]
        short = [each for each in asked if each.kind == "role" and each.have < each.need]
        chain = context.chain_in_force(deal)
        if short and chain is not None:
            roles = [each.name for each in short]
            yield Finding(
                (Subject("opportunity", deal.id),),
                Message("gaps_people.role_unfilled", count=len(roles), deal=context.name.deal(deal.id), roles=roles),
                numbers={"stage": deal.stage, "roles": " ".join(roles)}
                | {f"people_{each.name}": each.have for each in short}
                | {f"asked_{each.name}": each.need for each in short},
                records={"stake": sorted(stake for each in short for stake in each.stakes)},
                remedy=Remedy("name_people", opportunity=deal.id),
                chain=chain,
            )


def economic_buyer_ambiguous(context: GapContext) -> Iterator[Finding]:
    """Find a chain on which nobody, or more than one person, has the role of economic buyer."""
    buyers = context.with_role("economic_buyer")
    if context.chain is None or len(buyers) == 1:
        return
    chain = context.chain_name
    if buyers:
        names = [context.name.person(buyer) for buyer in buyers]
        said = Message("gaps_people.several_economic_buyers", chain=chain, people=names)
    else:
        said = Message("gaps_people.no_economic_buyer", chain=chain)
    yield Finding(
        (Subject("chain", context.chain.id),),
        said,
        numbers={"economic_buyers": len(buyers)},
        records={"person": buyers},
        remedy=Remedy("draw_chain", opportunity=context.chain.opportunity),
    )


def external_actor_missing(context: GapContext) -> Iterator[Finding]:
    """Find open deals with a chain in force where no outsider of a kind has a stake that the stage leads to expect."""
    for deal in context.open_deals:
        chain, missing = context.chain_in_force(deal), _missing_outsiders(context, deal)
        if missing and chain is not None:
            yield Finding(
                (Subject("opportunity", deal.id),),
                Message("gaps_people.external_actor_missing", deal=context.name.deal(deal.id), kinds=missing),
                numbers={"stage": deal.stage, "kinds": " ".join(missing)},
                remedy=Remedy("name_people", opportunity=deal.id),
                chain=chain,
            )


def _missing_outsiders(context: GapContext, deal: OpportunityNode) -> list[str]:
    _, stage = stage_of(deal, context.models)
    chains = {chain.id for chain in context.account.chains if chain.opportunity == deal.id}
    involved = {stake.person for stake in context.account.stakes if stake.chain in chains} & context.present
    there = {each.external_kind for each in context.account.people if each.id in involved and each.kind == "external"}
    return [kind for kind in sorted(stage.expected_external) if kind not in there] if stage else []
