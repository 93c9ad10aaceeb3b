"""The accounts of a report taken together: distribution, trend, totals, movers, and what could not be computed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from analytics.reports.groups import owner_totals, rule_totals, segment_totals
from analytics.reports.material import EarlierHealth, Wording
from analytics.reports.rounding import mean, tenth
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
    earlier: Mapping[str, Sequence[EarlierHealth]],
    failed: int,
    wording: Wording,
) -> BookReport:
    """Return the accounts of a report taken together.

    Means are those of the numbers as they are shown, so that whoever has the report can check them.

    Parameters
    ----------
    accounts : sequence of AccountReport
        By name and id.
    earlier : mapping
        Account -> its numbers of earlier dates.
    failed : int
        How many accounts have no snapshot.
    """
    return BookReport(
        health=mean([account.health for account in accounts if account.health is not None]),
        change=mean([account.change for account in accounts if account.change is not None]),
        distribution=tuple(_distribution(accounts)),
        trend=(*_trend(accounts, earlier), _point(today, accounts)),
        by_rule=rule_totals(accounts, wording.titles),
        by_owner=owner_totals(accounts),
        by_segment=segment_totals(accounts),
        movers=_movers(accounts),
        not_computed=tuple(map(wording.say, _not_computed(accounts, failed))),
    )


def _distribution(accounts: Sequence[AccountReport]) -> Iterator[GradeCount]:
    counted = Counter(account.grade for account in accounts)
    for grade in (*get_args(Grade), None):
        yield GradeCount(grade=grade, accounts=counted[grade])


def _point(today: ReportDate, accounts: Sequence[AccountReport]) -> BookPoint:
    known = [account.health for account in accounts if account.health is not None]
    gaps = sum(account.counts.total for account in accounts)
    return BookPoint(date=today, accounts=len(known), health=mean(known), gaps=gaps)


def _trend(accounts: Sequence[AccountReport], earlier: Mapping[str, Sequence[EarlierHealth]]) -> Iterator[BookPoint]:
    """Yield what the accounts of the report were at earlier dates, the oldest first."""
    by_date: dict[ReportDate, list[EarlierHealth]] = defaultdict(list)
    for account in accounts:
        for point in earlier.get(account.account_id, ()):
            by_date[point.date].append(point)
    for day, points in sorted(by_date.items()):
        known = [tenth(point.health) for point in points if point.health is not None]
        yield BookPoint(date=day, accounts=len(known), health=mean(known), gaps=sum(point.gaps for point in points))


def _movers(accounts: Sequence[AccountReport]) -> tuple[Mover, ...]:
    moved = [(account.health, account.change, account) for account in accounts]
    found = [
        Mover(account_id=account.account_id, name=account.name, health=health, change=change, why=account.why)
        for health, change, account in moved
        if health is not None and change
    ]
    return tuple(sorted(found, key=lambda mover: (-abs(mover.change), mover.account_id))[:MOVERS])


def _not_computed(accounts: Sequence[AccountReport], failed: int) -> Iterator[Message]:
    if failed:
        yield Message("reports.failed", count=failed)
    unknown = [account for account in accounts if account.health is None]
    if unknown:
        yield Message("reports.health_unknown", count=len(unknown), accounts=_named(unknown))
    new = [account for account in accounts if account.gaps.opened is None]
    if new and len(new) == len(accounts):
        yield Message("reports.first")
    elif new:
        yield Message("reports.new", count=len(new), accounts=_named(new))
    if accounts and all(account.reasons.get("change_30d") == "no_previous" for account in accounts):
        yield Message("reports.no_month")


def _named(accounts: Sequence[AccountReport]) -> list[str | Message]:
    names: list[str | Message] = [account.name or account.account_id for account in accounts[:NAMED]]
    if len(accounts) > NAMED:
        names.append(Message("reports.more", count=len(accounts) - NAMED))
    return names
