"""The lists of a report as tables: what CSV and XLSX write, column by column."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from schemas.analysis.gap_words import SEVERITIES
from schemas.analysis.health import HealthComponents
from schemas.reports.book import GroupTotal, RuleTotal
from schemas.reports.lists import ReportedGap
from schemas.reports.report import AccountReport, Report

Kind = Literal["text", "prose", "whole", "tenth", "thousandth", "money", "date", "instant"]
"""What a column holds: a word or two, sentences, numbers by their decimals, a calendar date, or an instant."""

Cell = str | int | float | None


class Column(NamedTuple):
    """A column by its name on the wire."""

    name: str
    kind: Kind = "text"


class Table(NamedTuple):
    """A list of a report; where its rows are of accounts, the id of the account stands first.

    Rows are made while they are read, once: a list of a whole book may have hundreds of thousands.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterator[tuple[Cell, ...]]


_NUMBERED: Mapping[str, Kind] = {
    **dict.fromkeys(
        [*SEVERITIES, "people", "rank", "opened", "closed", "open", "accounts", "gaps", "contacts_due"], "whole"
    ),
    **dict.fromkeys(["stale_beliefs", "structure", "revision", "steps_open"], "whole"),
    **dict.fromkeys([*HealthComponents.model_fields, "health", "change", "change_30d", "closeness"], "tenth"),
    **dict.fromkeys(["overdue_days", "cadence_days", "days"], "tenth"),
    **dict.fromkeys(["influence", "priority", "forecast"], "thousandth"),
    **dict.fromkeys(["since", "due", "last_at", "closes", "next_due"], "instant"),
    **dict.fromkeys(["why", "finding", "action", "topic", "detail"], "prose"),
    "amount": "money",
    "date": "date",
}


def tables_of(report: Report) -> list[Table]:
    """Return the lists of a report, that of accounts first; each is there, if only with its head."""
    accounts = report.accounts
    titles = {total.rule: total.title for total in report.book.by_rule}
    return [
        _table("accounts", _ACCOUNT, map(_account, accounts)),
        _table("gaps", _GAP, (row for each in accounts for row in _gaps(each, titles))),
        _table("contacts", _CONTACT, (row for each in accounts for row in _contacts(each))),
        _table("deals", _DEAL, (row for each in accounts for row in _deals(each))),
        _table("beliefs", _BELIEF, (row for each in accounts for row in _beliefs(each))),
        _table("structure", _STRUCTURE, (row for each in accounts for row in _structure(each))),
        _table("rules", _RULE, map(_rule, report.book.by_rule)),
        _table("owners", _GROUP, map(_group, report.book.by_owner)),
        _table("segments", _GROUP, map(_group, report.book.by_segment)),
        _table("trend", _POINT, (tuple(getattr(each, name) for name in _POINT) for each in report.book.trend)),
        _table("failed", _FAILED, (tuple(getattr(each, name) for name in _FAILED) for each in report.failed)),
    ]


def _table(name: str, columns: Iterable[str], rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(name, tuple(Column(each, _NUMBERED.get(each, "text")) for each in columns), iter(rows))


_OF_ACCOUNT = ("name", "owner", "owner_name", "segment", "tier", "people", "rank", "health", "grade")
_CHANGES = ("change", "change_30d")
_ACCOUNT = (
    *("account_id", *_OF_ACCOUNT, *_CHANGES, *HealthComponents.model_fields, *SEVERITIES),
    *("opened", "closed", "contacts_due", "stale_beliefs", "structure", "why", "revision"),
)


def _account(account: AccountReport) -> tuple[Cell, ...]:
    gaps = account.gaps
    return (
        account.account_id,
        *(getattr(account, name) for name in (*_OF_ACCOUNT, *_CHANGES)),
        *(value for _, value in account.components),
        *(getattr(account.counts, severity) for severity in SEVERITIES),
        None if gaps.opened is None else len(gaps.opened),
        None if gaps.closed is None else len(gaps.closed),
        len(account.contacts_due),
        len(account.stale_beliefs),
        len(account.structure),
        " ".join(account.why),
        account.revision,
    )


_STATES = ("opened", "open", "closed", "muted")
_OF_GAP = (
    "rule",
    "severity",
    "priority",
    "scope",
    "chain",
    "opportunity",
    "since",
    "finding",
    "action",
    "member",
    "due",
)
_GAP = ("account_id", "account_name", "state", "rule_title", *_OF_GAP, "people_ids", "id")


def _gaps(account: AccountReport, titles: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    for state in _STATES:
        listed: tuple[ReportedGap[str], ...] = getattr(account.gaps, state) or ()
        for gap in listed:
            values = (getattr(gap, name) for name in _OF_GAP)
            yield (*_whose(account), state, titles.get(gap.rule, gap.rule), *values, _joined(gap.people), gap.id)


_OF_CONTACT = (
    *("person", "person_name", "title", "member", "member_name", "due", "overdue_days", "cadence_days"),
    *("reason", "influence", "priority"),
)
_FACTS = ("last_at", "last_channel", "rung", "trend_sign", "topic", "top_gap")
_CONTACT = ("account_id", "account_name", *_OF_CONTACT, *_FACTS)


def _contacts(account: AccountReport) -> Iterator[tuple[Cell, ...]]:
    for contact in account.contacts_due:
        facts = (getattr(contact.facts, name) for name in _FACTS)
        yield (*_whose(account), *(getattr(contact, name) for name in _OF_CONTACT), *facts)


_OF_DEAL = (
    *("opportunity", "name", "stage", "amount", "currency", "closes", "chain", "chain_name", "steps_open"),
    *("next_step", "next_due", "forecast"),
)
_DEAL = ("account_id", "account_name", *_OF_DEAL)


def _deals(account: AccountReport) -> Iterator[tuple[Cell, ...]]:
    for deal in account.open_deals:
        yield (*_whose(account), *(getattr(deal, name) for name in _OF_DEAL))


_OF_BELIEF = ("person", "person_name", "attribute", "chain", "last_at", "days")
_BELIEF = ("account_id", "account_name", *_OF_BELIEF)


def _beliefs(account: AccountReport) -> Iterator[tuple[Cell, ...]]:
    for belief in account.stale_beliefs:
        yield (*_whose(account), *(getattr(belief, name) for name in _OF_BELIEF))


_STRUCTURE = ("account_id", "account_name", "rule", "finding", "people_ids")


def _structure(account: AccountReport) -> Iterator[tuple[Cell, ...]]:
    for warning in account.structure:
        yield (*_whose(account), warning.rule, warning.finding, _joined(warning.people))


_RULE = ("rule", "rule_title", "worst", "open", "opened", "closed", "accounts")
_GROUP = ("id", "name", "accounts", "health", "change", "gaps", "critical", "contacts_due")
_POINT = ("date", "accounts", "health", "gaps")
_FAILED = ("account_id", "name", "error", "detail")


def _rule(total: RuleTotal) -> tuple[Cell, ...]:
    return total.rule, total.title, total.worst, total.open, total.opened, total.closed, total.accounts


def _group(total: GroupTotal) -> tuple[Cell, ...]:
    return tuple(getattr(total, name) for name in _GROUP)


def _whose(account: AccountReport) -> tuple[str, str | None]:
    return account.account_id, account.name


def _joined(ids: Iterable[str]) -> str:
    return " ".join(ids)
