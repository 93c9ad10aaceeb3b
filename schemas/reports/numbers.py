"""What is kept of a snapshot the longest: its numbers, with nothing that a person wrote or is called."""

from schemas.analysis.answer import Percent, Result, Whole
from schemas.analysis.health import Grade, HealthComponents
from schemas.fields import Identifier, ShownLine, judgement_field, open_field
from schemas.instants import Instant
from schemas.reports.dates import ReportDate
from schemas.reports.lists import SeverityCounts


class SnapshotNumbers(Result):
    """The numbers of one account at one date."""

    date: ReportDate = open_field("Date of the run.", default=..., examples=["2026-07-01"])
    as_of: Instant = open_field("What was so at this instant.", default=..., examples=["2026-07-01T00:00:00.000000Z"])
    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    revision: Whole = open_field("Revision of the account.", default=..., examples=[7])
    book_revision: Whole = open_field("Revision of the book-wide records.", default=..., examples=[3])
    settings: str = open_field("Fingerprint of the settings.", default=..., examples=["0c4f1a5d9be27a36"])
    owner: Identifier | None = open_field("Which of us owned it.", default=..., examples=["t1"])
    segment: ShownLine | None = open_field("Its segment.", default=..., examples=["Automotive"])
    tier: ShownLine | None = open_field("Its tier.", default=..., examples=["A"])
    people: Whole = open_field("People who were there.", default=..., examples=[12])
    health: Percent | None = judgement_field("Mean of the known parts.", default=..., examples=[42.9])
    grade: Grade | None = judgement_field("A to E.", default=..., examples=["D"])
    components: HealthComponents = judgement_field("The parts of health.", default=...)
    counts: SeverityCounts = open_field("Gaps that were not muted, by severity.", default=...)
    contacts_due: Whole = open_field("People who were due for contact.", default=..., examples=[9])
    stale_beliefs: Whole = open_field("Beliefs gone stale.", default=..., examples=[4])
    structure: Whole = open_field("Lines that cannot be.", default=..., examples=[0])
