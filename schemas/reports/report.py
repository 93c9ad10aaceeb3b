"""Reports: one date of the book, of one of us, or of one account; the one truth from which every form is made.

Numbers are rounded once, here: percentages and days to one decimal, shares and priorities to three. Every form shows
them as they stand.
"""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import GetPydanticSchema, PlainSerializer

from schemas.analysis.answer import Percent, Result, Whole
from schemas.analysis.health import Grade
from schemas.fields import Identifier, ShownLine, judgement_field, open_field
from schemas.instants import Instant
from schemas.messages.message import Language
from schemas.reports.account import AccountAtDate
from schemas.reports.book import BookReport
from schemas.reports.dates import ReportDate
from schemas.reports.lists import (
    Light,
    ReportedGap,
    SeverityCounts,
)

ReaderKind = Literal["book", "owner", "account"]
"""For whom a report is: everybody, one of us, or whoever goes to one account."""


class Reader(Result):
    """For whom a report is."""

    kind: ReaderKind = open_field("The whole book, one owner, or one account.", default=..., examples=["book"])
    id: Identifier | None = open_field("Id of that owner or account; null of the book.", default=...)
    name: ShownLine | None = open_field("Their name.", default=...)


class HealthPoint(Light):
    """Health of an account at one date."""

    date: ReportDate = open_field("The date.", default=..., examples=["2026-06-30"])
    health: Percent | None = judgement_field("Health then; null: not known.", default=..., examples=[41.2])
    grade: Grade | None = judgement_field("Grade then.", default=..., examples=["D"])


class GapsOfReport(Light):
    """What became of the gaps of an account since the last report."""

    opened: tuple[ReportedGap[str], ...] | None = judgement_field(
        "Not there at the last report; null where there was none (`no_previous`).", default=...
    )
    closed: tuple[ReportedGap[str], ...] | None = judgement_field(
        "There at the last report and not any more; null where there was none.", default=...
    )
    open: tuple[ReportedGap[str], ...] = judgement_field(
        "There at both, or all of them where there was no last report.", default=()
    )
    muted: tuple[ReportedGap[str], ...] = judgement_field("Muted ones.", default=())


class AccountReport(AccountAtDate[str]):
    """One account in a report."""

    rank: Whole | None = judgement_field(
        "Place by health in this report, 1 the best, equal ones share the smaller; null where health is not known.",
        default=...,
        examples=[4],
    )
    change: float | None = judgement_field(
        "Points of health since the last report: the difference of the two numbers as shown.",
        default=...,
        examples=[-1.8],
    )
    change_30d: float | None = judgement_field(
        "Points of health since the newest report that is 30 days old or older, within 45.", default=..., examples=[4.1]
    )
    component_changes: dict[str, float | None] = judgement_field(
        "Points of each part since the last report; null where one of the two is not known.", default=...
    )
    why: tuple[str, ...] = judgement_field(
        "Why it moved since the last report, in words, what counts most first; empty where it did not.", default=()
    )
    history: tuple[HealthPoint, ...] = judgement_field("Health at earlier dates, the oldest first.", default=())
    gaps: GapsOfReport = judgement_field("What became of its gaps.", default=...)


class FailedAccount(Result):
    """An account of which nothing could be said."""

    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    name: ShownLine | None = open_field("Its name, where that could be read.", default=...)
    error: Identifier = open_field("Class of the error, as the type of a problem.", default=..., examples=["TooLarge"])
    detail: str = open_field("What went wrong and what to do, in words.", default=...)


class ReportCounts(Result):
    """How much there is of everything in a report."""

    accounts: Whole = open_field("Accounts that are reported.", default=..., examples=[3])
    failed: Whole = open_field("Accounts of which nothing could be said.", default=..., examples=[0])
    better: Whole | None = open_field(
        "Whose health rose by a point or more; null without a last report.", default=..., examples=[1]
    )
    worse: Whole | None = open_field(
        "Whose health fell by a point or more; null without a last report.", default=..., examples=[1]
    )
    gaps: SeverityCounts = open_field("Gaps that are not muted, by severity.", default=...)
    opened: Whole | None = open_field("Gaps opened; null without a last report.", default=..., examples=[2])
    closed: Whole | None = open_field("Gaps closed; null without a last report.", default=..., examples=[1])
    contacts_due: Whole = open_field("People due for contact.", default=..., examples=[9])
    stale_beliefs: Whole = open_field("Beliefs gone stale.", default=..., examples=[4])
    structure: Whole = open_field("Lines that cannot be.", default=..., examples=[0])


Accounts = Annotated[
    Sequence[AccountReport],
    GetPydanticSchema(lambda _, schema_of: schema_of(tuple[AccountReport, ...])),
    PlainSerializer(tuple, return_type=tuple[AccountReport, ...]),
]
"""Accounts of a report: those of a large book wait on disk, where a tuple would hold them all."""


class Report(Result):
    """One report.

    The same snapshots, reader and language give the same bytes. ``accounts`` come by name and id.
    """

    date: ReportDate = open_field("Date of the run.", default=..., examples=["2026-07-01"])
    as_of: Instant = open_field("What was so at this instant.", default=..., examples=["2026-07-01T00:00:00.000000Z"])
    time_zone: str = open_field("Whose calendar its dates are of.", default=..., examples=["Europe/Berlin"])
    previous: ReportDate | None = open_field("Date of the last run before; null: this is the first.", default=...)
    language: Language = open_field("Language of its sentences.", default=..., examples=["en"])
    reader: Reader = open_field("For whom it is.", default=...)
    book_revision: Whole = open_field("Revision of the book-wide records.", default=..., examples=[3])
    settings: str = open_field("Fingerprint of the settings of the book.", default=..., examples=["0c4f1a5d9be27a36"])
    counts: ReportCounts = open_field("How much there is of everything.", default=...)
    failed: tuple[FailedAccount, ...] = open_field("Accounts of which nothing could be said.", default=())
    book: BookReport = judgement_field("The accounts taken together.", default=...)
    accounts: Accounts = judgement_field("Each account.", default=())
