"""Whether the people who matter are on the map at all."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message


def no_stakeholders(context: GapContext) -> Iterator[Finding]:
    """Find an account without people, a chain on which nobody has a stake, and either without a key player."""
    if context.chain is None:
        yield from _of_account(context)
    elif context.key_players.isdisjoint(context.stakeholders):
        yield _of_chain(context, context.chain.id, context.chain.opportunity)


def map_too_small(context: GapContext, **expected: float) -> Iterator[Finding]:
    """Find a chain with fewer people than deals of its class show; a deal without a class says nothing."""
    deal = context.deal
    if context.chain is None or deal is None or deal.deal_class not in expected:
        return
    have, need = len(context.stakeholders), expected[deal.deal_class]
    if have < need:
        chain = context.chain_name
        yield Finding(
            (Subject("chain", context.chain.id),),
            Message(
                "gaps_people.map_too_small", count=have, expected=need, chain=chain, deal=context.name.deal(deal.id)
            ),
            numbers={"people": have, "expected": need, "deal_class": deal.deal_class},
            records={"person": context.stakeholders},
            remedy=Remedy("name_people", opportunity=deal.id),
        )


def _of_account(context: GapContext) -> Iterator[Finding]:
    about = (Subject("account", context.account.account_id),)
    if not context.present:
        said = Message("gaps_people.no_stakeholders")
        yield Finding(about, said, numbers={"people": 0}, remedy=Remedy("name_people"))
    elif not context.key_players:
        count = len(context.present)
        said = Message("gaps_people.no_key_player", count=count)
        numbers = {"people": float(count), "key_players": 0.0}
        yield Finding(about, said, numbers=numbers, remedy=Remedy("find_power"))


def _of_chain(context: GapContext, chain: str, opportunity: str) -> Finding:
    name, count = context.name.chain(chain), len(context.stakeholders)
    if count:
        said = Message("gaps_people.no_key_player_on_chain", chain=name, count=count)
        remedy = Remedy("find_power", opportunity=opportunity)
    else:
        said = Message("gaps_people.nobody_on_chain", chain=name)
        remedy = Remedy("name_people", opportunity=opportunity)
    return Finding(
        (Subject("chain", chain),),
        said,
        numbers={"people": count, "key_players": 0},
        records={"person": context.stakeholders},
        remedy=remedy,
    )
