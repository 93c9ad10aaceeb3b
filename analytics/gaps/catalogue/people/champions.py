"""Whether those who sell for us inside can, and still do."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Number, people
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message
from schemas.rows.deals import OpportunityNode, StakeEdge


def champion_unproven(context: GapContext, percentile: float, days: float) -> Iterator[Finding]:
    """Find champions without power, without a way to the economic buyer, or whose support nobody has confirmed lately.

    Parameters
    ----------
    percentile : float
        Below this percentile of influence somebody who is not a key player has no power.
    days : float
        So long ago the latest word on their support may be.
    """
    for champion in context.with_role("champion"):
        lacking = tuple(_lacking(context, champion, percentile, days))
        if lacking:
            yield _unproven(context, champion, lacking)


def _lacking(context: GapContext, champion: str, percentile: float, days: float) -> Iterator[str]:
    if context.numbers.influence_percentile[champion] < percentile and champion not in context.key_players:
        yield "power"
    buyers = context.with_role("economic_buyer")
    if buyers and not any(context.reaches(champion, buyer) for buyer in buyers):
        yield "way"
    age = support_age(context, champion)
    if age is None or age > days:
        yield "support"


def _unproven(context: GapContext, champion: str, lacking: tuple[str, ...]) -> Finding:
    said = {
        "power": Message("gaps_people.champion_without_power"),
        "way": Message("gaps_people.champion_without_way"),
        "support": Message("gaps_people.champion_without_support"),
    }
    assert context.chain is not None  # noqa: S101 - for the type checker: the rule looks at chains only
    numbers: dict[str, Number] = {
        "influence_percentile": context.numbers.influence_percentile[champion],
        "support_age_days": support_age(context, champion),
        "lacking": " ".join(lacking),
    }
    chain = context.chain_name
    return Finding(
        people(champion),
        Message(
            "gaps_people.champion_unproven",
            person=context.name.person(champion),
            chain=chain,
            lacking=[said[each] for each in lacking],
        ),
        numbers=numbers,
        records={"stake": [each.id for each in context.stakes if each.person == champion]},
        remedy=_remedy(context, champion, lacking),
    )


def _remedy(context: GapContext, champion: str, lacking: tuple[str, ...]) -> Remedy:
    if "support" in lacking:
        return Remedy("ask", champion, attributes=("support",))
    if "way" in lacking:
        return Remedy("introduce", champion, target=context.with_role("economic_buyer")[0])
    return Remedy("name_people", champion)


def support_age(context: GapContext, person: str) -> float | None:
    """Return the days since the latest word on somebody's support; None where nobody said one that counts."""
    belief = context.belief(person, "support")
    return None if belief is None else min(word.age for word in belief.words)


def single_champion(context: GapContext, share: float) -> Iterator[Finding]:
    """Find open deals past a share of their stages on whose chains in force exactly one person is a champion.

    Parameters
    ----------
    share : float
        Of the stages of the deal's model; at a place beyond it one champion is too few.
    """
    for deal in context.open_deals:
        stage, chain = context.stage(deal), context.chain_in_force(deal)
        if stage is None or chain is None or stage.place <= share * stage.stages:
            continue
        held = _championing(context, deal)
        champions = sorted({stake.person for stake in held})
        if len(champions) == 1:
            name, person = context.name.deal(deal.id), context.name.person(champions[0])
            yield Finding(
                people(*champions),
                Message("gaps_people.single_champion", deal=name, person=person),
                numbers={"champions": 1, "place": stage.place, "stages": stage.stages},
                records={"stake": [stake.id for stake in held]},
                remedy=Remedy("name_people", opportunity=deal.id),
                chain=chain,
            )


def _championing(context: GapContext, deal: OpportunityNode) -> list[StakeEdge]:
    scopes = [
        each for each in context.chains.values() if each.deal == deal and each.chain and each.chain.status == "active"
    ]
    held = [stake for each in scopes for stake in each.stakes if "champion" in (stake.roles or ())]
    return sorted(held, key=lambda stake: stake.id)
