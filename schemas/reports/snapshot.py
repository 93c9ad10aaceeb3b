"""Snapshots: an account's health, gaps and people due at a date, as one record from which every report is made.

A snapshot holds exact numbers and both languages; what a report shows of them is rounded and said in one. It is no
record of the account: it raises no revision, is in no export, and follows from the records, the settings and its
``as_of`` alone. Two runs for one date make the same bytes.
"""

from typing import Literal

from schemas.analysis.answer import Percent, Reasons, Result, Whole
from schemas.analysis.health import Grade, HealthComponents, HealthWeights
from schemas.fields import Identifier, Line, judgement_field, open_field
from schemas.instants import Instant
from schemas.reports.lists import (
    BothLanguages,
    ContactDue,
    LeadingPerson,
    OpenDeal,
    ReportedGap,
    SeverityCounts,
    StaleBelief,
    StructureWarning,
)

SNAPSHOT_FORMAT: Literal[1] = 1
"""Raised when a field changes its meaning; a snapshot of another format is read for its numbers only."""

ReportDate = str
"""A calendar date of the book's time zone, ``YYYY-MM-DD``."""


class Snapshot(Result):
    """One account at one date.

    Gaps come by priority, people due by priority, stale beliefs and warnings by person: lists never depend on the order
    of reading. ``gaps`` holds all that are shown, muted ones too; ``counts`` counts those that are not muted.
    """

    format: Literal[1] = open_field("Version of this record.", default=SNAPSHOT_FORMAT)
    date: ReportDate = open_field("Date of the run.", default=..., examples=["2026-07-01"])
    as_of: Instant = open_field("What was so at this instant.", default=..., examples=["2026-07-01T00:00:00.000000Z"])
    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    name: Line | None = open_field("Its name.", default=..., examples=["Acme"])
    owner: Identifier | None = open_field("Which of us owns it.", default=..., examples=["t1"])
    owner_name: Line | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    segment: Line | None = open_field("Its segment.", default=..., examples=["Automotive"])
    tier: Line | None = open_field("Its tier.", default=..., examples=["A"])
    revision: Whole = open_field("Revision of the account.", default=..., examples=[7])
    book_revision: Whole = open_field("Revision of the book-wide records.", default=..., examples=[3])
    settings: str = open_field("Fingerprint of the settings.", default=..., examples=["0c4f1a5d9be27a36"])
    people: Whole = open_field("People who are there.", default=..., examples=[12])
    health: Percent | None = judgement_field("Mean of the known parts.", default=..., examples=[42.9])
    grade: Grade | None = judgement_field("A to E.", default=..., examples=["D"])
    components: HealthComponents = judgement_field("The parts of health.", default=...)
    weights: HealthWeights = open_field(
        "The weight of each part: without it nobody could say later which part moved health.", default=...
    )
    reasons: Reasons = open_field("Why each null is null, as in `analysis/health`.", default=..., examples=[{}])
    profile: Identifier = open_field("Profile of gap rules that was used.", default=..., examples=["full"])
    counts: SeverityCounts = open_field("Gaps that are not muted, by severity.", default=...)
    gaps: tuple[ReportedGap[BothLanguages], ...] = judgement_field("The gaps, by priority.", default=())
    contacts_due: tuple[ContactDue[BothLanguages], ...] = judgement_field("People due, by priority.", default=())
    stale_beliefs: tuple[StaleBelief, ...] = judgement_field("Beliefs gone stale.", default=())
    structure: tuple[StructureWarning[BothLanguages], ...] = judgement_field("Lines that cannot be.", default=())
    leading_people: tuple[LeadingPerson, ...] = judgement_field("At most 12 of most influence, by that.", default=())
    open_deals: tuple[OpenDeal, ...] = judgement_field("Open deals, the next to be decided first.", default=())
