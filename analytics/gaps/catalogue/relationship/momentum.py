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
    last, log = int(contacts), context.numbers.contact_log
    for person, known in _not_begun_of_late(context, last):
        theirs = known[log.initiator[known] == THEIRS].tolist()
        latest = [log.rows[place].at for place in theirs[-1:]]
        yield Finding(
            people(person),
            Message("gaps_relationship.one_sided", person=context.name.person(person), last=last),
            numbers={
                "contacts": len(known),
                "begun_by_them": len(theirs),
                "days_since_theirs": float(ages(latest, context.account.as_of)[0]) if latest else None,
            },
            records={"interaction": [log.rows[place].id for place in known[-last:].tolist()]},
            severity=None if person in context.important else "low",
            remedy=Remedy("invite", person),
            chain=context.chain_decided_by(person),
        )


def _not_begun_of_late(context: GapContext, last: int) -> Iterator[tuple[str, IntArray]]:
    """Yield whoever began none of their last contacts, with all of which it is known who began them, in order of time.

    The contacts are given by their places in the log, people in order of id.
    """
    log, took_part = context.numbers.contact_log, context.numbers.contact_log.people
    happened = took_part.contact < log.until(context.account.as_of)
    counts = happened & (log.initiator[took_part.contact] != UNKNOWN)
    contact, who = took_part.contact[counts], took_part.who[counts]
    contact = contact[np.argsort(who, kind="stable")]
    many = np.bincount(who, minlength=len(took_part.ids))
    ends = np.cumsum(many)
    begun = np.append(0, np.cumsum(log.initiator[contact] == THEIRS))
    are_silent = (many >= max(1, last)) & (begun[ends] == begun[np.maximum(ends - last, 0)])
    for place in np.flatnonzero(are_silent).tolist():
        if took_part.ids[place] in context.present:
            yield took_part.ids[place], contact[ends[place] - many[place] : ends[place]]
