"""Snapshots: an account's health, gaps and people due at a date, as one record from which every report is made.

A snapshot holds exact numbers and both languages; what a report shows of them is rounded and said in one. It is no
record of the account: it raises no revision, is in no export, and follows from the records, the settings and its
``as_of`` alone. Two runs for one date make the same bytes.
"""

from typing import Literal

from schemas.analysis.answer import Whole
from schemas.analysis.health import HealthWeights
from schemas.fields import Identifier, judgement_field, open_field
from schemas.instants import Instant
from schemas.reports.account import AccountAtDate
from schemas.reports.dates import ReportDate
from schemas.reports.lists import (
    BothLanguages,
    ReportedGap,
)

SNAPSHOT_FORMAT: Literal[1] = 1
"""Raised when a field changes its meaning; a snapshot of another format is read for its numbers only."""


class Snapshot(AccountAtDate[BothLanguages]):
    """One account at one date.

    ``gaps`` holds all that are shown, muted ones too; ``counts`` counts those that are not muted.
    """

    format: Literal[1] = open_field("Version of this record.", default=SNAPSHOT_FORMAT)
    date: ReportDate = open_field("Date of the run.", default=..., examples=["2026-07-01"])
    as_of: Instant = open_field("What was so at this instant.", default=..., examples=["2026-07-01T00:00:00.000000Z"])
    book_revision: Whole = open_field("Revision of the book-wide records.", default=..., examples=[3])
    settings: str = open_field("Fingerprint of the settings.", default=..., examples=["0c4f1a5d9be27a36"])
    weights: HealthWeights = open_field(
        "The weight of each part: without it nobody could say later which part moved health.", default=...
    )
    profile: Identifier = open_field("Profile of gap rules that was used.", default=..., examples=["full"])
    gaps: tuple[ReportedGap[BothLanguages], ...] = judgement_field("The gaps, by priority.", default=())
    members: tuple[Identifier, ...] = open_field(
        "Which of us its findings name, in order of id: an erasure finds sentences by these.", default=()
    )
