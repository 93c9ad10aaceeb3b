"""Whether those who are for us, those who decide and those between the groups come together."""

from collections.abc import Iterator

from analytics.gaps import vocabulary
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject, people
from analytics.gaps.remedy import Remedy
from analytics.ranking import ranked
from schemas.messages.message import Message


def broker_uncovered(context: GapContext) -> Iterator[Finding]:
    """Find those of the top tenth by brokerage whom none of us knows, or who are not for us; seats do not count.

    Nobody brokers without people on both sides: a brokerage of 0 does not count.
    """
    brokerage = context.numbers.brokerage
    for person in vocabulary.top_decile(brokerage):
        known, friendly = person in context.covered, person in context.supportive
        if brokerage[person] <= 0 or person in context.seats or (known and friendly):
            continue
        found = context.numbers.people_closeness.get(person)
        yield Finding(
            people(person),
            _said_of_broker(context, person),
            numbers={
                "brokerage": brokerage[person],
                "closeness": found.closeness if found else None,
                "support": context.support.get(person),
            },
            remedy=Remedy("ask", person, attributes=("support",))
            if known and person not in context.support
            else Remedy("meet", person),
        )


def _said_of_broker(context: GapContext, person: str) -> Message:
    who = context.name.person(person)
    if person not in context.covered:
        return Message("gaps_chain.broker_uncovered", person=who)
    if person not in context.support:
        return Message("gaps_chain.broker_unknown", person=who)
    return Message("gaps_chain.broker_not_for_us", person=who)


def unmediated_conflict(context: GapContext, strength: float) -> Iterator[Finding]:
    """Find two who decide and are in conflict, with nobody between them.

    Between them stands whoever is allied with each, or moves them, and is in conflict with neither.

    Parameters
    ----------
    strength : float
        From which somebody moves another: the weight in the influence graph, without lines that nobody drew.
    """
    if context.chain is None:
        return
    for pair in sorted({tuple(sorted(edge.people)) for edge in context.account.conflicts}):
        if not context.deciders.issuperset(pair):
            continue
        one, other = pair
        if not (_ear(context, one, strength) & _ear(context, other, strength)) - _quarrels(context, pair):
            yield Finding(
                people(one, other),
                Message(
                    "gaps_chain.unmediated_conflict",
                    person=context.name.person(one),
                    other=context.name.person(other),
                    chain=context.chain_name,
                ),
                numbers={"moves_from": strength},
                records={"conflict": [e.id for e in context.account.conflicts if tuple(sorted(e.people)) == pair]},
                remedy=Remedy("mediate", one, target=other),
            )


def _ear(context: GapContext, person: str, strength: float) -> set[str]:
    """Return the present people who are allied with a person or move them."""
    graph = context.numbers.recorded_graph
    place = graph.people.index(person)
    arcs = zip(graph.source.tolist(), graph.target.tolist(), graph.weight.tolist(), strict=True)
    moving = {graph.people[source] for source, target, weight in arcs if target == place and weight >= strength}
    allied = {each for edge in context.account.alliances if person in edge.people for each in edge.people}
    return (moving | allied & context.present) - {person}


def _quarrels(context: GapContext, pair: tuple[str, ...]) -> set[str]:
    """Return who is in conflict with either of two people, and the two."""
    either = [edge.people for edge in context.account.conflicts if not set(pair).isdisjoint(edge.people)]
    return {person for both in either for person in both} | set(pair)


def support_in_one_camp(context: GapContext) -> Iterator[Finding]:
    """Find chains on which all who are for us, two or more, sit in one circle, and no approver in it."""
    friends = sorted(context.supportive & set(context.stakeholders))
    approvers = [person for person in context.with_role("approver") if person not in context.seats]
    circle = next((set(each) for each in context.numbers.communities if each and {*friends[:1]} & {*each}), set())
    if context.chain is None or len(friends) < 2 or not approvers:
        return
    if not circle.issuperset(friends) or not circle.isdisjoint(approvers):
        return
    order = ranked({person: context.numbers.influence[person] for person in friends})
    yield Finding(
        (Subject("chain", context.chain.id),),
        Message(
            "gaps_chain.support_in_one_camp",
            people=[context.name.bare(person) for person in order],
            approvers=[context.name.bare(person) for person in approvers],
            chain=context.chain_name,
            count=len(approvers),
        ),
        numbers={"supporters": len(friends), "circles": len(context.numbers.communities)},
        records={"person": sorted({*friends, *approvers})},
        remedy=_bridge(context, order, approvers),
    )


def _bridge(context: GapContext, friends: list[str], approvers: list[str]) -> Remedy:
    """Return who is to be met: an approver whom we know, else one to whom the friend whom we know best brings us."""
    strangers = [person for person in approvers if person not in context.covered]
    first = ranked({person: context.numbers.influence[person] for person in strangers or approvers})[0]
    if not strangers:
        return Remedy("meet", first)
    known = context.numbers.people_closeness
    closest = max(friends, key=lambda friend: found.closeness if (found := known.get(friend)) else 0.0)
    return Remedy("introduce", closest, target=first)
