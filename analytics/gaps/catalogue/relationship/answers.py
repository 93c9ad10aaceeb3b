"""Whether we answer those who ask us."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from analytics.gaps.actions.dues import local_day
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, people
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import InteractionNode


def inbound_unanswered(context: GapContext, days: float) -> Iterator[Finding]:
    """Find people whose question to us needs an answer and has had none for more than some working days.

    One finding for all questions of the same people.
    """
    waiting: dict[tuple[str, ...], list[InteractionNode]] = {}
    for contact in context.numbers.contact_log.questions:
        if waits(contact, context.account, days):
            who = tuple(sorted(context.present.intersection(contact.people)))
            waiting.setdefault(who, []).append(contact)
    waiting.pop((), None)
    for who, contacts in sorted(waiting.items()):
        yield _waiting(context, who, sorted(contacts, key=lambda each: (each.at, each.id)))


def waits(contact: InteractionNode, account: AccountGraph, days: float) -> bool:
    """Return whether a contact waits for our answer for more than some working days."""
    if contact.direction != "inbound" or not contact.needs_answer or contact.at > account.as_of:
        return False
    answered = contact.answered_at is not None and contact.answered_at <= account.as_of
    return not answered and working_days(contact.at, account.as_of, account.timezone) > days


def working_days(begin: str, end: str, timezone: str | None) -> float:
    """Return the days from one instant to a later one without those of Saturdays and Sundays there; UTC without a zone.

    Examples
    --------
    >>> working_days("2026-06-26T12:00:00.000000Z", "2026-06-30T12:00:00.000000Z", None)
    2.0
    """
    zone = None if timezone is None else ZoneInfo(timezone)
    moments = [datetime.fromisoformat(each) for each in (begin, end)]
    first, last = (moment if zone is None else moment.astimezone(zone) for moment in moments)
    whole = float(np.busday_count(first.date(), last.date()))
    return whole + _worked(last) - _worked(first)


def _worked(moment: datetime) -> float:
    """Return the share of its day that has passed; 0 on a Saturday or Sunday."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return 0.0 if moment.weekday() > 4 else (moment - midnight) / timedelta(days=1)


def _waiting(context: GapContext, who: tuple[str, ...], contacts: list[InteractionNode]) -> Finding:
    oldest, account = contacts[0], context.account
    chains = [chain for person in who if (chain := context.chain_decided_by(person))]
    ours = [member for member in oldest.members or () if member in context.numbers.members]
    return Finding(
        people(*who),
        Message(
            "gaps_relationship.inbound_unanswered",
            count=len(contacts),
            people=[context.name.person(person) for person in who],
            day=local_day(oldest.at, account.timezone),
        ),
        numbers={
            "waiting": len(contacts),
            "working_days": working_days(oldest.at, account.as_of, account.timezone),
        },
        records={"interaction": [contact.id for contact in contacts]},
        remedy=Remedy("answer", who[0], member=min(ours, default=None)),
        chain=next(iter(chains), None),
    )
