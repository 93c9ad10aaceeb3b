"""One account at one date, as snapshots keep it and reports show it."""

from typing import Generic

from schemas.analysis.answer import Percent, Reasons, Whole
from schemas.analysis.health import Grade, HealthComponents
from schemas.fields import Identifier, ShownLine, judgement_field, open_field
from schemas.reports.lists import (
    ContactDue,
    LeadingPerson,
    Light,
    OpenDeal,
    SeverityCounts,
    StaleBelief,
    StructureWarning,
    Words,
)


class AccountAtDate(Light, Generic[Words]):
    """What a snapshot and a report both say of an account; the one exact, the other rounded.

    People due come by priority, stale beliefs and warnings by person: lists never depend on the order of reading.
    """

    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    name: ShownLine | None = open_field("Its name.", default=..., examples=["Acme"])
    owner: Identifier | None = open_field("Which of us owns it.", default=..., examples=["t1"])
    owner_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    segment: ShownLine | None = open_field("Its segment.", default=..., examples=["Automotive"])
    tier: ShownLine | None = open_field("Its tier.", default=..., examples=["A"])
    revision: Whole = open_field("Revision of the account.", default=..., examples=[7])
    people: Whole = open_field("People who are there.", default=..., examples=[12])
    health: Percent | None = judgement_field("Mean of the known parts.", default=..., examples=[42.9])
    grade: Grade | None = judgement_field("A to E.", default=..., examples=["D"])
    components: HealthComponents = judgement_field("The parts of health.", default=...)
    reasons: Reasons = open_field("Why each null is null, as in `analysis/health`.", default=..., examples=[{}])
    counts: SeverityCounts = open_field("Gaps that are not muted, by severity.", default=...)
    contacts_due: tuple[ContactDue[Words], ...] = judgement_field("People due, by priority.", default=())
    stale_beliefs: tuple[StaleBelief, ...] = judgement_field("Beliefs gone stale.", default=())
    structure: tuple[StructureWarning[Words], ...] = judgement_field("Lines that cannot be.", default=())
    leading_people: tuple[LeadingPerson, ...] = judgement_field("At most 12 of most influence, by that.", default=())
    open_deals: tuple[OpenDeal, ...] = judgement_field("Open deals, the next to be decided first.", default=())
