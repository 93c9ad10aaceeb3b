"""The accounts of a report taken together: distribution, trend, totals, and which moved most."""

from schemas.analysis.answer import Percent, Result, Whole
from schemas.analysis.gap_words import Severity
from schemas.analysis.health import Grade
from schemas.fields import Identifier, ShownLine, judgement_field, open_field
from schemas.reports.dates import ReportDate


class GradeCount(Result):
    """How many accounts have a grade."""

    grade: Grade | None = judgement_field("The grade; null: health is not known.", default=..., examples=["B"])
    accounts: Whole = open_field("How many.", default=..., examples=[2])


class BookPoint(Result):
    """The accounts of the report at one date."""

    date: ReportDate = open_field("The date.", default=..., examples=["2026-06-30"])
    accounts: Whole = open_field("Accounts whose health is known then.", default=..., examples=[3])
    health: Percent | None = judgement_field("Mean of their health.", default=..., examples=[47.3])
    gaps: Whole = open_field("Their gaps that were not muted.", default=..., examples=[31])


class RuleTotal(Result):
    """The gaps of one rule."""

    rule: Identifier = open_field("The rule.", default=..., examples=["overdue-contact"])
    title: str = open_field("Its title.", default=..., examples=["Contact overdue"])
    worst: Severity = open_field("The worst severity among them.", default=..., examples=["critical"])
    open: Whole = open_field("Gaps that are not muted.", default=..., examples=[5])
    opened: Whole | None = open_field("Of these, opened since the last report.", default=..., examples=[1])
    closed: Whole | None = open_field("Closed since the last report.", default=..., examples=[0])
    accounts: Whole = open_field("In how many accounts.", default=..., examples=[3])


class GroupTotal(Result):
    """The accounts of one owner or of one segment."""

    id: ShownLine | None = open_field("Id of the owner, or the segment; null: none is recorded.", default=...)
    name: ShownLine | None = open_field("Its name.", default=..., examples=["Kim Vale"])
    accounts: Whole = open_field("Accounts.", default=..., examples=[2])
    health: Percent | None = judgement_field("Mean of their known health.", default=..., examples=[51.0])
    change: float | None = judgement_field(
        "Mean change of those known both times; null: none is.", default=..., examples=[-0.6]
    )
    gaps: Whole = open_field("Their gaps that are not muted.", default=..., examples=[12])
    critical: Whole = open_field("Critical ones among these.", default=..., examples=[2])
    contacts_due: Whole = open_field("People due for contact.", default=..., examples=[4])


class Mover(Result):
    """An account whose health moved much."""

    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    name: ShownLine | None = open_field("Its name.", default=..., examples=["Acme"])
    health: Percent = judgement_field("Its health.", default=..., examples=[42.9])
    change: float = judgement_field("Points since the last report.", default=..., examples=[-6.4])
    why: tuple[str, ...] = judgement_field("Why, in words, what counts most first.", default=())


class BookReport(Result):
    """The accounts of a report taken together."""

    health: Percent | None = judgement_field("Mean of the known health.", default=..., examples=[47.3])
    change: float | None = judgement_field("Since the last report, of accounts known both times.", default=...)
    distribution: tuple[GradeCount, ...] = judgement_field("Accounts by grade, A first, unknown last.", default=())
    trend: tuple[BookPoint, ...] = judgement_field("Earlier dates and this one, the oldest first.", default=())
    by_rule: tuple[RuleTotal, ...] = open_field("By rule: the worst, then the most, first.", default=())
    by_owner: tuple[GroupTotal, ...] = judgement_field("By owner: by name, nobody last.", default=())
    by_segment: tuple[GroupTotal, ...] = judgement_field("By segment: by name, none last.", default=())
    movers: tuple[Mover, ...] = judgement_field("The ten whose health moved most, the largest first.", default=())
    not_computed: tuple[str, ...] = open_field("What could not be computed, and why, in words.", default=())
