"""The gaps of all accounts, by priority."""

from schemas.analysis.answer import Result, Whole
from schemas.analysis.book.scope import BookScope, OfAccount
from schemas.fields import Identifier, judgement_field, open_field
from schemas.reports.lists import ReportedGap, SeverityCounts


class BookGap(OfAccount, ReportedGap[str]):
    """One gap, and of which account."""

    finding: str = judgement_field(
        "What is missing, in words.", default=..., examples=["Nobody has spoken to Ada Brandt for 46 days."]
    )


class RuleCount(Result):
    """How many gaps a rule sees."""

    rule: Identifier = open_field("The rule.", default=..., examples=["overdue-contact"])
    title: str = open_field("Its title, in the language of the answer.", default=..., examples=["Contact overdue"])
    gaps: Whole = open_field("Gaps that match.", default=..., examples=[12])
    accounts: Whole = open_field("Accounts they are in.", default=..., examples=[9])


class BookGaps(BookScope):
    """Gaps across accounts."""

    items: tuple[BookGap, ...] = judgement_field("One page of them, by priority.", default=...)
    counts: SeverityCounts = open_field("All that match, by severity.", default=...)
    by_rule: tuple[RuleCount, ...] = open_field("All that match, by rule, the most first.", default=...)
