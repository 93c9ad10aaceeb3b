"""Whether a relationship goes forward, and whether they want it as much as we do."""

from collections.abc import Iterator

from analytics.ages import ages
from analytics.closeness.contacts import INITIATORS
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, people
from analytics.gaps.remedy import Remedy
from analytics.inputs.contacts import THEIRS, UNKNOWN
from analytics.ranking import DIGITS
from schemas.messages.message import Message
from schemas.rows.contacts import InteractionNode


def cooling(context: GapContext, points: float, days: float) -> Iterator[Finding]:
    """Find key players to whom we are less close than some days ago, by more than some points."""
    if not context.key_players:
        return
    before, now = context.closeness_before(days), context.numbers.people_closeness
    for person in sorted(context.key_players & before.keys()):
        then, found = before[person].closeness, now.get(person)
        closeness = found.closeness if found else 0.0
        if round(then - closeness, DIGITS) > points:
            name, high, low = context.name.person(person), round(then), round(closeness)
            yield Finding(
                people(person),
                Message("gaps_relationship.cooling", person=name, days=round(days), then=high, now=low),
                numbers={"closeness": closeness, "closeness_before": then, "days": days},
                remedy=Remedy("renew", person),
                chain=context.chain_decided_by(person),
            )


def one_sided(context: GapContext, contacts: float) -> Iterator[Finding]:
    """Find people with whom we had contact often enough, and who began none of the last ones.

    Only contacts count of which it is known who began them. Low for somebody who neither decides nor is a key player or
    among the most influential, and for whom nobody of us is responsible.
    """
    last = int(contacts)
    for person, known in sorted(_begun(context).items()):
        if len(known) < last or any(_side(contact) == THEIRS for contact in known[-last:]):
            continue
        theirs = [contact.at for contact in known if _side(contact) == THEIRS]
        yield Finding(
            people(person),
            Message("gaps_relationship.one_sided", person=context.name.person(person), last=last),
            numbers={
                "contacts": len(known),
                "begun_by_them": len(theirs),
                "days_since_theirs": float(ages(theirs[-1:], context.account.as_of)[0]) if theirs else None,
            },
            records={"interaction": [contact.id for contact in known[-last:]]},
            severity=None if person in context.important else "low",
            remedy=Remedy("invite", person),
            chain=context.chain_decided_by(person),
        )


def _begun(context: GapContext) -> dict[str, list[InteractionNode]]:
    """Return the contacts of each person of which it is known who began them, in order of time."""
    found: dict[str, list[InteractionNode]] = {}
    for contact in sorted(context.account.interactions, key=lambda each: (each.at, each.id)):
        if contact.at <= context.account.as_of and _side(contact) != UNKNOWN:
            for person in context.present.intersection(contact.people):
                found.setdefault(person, []).append(contact)
    return found


def _side(contact: InteractionNode) -> int:
    return INITIATORS.get(contact.direction or "" if contact.initiator is None else contact.initiator, UNKNOWN)
