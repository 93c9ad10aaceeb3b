"""Whether we know the people who count."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, people
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message


def key_player_uncovered(context: GapContext) -> Iterator[Finding]:
    """Find key players, deciders and the most influential whom none of us knows; vacant seats do not count.

    Critical where nobody has ever met somebody who decides.
    """
    wanted = context.key_players | context.deciders | set(context.most_influential)
    for person in sorted(wanted - context.covered - context.seats):
        decides = context.decides(person)
        never = person not in context.met
        found = context.numbers.people_closeness.get(person)
        yield Finding(
            people(person),
            _sentence(context, person, decides, never),
            numbers={
                "closeness": found.closeness if found else None,
                "known_from": context.numbers.settings.threshold_known,
                "influence": context.numbers.influence[person],
            },
            severity="critical" if decides and never else None,
            remedy=Remedy("meet", person),
            chain=decides.chain.id if decides and decides.chain else None,
        )


def _sentence(context: GapContext, person: str, decides: GapContext | None, never: bool) -> Message:
    who = context.name.person(person)
    if decides and decides.chain:
        chain = context.name.chain(decides.chain.id)
        if never:
            return Message("gaps_relationship.decider_never_met", person=who, chain=chain)
        return Message("gaps_relationship.decider_uncovered", person=who, chain=chain)
    if person in context.key_players:
        return Message("gaps_relationship.key_player_uncovered", person=who)
    return Message("gaps_relationship.influential_uncovered", person=who)
