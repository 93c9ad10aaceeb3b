"""Totals of a report: by owner and by segment."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from analytics.reports.rounding import mean
from analytics.reports.totals.figures import AccountFigures
from schemas.analysis.gap_words import SEVERITIES
from schemas.reports.book import GroupTotal
from schemas.reports.lists import SeverityCounts


def severity_totals(accounts: Iterable[AccountFigures]) -> SeverityCounts:
    """Return the gaps of accounts that are not muted, by severity."""
    counts = [account.counts for account in accounts]
    return SeverityCounts(**{severity: sum(getattr(each, severity) for each in counts) for severity in SEVERITIES})


def owner_totals(accounts: Sequence[AccountFigures]) -> tuple[GroupTotal, ...]:
    """Return the accounts by owner: by name, those of nobody last."""
    return _totals(accounts, lambda account: (account.owner, account.owner_name))


def segment_totals(accounts: Sequence[AccountFigures]) -> tuple[GroupTotal, ...]:
    """Return the accounts by segment: by name, those of none last."""
    return _totals(accounts, lambda account: (account.segment, account.segment))


def _totals(
    accounts: Sequence[AccountFigures], group: Callable[[AccountFigures], tuple[str | None, str | None]]
) -> tuple[GroupTotal, ...]:
    members: dict[str | None, list[AccountFigures]] = defaultdict(list)
    names: dict[str | None, str | None] = {}
    for account in accounts:
        identifier, name = group(account)
        members[identifier].append(account)
        names[identifier] = names.get(identifier) or name
    order = sorted(members, key=lambda each: (each is None, (names[each] or each or "").casefold(), each or ""))
    return tuple(_total(each, names[each], members[each]) for each in order)


def _total(identifier: str | None, name: str | None, accounts: Sequence[AccountFigures]) -> GroupTotal:
    counts = severity_totals(accounts)
    return GroupTotal(
        id=identifier,
        name=name,
        accounts=len(accounts),
        health=mean([account.health for account in accounts if account.health is not None]),
        change=mean([account.change for account in accounts if account.change is not None]),
        gaps=counts.total,
        critical=counts.critical,
        contacts_due=sum(account.contacts_due for account in accounts),
    )
