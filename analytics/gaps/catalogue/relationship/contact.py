"""Whether we keep in touch with the people we know."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, people
from analytics.gaps.remedy import Remedy
from schemas.analysis.gap_words import Severity
from schemas.messages.message import Message


def overdue_contact(context: GapContext, critical_after: float) -> Iterator[Finding]:
    """Find people whose last contact that went both ways is older than their cadence.

    Critical for somebody who decides at ``critical_after`` times the cadence; low for somebody who neither decides nor
    is a key player or among the most influential, and for whom nobody of us is responsible.
    """
    for person, days in sorted(context.numbers.last_met.items()):
        cadence = context.numbers.cadence[person]
        if days <= cadence:
            continue
        decides = context.decides(person)
        severity: Severity | None = None if person in context.important else "low"
        if decides and days >= critical_after * cadence:
            severity = "critical"
        name, late = context.name.person(person), round(days)
        yield Finding(
            people(person),
            Message("gaps_relationship.overdue_contact", person=name, count=late, cadence=round(cadence)),
            numbers={"days": days, "cadence_days": cadence},
            records={"interaction": [context.numbers.meetings[person].interaction]},
            severity=severity,
            remedy=Remedy("renew", person),
            chain=decides.chain.id if decides and decides.chain else None,
        )
