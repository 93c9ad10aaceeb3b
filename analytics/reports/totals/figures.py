"""What the totals of a book need of an account: a few numbers, so that ten thousand can be held at once."""

from typing import NamedTuple

from analytics.reports.totals.rule_counts import RuleCounts
from schemas.analysis.health import Grade
from schemas.reports.lists import SeverityCounts
from schemas.reports.report import AccountReport


class AccountFigures(NamedTuple):
    """The figures of one account in a report, as it shows them.

    Attributes
    ----------
    opened, closed : int or None
        How many gaps; None where there was no last report.
    contacts_due, stale_beliefs, structure : int
        How many are listed.
    has_no_month : bool
        Whether there was no report of 30 days ago.
    """

    account_id: str
    name: str | None
    owner: str | None
    owner_name: str | None
    segment: str | None
    health: float | None
    grade: Grade | None
    change: float | None
    counts: SeverityCounts
    opened: int | None
    closed: int | None
    contacts_due: int
    stale_beliefs: int
    structure: int
    has_no_month: bool


class BookFigures:
    """The figures of the accounts of a report, taken as these pass by.

    Attributes
    ----------
    accounts : list of AccountFigures
        In the order in which they came.
    rules : RuleCounts
        Of all of their gaps.
    """

    def __init__(self) -> None:
        self.accounts: list[AccountFigures] = []
        self.rules = RuleCounts()

    def noted(self, account: AccountReport) -> AccountReport:
        """Return an account whose figures are taken."""
        self.accounts.append(figures_of(account))
        self.rules.add(account)
        return account


def figures_of(account: AccountReport) -> AccountFigures:
    """Return the figures of an account."""
    gaps = account.gaps
    return AccountFigures(
        account_id=account.account_id,
        name=account.name,
        owner=account.owner,
        owner_name=account.owner_name,
        segment=account.segment,
        health=account.health,
        grade=account.grade,
        change=account.change,
        counts=account.counts,
        opened=None if gaps.opened is None else len(gaps.opened),
        closed=None if gaps.closed is None else len(gaps.closed),
        contacts_due=len(account.contacts_due),
        stale_beliefs=len(account.stale_beliefs),
        structure=len(account.structure),
        has_no_month=account.reasons.get("change_30d") == "no_previous",
    )
