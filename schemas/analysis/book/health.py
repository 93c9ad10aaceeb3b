"""The health of all accounts, and of one over time."""

from schemas.analysis.answer import Percent, Reasons, Result
from schemas.analysis.book.scope import BookScope, OfAccount
from schemas.analysis.health import Grade, HealthComponents
from schemas.fields import Identifier, ShownLine, judgement_field, open_field
from schemas.reports.dates import ReportDate
from schemas.reports.lists import SeverityCounts
from schemas.reports.numbers import SnapshotNumbers


class BookHealth(OfAccount):
    """The health of one account in its newest snapshot."""

    segment: ShownLine | None = open_field("Its segment.", default=..., examples=["Automotive"])
    tier: ShownLine | None = open_field("Its tier.", default=..., examples=["A"])
    health: Percent | None = judgement_field("Mean of the known parts.", default=..., examples=[42.9])
    grade: Grade | None = judgement_field("A to E.", default=..., examples=["D"])
    change: float | None = judgement_field(
        "Points of health since its snapshot before; null: one of the two is not known.", default=..., examples=[-1.8]
    )
    previous: ReportDate | None = open_field(
        "Date of the snapshot before; null: there is none.", default=..., examples=["2026-06-30"]
    )
    components: HealthComponents = judgement_field("The parts of health.", default=...)
    counts: SeverityCounts = open_field("Gaps that are not muted, by severity.", default=...)
    reasons: Reasons = open_field("Why each null is null, as in `analysis/health`.", default=..., examples=[{}])


class BookHealths(BookScope):
    """Health across accounts."""

    items: tuple[BookHealth, ...] = judgement_field("One page of accounts.", default=...)


class HealthHistory(Result):
    """The health of an account over time, as its snapshots hold it."""

    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    items: tuple[SnapshotNumbers, ...] = judgement_field("Its snapshots, the oldest first.", default=...)
