"""Whether anybody whose word counts is for us."""

from collections.abc import Iterator, Sequence

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from analytics.gaps.vocabulary import SIGNING_ROLES
from analytics.ranking import ranked
from schemas.analysis.gap_words import Severity
from schemas.messages.message import Message


def no_supportive_power(context: GapContext) -> Iterator[Finding]:
    """Find a chain of whose key players none is known to be for us, or none of those who sign: that is high only.

    A chain without a key player says nothing: that nobody is known to count is a gap of its own.
    """
    powerful = sorted(context.key_players.intersection(context.stakeholders))
    friends = [person for person in powerful if person in context.supportive]
    if context.chain is None or not powerful:
        return
    if not friends:
        yield _found(context, powerful, friends, None, _winning(context, powerful))
    elif set(friends).isdisjoint(context.with_role(*SIGNING_ROLES)):
        yield _found(context, powerful, friends, "high", _introducing(context, friends))


def _found(
    context: GapContext, powerful: Sequence[str], friends: Sequence[str], severity: Severity | None, remedy: Remedy
) -> Finding:
    assert context.chain is not None  # noqa: S101 - for the type checker: the rule looks at chains only
    chain = context.chain_name
    names = [context.name.person(person) for person in friends]
    said = (
        Message("gaps_relationship.no_supportive_signature", chain=chain, count=len(friends), people=names)
        if friends
        else Message("gaps_relationship.no_supportive_power", chain=chain)
    )
    return Finding(
        (Subject("chain", context.chain.id),),
        said,
        numbers={
            "key_players": len(powerful),
            "supportive": len(friends),
            "known": sum(person in context.support for person in powerful),
        },
        records={"person": powerful},
        severity=severity,
        remedy=remedy,
    )


def _winning(context: GapContext, powerful: Sequence[str]) -> Remedy:
    """Return what helps first: to know where the most influential stand, else to meet who is least against us."""
    influence = context.numbers.influence
    unknown = {person: influence[person] for person in powerful if person not in context.support}
    if unknown:
        return Remedy("ask", ranked(unknown)[0], attributes=("support",))
    nearest = ranked({person: context.support[person] for person in powerful})[0]
    return Remedy("deepen" if nearest in context.covered else "meet", nearest)


def _introducing(context: GapContext, friends: Sequence[str]) -> Remedy:
    """Return that the most influential friend brings us to the most influential of those who sign."""
    influence = context.numbers.influence
    friend = ranked({person: influence[person] for person in friends})[0]
    signing = {person: influence[person] for person in context.with_role(*SIGNING_ROLES)}
    if signing:
        return Remedy("introduce", friend, target=ranked(signing)[0])
    return Remedy("name_people", friend, opportunity=context.deal.id if context.deal else None)
