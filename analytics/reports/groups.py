"""Totals of a report: by rule, by owner and by segment."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from analytics.reports.rounding import mean
from schemas.analysis.gap_words import SEVERITIES, Severity
from schemas.reports.book import GroupTotal, RuleTotal
from schemas.reports.lists import ReportedGap, SeverityCounts
from schemas.reports.report import AccountReport


def severity_totals(accounts: Iterable[AccountReport]) -> SeverityCounts:
    """Return the gaps of accounts that are not muted, by severity."""
    counts = [account.counts for account in accounts]
    return SeverityCounts(**{severity: sum(getattr(each, severity) for each in counts) for severity in SEVERITIES})


def listed_gaps(account: AccountReport) -> Iterator[ReportedGap[str]]:
    """Yield the gaps of an account that are not muted."""
    yield from account.gaps.opened or ()
    yield from account.gaps.open


def rule_totals(accounts: Sequence[AccountReport], titles: Mapping[str, str]) -> tuple[RuleTotal, ...]:
    """Return the gaps by rule: the worst, then the most first; last the rules all of whose gaps have closed.

    Parameters
    ----------
    titles : mapping
        Title of each rule by its id; one without is called by its id.
    """
    compared = any(account.gaps.opened is not None for account in accounts)
    opened = _by_rule((account.account_id, gap) for account in accounts for gap in account.gaps.opened or ())
    closed = _by_rule((account.account_id, gap) for account in accounts for gap in account.gaps.closed or ())
    shown = _by_rule((account.account_id, gap) for account in accounts for gap in listed_gaps(account))
    totals = [
        RuleTotal(
            rule=rule,
            title=titles.get(rule, rule),
            worst=_worst(gap for _, gap in shown.get(rule) or closed[rule]),
            open=len(shown.get(rule, ())),
            opened=len(opened.get(rule, ())) if compared else None,
            closed=len(closed.get(rule, ())) if compared else None,
            accounts=len({account for account, _ in shown.get(rule, ())}),
        )
        for rule in shown.keys() | closed.keys()
    ]
    return tuple(sorted(totals, key=lambda of: (of.open == 0, SEVERITIES.index(of.worst), -of.open, of.rule)))


_OfAccount = tuple[str, ReportedGap[str]]


def _by_rule(gaps: Iterable[_OfAccount]) -> dict[str, list[_OfAccount]]:
    found: dict[str, list[_OfAccount]] = defaultdict(list)
    for account, gap in gaps:
        found[gap.rule].append((account, gap))
    return dict(found)


def _worst(gaps: Iterable[ReportedGap[str]]) -> Severity:
    return min((gap.severity for gap in gaps), key=SEVERITIES.index)


def owner_totals(accounts: Sequence[AccountReport]) -> tuple[GroupTotal, ...]:
    """Return the accounts by owner: by name, those of nobody last."""
    return _totals(accounts, lambda account: (account.owner, account.owner_name))


def segment_totals(accounts: Sequence[AccountReport]) -> tuple[GroupTotal, ...]:
    """Return the accounts by segment: by name, those of none last."""
    return _totals(accounts, lambda account: (account.segment, account.segment))


def _totals(
    accounts: Sequence[AccountReport], group: Callable[[AccountReport], tuple[str | None, str | None]]
) -> tuple[GroupTotal, ...]:
    members: dict[str | None, list[AccountReport]] = defaultdict(list)
    names: dict[str | None, str | None] = {}
    for account in accounts:
        identifier, name = group(account)
        members[identifier].append(account)
        names[identifier] = names.get(identifier) or name
    order = sorted(members, key=lambda each: (each is None, (names[each] or each or "").casefold(), each or ""))
    return tuple(_total(each, names[each], members[each]) for each in order)


def _total(identifier: str | None, name: str | None, accounts: Sequence[AccountReport]) -> GroupTotal:
    counts = severity_totals(accounts)
    return GroupTotal(
        id=identifier,
        name=name,
        accounts=len(accounts),
        health=mean([account.health for account in accounts if account.health is not None]),
        change=mean([account.change for account in accounts if account.change is not None]),
        gaps=counts.total,
        critical=counts.critical,
        contacts_due=sum(len(account.contacts_due) for account in accounts),
    )
