"""Reports: one date of the book, of one of us or of one account, from snapshots alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from analytics.reports.account import account_report
from analytics.reports.book import book_report
from analytics.reports.groups import severity_totals
from analytics.reports.material import EarlierHealth, Material, Wording
from schemas.reports.dates import ReportDate
from schemas.reports.report import AccountReport, FailedAccount, Reader, ReaderKind, Report, ReportCounts
from schemas.reports.snapshot import SnapshotHead, heads_of

MUCH = 1.0
"""Points from which on health is said to be better or worse."""


def report_of(
    material: Material, wording: Wording, reader: ReaderKind = "book", reader_id: str | None = None
) -> Report:
    """Return the report of a date for a reader.

    The report of one of us holds the accounts that they own at that date, and of those without a snapshot the accounts
    that they owned at the last one. It is the report of the book as if there were no other accounts.

    Parameters
    ----------
    material : Material
        Of the whole book, or at least of the accounts of the reader; its order does not matter.
    reader, reader_id
        The whole book, one owner by id, or one account by id.

    Returns
    -------
    Report
        Without accounts where the reader has none.
    """
    last = {head.account_id: (place, head) for place, head in enumerate(heads_of(material.last))}
    here = [each for each in enumerate(heads_of(material.snapshots)) if _concerns(each[1], reader, reader_id)]
    failed = _failed(material.failed, {account: head for account, (_, head) in last.items()}, reader, reader_id)
    earlier = _earlier(material.date, material.earlier)

    def account(place: int, head: SnapshotHead) -> AccountReport:
        before = material.last[last[head.account_id][0]] if head.account_id in last else None
        return account_report(material.snapshots[place], before, earlier.get(head.account_id, ()), wording)

    accounts = _ranked([account(*each) for each in sorted(here, key=_order)])
    previous = material.last_date or max((snapshot.date for snapshot in material.last), default=None)
    return Report(
        date=material.date,
        as_of=material.as_of,
        time_zone=material.time_zone,
        previous=previous,
        language=wording.language,
        reader=Reader(kind=reader, id=reader_id, name=_name(reader, [head for _, head in here], failed)),
        book_revision=material.book_revision,
        settings=material.settings,
        counts=_counts(accounts, len(failed), previous),
        failed=failed,
        book=book_report(material.date, accounts, earlier, len(failed), wording),
        accounts=accounts,
    )


def _concerns(snapshot: SnapshotHead | None, reader: ReaderKind, reader_id: str | None) -> bool:
    if reader == "book" or snapshot is None:
        return reader == "book"
    return reader_id == (snapshot.owner if reader == "owner" else snapshot.account_id)


def _failed(
    failed: Iterable[FailedAccount], last: Mapping[str, SnapshotHead], reader: ReaderKind, reader_id: str | None
) -> tuple[FailedAccount, ...]:
    chosen = [
        each
        for each in failed
        if (reader == "account" and each.account_id == reader_id)
        or _concerns(last.get(each.account_id), reader, reader_id)
    ]
    return tuple(sorted(chosen, key=lambda each: ((each.name or each.account_id).casefold(), each.account_id)))


def _order(each: tuple[int, SnapshotHead]) -> tuple[str, str]:
    _, head = each
    return (head.name or head.account_id).casefold(), head.account_id


def _earlier(today: ReportDate, points: Iterable[EarlierHealth]) -> dict[str, list[EarlierHealth]]:
    by_account: dict[str, list[EarlierHealth]] = defaultdict(list)
    for point in points:
        if point.date < today:
            by_account[point.account_id].append(point)
    for of_account in by_account.values():
        of_account.sort(key=lambda point: point.date)
    return dict(by_account)


def _ranked(accounts: Sequence[AccountReport]) -> tuple[AccountReport, ...]:
    """Return the accounts with their places by health as shown; equal ones share the smaller place."""
    places: dict[float, int] = {}
    for place, health in enumerate(sorted((each.health for each in accounts if each.health is not None), reverse=True)):
        places.setdefault(health, place + 1)
    return tuple(
        each.model_copy(update={"rank": None if each.health is None else places[each.health]}) for each in accounts
    )


def _name(reader: ReaderKind, snapshots: Iterable[SnapshotHead], failed: Iterable[FailedAccount]) -> str | None:
    if reader == "book":
        return None
    if reader == "owner":
        return min((each.owner_name for each in snapshots if each.owner_name), default=None)
    names = [*(each.name for each in snapshots), *(each.name for each in failed)]
    return next(filter(None, names), None)


def _counts(accounts: Sequence[AccountReport], failed: int, previous: ReportDate | None) -> ReportCounts:
    compared = previous is not None and (not accounts or any(each.gaps.opened is not None for each in accounts))
    return ReportCounts(
        accounts=len(accounts),
        failed=failed,
        better=sum((each.change or 0) >= MUCH for each in accounts) if compared else None,
        worse=sum((each.change or 0) <= -MUCH for each in accounts) if compared else None,
        gaps=severity_totals(accounts),
        opened=sum(len(each.gaps.opened or ()) for each in accounts) if compared else None,
        closed=sum(len(each.gaps.closed or ()) for each in accounts) if compared else None,
        contacts_due=sum(len(each.contacts_due) for each in accounts),
        stale_beliefs=sum(len(each.stale_beliefs) for each in accounts),
        structure=sum(len(each.structure) for each in accounts),
    )
