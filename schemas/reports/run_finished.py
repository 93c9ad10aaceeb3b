"""What a program receives when a run has finished: that it did, and what changed since the last, by ids alone."""

from typing import Literal

from schemas.analysis.answer import Percent, Result, Whole
from schemas.analysis.gap_words import Severity
from schemas.analysis.health import Grade
from schemas.fields import FieldKey, Identifier, judgement_field, open_field
from schemas.reports.dates import ReportDate
from schemas.reports.report import Reader


class HealthChanged(Result):
    """The health of an account moved by a point or more, or its grade did."""

    type: Literal["health.changed"] = open_field("What happened.", default="health.changed")
    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    health: Percent = judgement_field("Its health.", default=..., examples=[42.9])
    grade: Grade | None = judgement_field("Its grade.", default=..., examples=["D"])
    change: float = judgement_field("Points since the last report.", default=..., examples=[-6.4])
    grade_before: Grade | None = judgement_field("Its grade in the last report.", default=..., examples=["C"])


class RungChanged(Result):
    """How close we are to one of the people of most influence is another rung than in the last report."""

    type: Literal["rung.changed"] = open_field("What happened.", default="rung.changed")
    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    person: Identifier = open_field("Who.", default=..., examples=["p1"])
    rung: FieldKey = judgement_field("How close the closest of us is.", default=..., examples=["known"])
    rung_before: FieldKey = judgement_field("In the last report.", default=..., examples=["acquainted"])


class GapChanged(Result):
    """A gap opened or closed since the last report."""

    type: Literal["gap.opened", "gap.closed"] = open_field("What happened.", default=..., examples=["gap.opened"])
    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    gap: Identifier = open_field("The gap.", default=..., examples=["gap-0c4f1a5d9be27a36"])
    rule: Identifier = open_field("Rule that sees it.", default=..., examples=["overdue-contact"])
    severity: Severity = open_field("How bad it is.", default=..., examples=["high"])


class RunFinished(Result):
    """A run has finished.

    Each event is in one message: that of the date at which it was found. People are named by ids, without a word.
    """

    date: ReportDate = open_field("Date of the run.", default=..., examples=["2026-07-01"])
    previous: ReportDate | None = open_field("What it is compared with; null: nothing.", default=...)
    reader: Reader = open_field("Whose accounts it is about.", default=...)
    accounts: Whole = open_field("How many.", default=..., examples=[3])
    failed: tuple[Identifier, ...] = open_field("Accounts of which nothing could be said.", default=())
    events: tuple[HealthChanged | RungChanged | GapChanged, ...] = judgement_field(
        "What changed, account by account; empty where there was no report before.", default=()
    )
