"""What a digest says of a report: figures, accounts and rules, and nothing of a person. Pure."""

from collections.abc import Iterator
from heapq import nlargest

from analytics.reports.report import MUCH
from app.deliveries.digest.links import account_link, report_link
from schemas.analysis.gap_words import SEVERITIES
from schemas.reports.digest import Digest, DigestAccount, DigestRule, Figure, FigureName, Period
from schemas.reports.report import AccountReport, Report

FIRST = 5
"""Accounts to look at first, at most."""

MOVED, RULES = 10, 10
"""Accounts that moved, and rules of which gaps came or went, at most."""


def digest_of(report: Report, earlier: Report | None, period: Period, base_url: str | None) -> Digest:
    """Return the digest of a report.

    Parameters
    ----------
    report : Report
        Compared with the date ``report.previous``: the day before, or a week or a month before.
    earlier : Report or None
        The report of that date for the same reader; None where there is none.
    base_url : str or None
        Where readers reach the service; without it there are no links.

    Returns
    -------
    Digest
        The same of the same reports. It takes over no sentence, because findings, advice and reasons name people.
    """
    figures = tuple(_figures(report, earlier))
    return Digest(
        date=report.date,
        previous=report.previous,
        period=period,
        language=report.language,
        reader=report.reader.kind,
        reader_id=report.reader.id,
        account_name=report.reader.name if report.reader.kind == "account" else None,
        news=_has_news(report, figures),
        figures=figures,
        first=_first(report, base_url),
        moved=_moved(report, base_url),
        rules=_rules(report),
        not_computed=report.counts.failed,
        link=None if base_url is None else report_link(base_url, report.date, report.language, report.reader),
    )


def _figures(report: Report, earlier: Report | None) -> Iterator[Figure]:
    now, before = _numbers(report), {} if earlier is None else _numbers(earlier)
    for name, value in now.items():
        yield Figure(name=name, value=value, change=_change(report, name, value, before.get(name)))
    yield Figure(name="opened", value=report.counts.opened, change=None)
    yield Figure(name="closed", value=report.counts.closed, change=None)
    if report.reader.kind != "account":
        yield Figure(name="better", value=report.counts.better, change=None)
        yield Figure(name="worse", value=report.counts.worse, change=None)


def _change(report: Report, name: FigureName, now: float | None, before: float | None) -> float | None:
    """Return by how much a number changed; of health as the report has it, of the accounts known both times."""
    if name == "health":
        return report.book.change
    return None if now is None or before is None else now - before


def _numbers(report: Report) -> dict[FigureName, float | None]:
    counts = report.counts
    accounts: dict[FigureName, float | None] = {} if report.reader.kind == "account" else {"accounts": counts.accounts}
    return {
        **accounts,
        "health": report.book.health,
        "gaps": counts.gaps.total,
        "critical": counts.gaps.critical,
        "contacts_due": counts.contacts_due,
        "stale_beliefs": counts.stale_beliefs,
        "structure": counts.structure,
    }


QUIET: frozenset[FigureName] = frozenset({"health", "stale_beliefs"})
"""Figures that drift by themselves from day to day: only a point of health of a single account is news."""


def _has_news(report: Report, figures: tuple[Figure, ...]) -> bool:
    """Whether anything changed: the first report is news, and so is what could not be computed."""
    counts = report.counts
    since = (counts.opened, counts.closed, counts.better, counts.worse, counts.failed)
    changed = any(figure.change for figure in figures if figure.name not in QUIET)
    return report.previous is None or any(since) or changed


def _first(report: Report, base_url: str | None) -> tuple[DigestAccount, ...]:
    """Return the accounts to look at first: by critical gaps opened, falls, critical gaps, gaps opened, people due."""
    urgent = nlargest(FIRST, (account for account in report.accounts if any(_urgency(account))), key=_urgency)
    return tuple(_account(account, base_url) for account in urgent)


def _urgency(account: AccountReport) -> tuple[float, ...]:
    opened = account.gaps.opened or ()
    fall = -(account.change or 0)
    return (
        sum(gap.severity == "critical" for gap in opened),
        fall if fall >= MUCH else 0.0,
        account.counts.critical,
        len(opened),
        len(account.contacts_due),
    )


def _moved(report: Report, base_url: str | None) -> tuple[DigestAccount, ...]:
    moved = (account for account in report.accounts if account.change is not None and abs(account.change) >= MUCH)
    most = nlargest(MOVED, moved, key=lambda account: abs(account.change or 0))
    return tuple(_account(account, base_url) for account in most)


_AS_REPORTED = ("account_id", "name", "health", "grade", "change")


def _account(account: AccountReport, base_url: str | None) -> DigestAccount:
    return DigestAccount(
        **{name: getattr(account, name) for name in _AS_REPORTED},
        critical=account.counts.critical,
        opened=None if account.gaps.opened is None else len(account.gaps.opened),
        closed=None if account.gaps.closed is None else len(account.gaps.closed),
        contacts_due=len(account.contacts_due),
        link=None if base_url is None else account_link(base_url, account.account_id),
    )


def _rules(report: Report) -> tuple[DigestRule, ...]:
    moved = [rule for rule in report.book.by_rule if rule.opened or rule.closed]
    moved.sort(key=lambda rule: (-(rule.opened or 0), SEVERITIES.index(rule.worst), -(rule.closed or 0), rule.rule))
    return tuple(
        DigestRule(
            rule=rule.rule,
            title=rule.title,
            worst=rule.worst,
            open=rule.open,
            opened=rule.opened or 0,
            closed=rule.closed or 0,
        )
        for rule in moved[:RULES]
    )
