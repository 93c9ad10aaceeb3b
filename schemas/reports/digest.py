"""Digests: what is sent of a report by itself, with nothing in it that is thought or known of a person.

Figures, accounts and rules. Whoever wants to know who it is about follows a link, which opens only with a key.
"""

from typing import Literal

from schemas.analysis.answer import Percent, Result, Whole
from schemas.analysis.gap_words import Severity
from schemas.analysis.health import Grade
from schemas.fields import Identifier, ShownLine, judgement_field, open_field
from schemas.messages.message import Language
from schemas.reports.dates import ReportDate
from schemas.reports.report import ReaderKind

Period = Literal["daily", "weekly", "monthly"]
"""How much time a digest is about."""

FigureName = Literal[
    "accounts",
    "health",
    "better",
    "worse",
    "opened",
    "closed",
    "critical",
    "gaps",
    "contacts_due",
    "stale_beliefs",
    "structure",
]
"""What is counted."""


class Figure(Result):
    """One number of the book with its change."""

    name: FigureName = open_field("What it counts; `health` is the mean of the accounts.", default=...)
    value: float | None = open_field("The number; null: not known.", default=..., examples=[31.0])
    change: float | None = open_field(
        "By how much it differs from the last one; null where there was none, or it is itself about the time since.",
        default=...,
        examples=[-2.0],
    )


class DigestAccount(Result):
    """One account in a digest."""

    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    name: ShownLine | None = open_field("Its name.", default=..., examples=["Acme"])
    health: Percent | None = judgement_field("Its health.", default=..., examples=[42.9])
    grade: Grade | None = judgement_field("Its grade.", default=..., examples=["D"])
    change: float | None = judgement_field("Points of health since the last one.", default=..., examples=[-6.4])
    critical: Whole = open_field("Critical gaps.", default=..., examples=[1])
    opened: Whole | None = open_field("Gaps opened since.", default=..., examples=[2])
    closed: Whole | None = open_field("Gaps closed since.", default=..., examples=[0])
    contacts_due: Whole = open_field("People due for contact.", default=..., examples=[3])
    link: str | None = open_field("Where more is said, to whoever has a key.", default=...)


class DigestRule(Result):
    """One rule of which gaps opened or closed."""

    rule: Identifier = open_field("The rule.", default=..., examples=["overdue-contact"])
    title: str = open_field("Its title.", default=..., examples=["Contact overdue"])
    worst: Severity = open_field("The worst severity among them.", default=..., examples=["high"])
    open: Whole = open_field("Gaps there are.", default=..., examples=[5])
    opened: Whole = open_field("Of these, opened since.", default=..., examples=[2])
    closed: Whole = open_field("Closed since.", default=..., examples=[1])


class Digest(Result):
    """What is sent of a report."""

    date: ReportDate = open_field("Date of the report.", default=..., examples=["2026-07-01"])
    previous: ReportDate | None = open_field("Date that it is compared with; null: this is the first.", default=...)
    period: Period = open_field("How much time it is about.", default=..., examples=["daily"])
    language: Language = open_field("Language of its titles.", default=..., examples=["en"])
    reader: ReaderKind = open_field("The whole book, one owner, or one account.", default=..., examples=["book"])
    reader_id: Identifier | None = open_field("Id of that owner or account; null of the book.", default=...)
    account_name: ShownLine | None = open_field("Name of that account; null otherwise.", default=...)
    news: bool = open_field("Whether anything changed since the last one.", default=..., examples=[True])
    figures: tuple[Figure, ...] = open_field("Numbers of the accounts together.", default=...)
    first: tuple[DigestAccount, ...] = open_field("Which accounts to look at first, at most five.", default=())
    moved: tuple[DigestAccount, ...] = open_field("Accounts that moved a point or more, most first.", default=())
    rules: tuple[DigestRule, ...] = open_field("Rules of which gaps opened or closed, most first.", default=())
    not_computed: Whole = open_field("Accounts of which nothing could be said.", default=..., examples=[0])
    link: str | None = open_field("Where the whole report is, to whoever has a key.", default=...)
