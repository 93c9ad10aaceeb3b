"""Snapshots as tests write them: an account at a date, with as much in it as is asked for."""

from typing import Any

from schemas.analysis.health import HealthComponents, HealthWeights
from schemas.reports.lists import (
    BothLanguages,
    ContactDue,
    DueFacts,
    LeadingPerson,
    ReportedGap,
    SeverityCounts,
    StaleBelief,
    StructureWarning,
)
from schemas.reports.snapshot import Snapshot

DAY = "2026-07-01"


def said(text: str) -> BothLanguages:
    """Return one sentence in both languages."""
    return BothLanguages(en=text, zh=f"{text}。")


def gap(number: int = 1, **fields: Any) -> ReportedGap[BothLanguages]:
    """Return a gap about the person of a number, which the member of ours closes."""
    values: dict[str, Any] = {
        "id": f"gap-{number:016x}",
        "rule": "overdue-contact",
        "severity": "high",
        "priority": 1.0 / number,
        "scope": "account",
        "chain": None,
        "opportunity": None,
        "people": (f"p{number}",),
        "since": "2026-06-20T00:00:00.000000Z",
        "muted": False,
        "finding": said(f"Nobody has spoken to Ada {number} for 46 days"),
        "action": said(f"Kim calls Ada {number}"),
        "member": "t1",
        "due": "2026-07-03T00:00:00.000000Z",
    }
    return ReportedGap[BothLanguages](**{**values, **fields})


def contact(number: int = 1, **fields: Any) -> ContactDue[BothLanguages]:
    """Return a person who is due for a contact."""
    values: dict[str, Any] = {
        "person": f"p{number}",
        "person_name": f"Ada {number}",
        "title": "Head of purchasing",
        "member": "t1",
        "member_name": "Kim Vale",
        "due": "2026-06-15T00:00:00.000000Z",
        "overdue_days": 16.0,
        "cadence_days": 30.0,
        "reason": "cadence",
        "influence": 0.14,
        "priority": 0.075 / number,
        "facts": DueFacts[BothLanguages](
            last_at="2026-05-16T00:00:00.000000Z",
            last_channel="call",
            rung="acquainted",
            trend_sign="down",
            top_gap=f"gap-{number:016x}",
            topic=said(f"Ask Ada {number} who signs"),
        ),
    }
    return ContactDue[BothLanguages](**{**values, **fields})


def leader(person: str, manager: str | None = None) -> LeadingPerson:
    """Return a person of much influence."""
    name = person.replace("p", "Ada ")
    return LeadingPerson(
        person=person, person_name=name, title=None, manager=manager, influence=0.1, closeness=None, rung="unknown"
    )


def stale() -> StaleBelief:
    """Return a belief that nobody confirmed for long."""
    return StaleBelief(
        person="p1",
        person_name="Ada 1",
        attribute="support",
        chain=None,
        last_at="2026-01-15T00:00:00.000000Z",
        days=167.0,
    )


def circle() -> StructureWarning[BothLanguages]:
    """Return a warning about lines that cannot be."""
    return StructureWarning[BothLanguages](
        rule="reporting-cycle", people=("p1", "p2"), finding=said("Ada 1 reports to herself")
    )


def snapshot(account_id: str = "acme", date: str = DAY, health: float | None = 42.9, **fields: Any) -> Snapshot:
    """Return an account at a date, with one of everything that is listed."""
    values: dict[str, Any] = {
        "date": date,
        "as_of": f"{date}T00:00:00.000000Z",
        "account_id": account_id,
        "name": "Acme",
        "owner": "t1",
        "owner_name": "Kim Vale",
        "segment": "Automotive",
        "tier": "A",
        "revision": 1,
        "book_revision": 0,
        "settings": "0c4f1a5d9be27a36",
        "people": 12,
        "health": health,
        "grade": None if health is None else "D",
        "components": HealthComponents(
            completeness=62.5, coverage=41.7, closeness=23.8, freshness=None, corroboration=20.0, resilience=71.0
        ),
        "weights": HealthWeights(
            completeness=1.0, coverage=1.0, closeness=1.0, freshness=1.0, corroboration=1.0, resilience=1.0
        ),
        "reasons": {"components.freshness": "no_interactions"},
        "profile": "full",
        "counts": SeverityCounts(critical=0, high=1, medium=0, low=0),
        "gaps": (gap(),),
        "contacts_due": (contact(),),
        "stale_beliefs": (stale(),),
        "structure": (circle(),),
        "leading_people": (leader("p1"), leader("p2", manager="p1")),
    }
    return Snapshot(**{**values, **fields})
