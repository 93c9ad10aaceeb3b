"""Whether a relationship goes forward, and whether they want it as much as we do."""

from collections.abc import Iterator

import numpy as np

from analytics.ages import ages
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, people
from analytics.gaps.remedy import Remedy
from analytics.graphs.people_graph import IntArray
from analytics.inputs.contacts import THEIRS, UNKNOWN
from analytics.ranking import DIGITS
from schemas.messages.message import Message


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
    last, rows = int(contacts), context.numbers.contact_log.rows
    for person, known in sorted(_begun(context).items()):
        theirs = known[context.numbers.contact_log.initiator[known] == THEIRS]
        if len(known) < last or THEIRS in context.numbers.contact_log.initiator[known[-last:]]:
            continue
        latest = [rows[place].at for place in theirs[-1:].tolist()]
        yield Finding(
            people(person),
            Message("gaps_relationship.one_sided", person=context.name.person(person), last=last),
            numbers={
                "contacts": len(known),
                "begun_by_them": len(theirs),
                "days_since_theirs": float(ages(latest, context.account.as_of)[0]) if latest else None,
            },
            records={"interaction": [rows[place].id for place in known[-last:].tolist()]},
            severity=None if person in context.important else "low",
            remedy=Remedy("invite", person),
            chain=context.chain_decided_by(person),
        )


def _begun(context: GapContext) -> dict[str, IntArray]:
    """Return the contacts of each person of which it is known who began them, in order of time, by their places."""
    log, places = context.numbers.contact_log, context.numbers.contact_log.people
    until = log.until(context.account.as_of)
    counts = (places.contact < until) & (log.initiator[places.contact] != UNKNOWN)
    contact, who = places.contact[counts], places.who[counts]
    order = np.argsort(who, kind="stable")
    ends = np.cumsum(np.bincount(who, minlength=len(places.ids)))
    parts = np.split(contact[order], ends[:-1]) if len(places.ids) else []
    return {
        person: known
        for person, known in zip(places.ids, parts, strict=True)
        if person in context.present and len(known)
    }
