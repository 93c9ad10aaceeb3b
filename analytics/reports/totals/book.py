"""The accounts of a report taken together: distribution, trend, totals, movers, and what could not be computed."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import get_args

from analytics.reports.earlier import EarlierNumbers
from analytics.reports.material import Wording
from analytics.reports.rounding import mean, tenth
from analytics.reports.totals.figures import AccountFigures, BookFigures
from analytics.reports.totals.groups import owner_totals, segment_totals
from schemas.analysis.health import Grade
from schemas.messages.message import Message
from schemas.reports.book import BookPoint, BookReport, GradeCount, Mover
from schemas.reports.dates import ReportDate
from schemas.reports.report import AccountReport

MOVERS = 10
"""Accounts that are named because their health moved most."""

NAMED = 10
"""Accounts that a sentence names; of more it says how many."""


def book_report(
    today: ReportDate,
    accounts: Sequence[AccountReport],
    found: BookFigures,
    earlier: EarlierNumbers,
    failed: int,
    wording: Wording,
) -> BookReport:
    """Return the accounts of a report taken together.

    Means are those of the numbers as they are shown, so that whoever has the report can check them.

    Parameters
    ----------
    accounts : sequence of AccountReport
        By name and id; those that moved most are looked at.
    found : BookFigures
        Of the same accounts, in the same order.
    earlier : EarlierNumbers
        Of at least these accounts.
    failed : int
        How many accounts have no snapshot.
    """
    figures = found.accounts
    return BookReport(
        health=mean(each.health for each in figures if each.health is not None),
        change=mean(each.change for each in figures if each.change is not None),
        distribution=tuple(_distribution(figures)),
        trend=(*_trend(today, figures, earlier), _point(today, figures)),
        by_rule=found.rules.totals(wording.titles),
        by_owner=owner_totals(figures),
        by_segment=segment_totals(figures),
        movers=tuple(_movers(accounts, figures)),
        not_computed=tuple(map(wording.say, _not_computed(figures, failed))),
    )


def _distribution(accounts: Sequence[AccountFigures]) -> Iterator[GradeCount]:
    counted = Counter(account.grade for account in accounts)
    for grade in (*get_args(Grade), None):
        yield GradeCount(grade=grade, accounts=counted[grade])


def _point(today: ReportDate, accounts: Sequence[AccountFigures]) -> BookPoint:
    known = [account.health for account in accounts if account.health is not None]
    gaps = sum(account.counts.total for account in accounts)
    return BookPoint(date=today, accounts=len(known), health=mean(known), gaps=gaps)


def _trend(today: ReportDate, accounts: Sequence[AccountFigures], earlier: EarlierNumbers) -> Iterator[BookPoint]:
    """Yield what the accounts of the report were at earlier dates, the oldest first."""
    known: dict[ReportDate, array[float]] = defaultdict(lambda: array("d"))
    gaps: Counter[ReportDate] = Counter()
    for account in accounts:
        for point in earlier.of(account.account_id, today):
            gaps[point.date] += point.gaps
            if point.health is not None:
                known[point.date].append(tenth(point.health))
    for day in sorted(gaps):
        yield BookPoint(date=day, accounts=len(known[day]), health=mean(known[day]), gaps=gaps[day])


def _movers(accounts: Sequence[AccountReport], figures: Sequence[AccountFigures]) -> Iterator[Mover]:
    moved = [
        (-abs(each.change), each.account_id, place)
        for place, each in enumerate(figures)
        if each.health is not None and each.change
    ]
    for _, _, place in nsmallest(MOVERS, moved):
        account = accounts[place]
        if account.health is not None and account.change is not None:
            named = {name: getattr(account, name) for name in ("account_id", "name", "health", "change", "why")}
            yield Mover(**named)


def _not_computed(accounts: Sequence[AccountFigures], failed: int) -> Iterator[Message]:
    if failed:
        yield Message("reports.failed", count=failed)
    unknown = [account for account in accounts if account.health is None]
    if unknown:
        yield Message("reports.health_unknown", count=len(unknown), accounts=_named(unknown))
    new = [account for account in accounts if account.opened is None]
    if new and len(new) == len(accounts):
        yield Message("reports.first")
    elif new:
        yield Message("reports.new", count=len(new), accounts=_named(new))
    if accounts and all(account.has_no_month for account in accounts):
        yield Message("reports.no_month")


def _named(accounts: Sequence[AccountFigures]) -> list[str | Message]:
    names: list[str | Message] = [account.name or account.account_id for account in accounts[:NAMED]]
    if len(accounts) > NAMED:
        names.append(Message("reports.more", count=len(accounts) - NAMED))
    return names
