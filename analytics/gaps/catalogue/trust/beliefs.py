"""Whether what we believe of people can still be believed."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, people
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message

ATTRIBUTES = ("support", "political_status")


def stale_belief(context: GapContext) -> Iterator[Finding]:
    """Find people who count, of whose support or political status nobody has said anything for a half-life of it.

    Of a chain those who decide it, by what is believed for that chain; of an account the key players who decide
    nothing.
    """
    wanted = context.deciders if context.chain else context.key_players - context.deciders
    for person in sorted(wanted):
        beliefs = {attribute: context.belief(person, attribute) for attribute in ATTRIBUTES}
        stale = {attribute: belief for attribute, belief in beliefs.items() if belief and belief.stale}
        if not stale:
            continue
        words = [word for belief in stale.values() for word in belief.words]
        newest = min(word.age for word in words)
        name = context.name.person(person)
        yield Finding(
            people(person),
            Message("gaps_trust.stale_belief", person=name, attributes=list(stale), count=round(newest)),
            numbers={"days": newest},
            records={"assessment": [word.assessment.id for word in words]},
            remedy=Remedy("ask", person, attributes=tuple(stale)),
        )
