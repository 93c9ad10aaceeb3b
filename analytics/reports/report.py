"""Reports: one date of the book, of one of us or of one account, from snapshots alone."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from analytics.reports.account import account_report
from analytics.reports.earlier import EarlierNumbers
from analytics.reports.material import Material, Wording
from analytics.reports.rounding import tenth
from analytics.reports.totals.book import book_report
from analytics.reports.totals.figures import AccountFigures, BookFigures
from analytics.reports.totals.groups import severity_totals
from schemas.reports.dates import ReportDate
from schemas.reports.report import AccountReport, FailedAccount, Reader, ReaderKind, Report, ReportCounts
from schemas.reports.snapshot import SnapshotHead, heads_of

Keep = Callable[[Iterable[AccountReport]], Sequence[AccountReport]]
"""Takes accounts one by one, and gives them back as often as they are looked at."""

MUCH = 1.0
"""Points from which on health is said to be better or worse."""


def report_of(
    material: Material,
    wording: Wording,
    reader: ReaderKind = "book",
    reader_id: str | None = None,
    *,
    keep: Keep = tuple,
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
    keep : callable
        Where its accounts stay: they are made one by one while it takes them, and looked at once more of those that
        moved most.

    Returns
    -------
    Report
        Without accounts where the reader has none.
    """
    last = {head.account_id: (place, head) for place, head in enumerate(heads_of(material.last))}
    here = [each for each in enumerate(heads_of(material.snapshots)) if _concerns(each[1], reader, reader_id)]
    failed = _failed(material.failed, {account: head for account, (_, head) in last.items()}, reader, reader_id)
    earlier = material.earlier if isinstance(material.earlier, EarlierNumbers) else EarlierNumbers(material.earlier)
    places = _places(head for _, head in here)
    found = BookFigures()

    def account(place: int, head: SnapshotHead) -> AccountReport:
        before = material.last[last[head.account_id][0]] if head.account_id in last else None
        points = earlier.of(head.account_id, material.date)
        rank = None if head.health is None else places[tenth(head.health)]
        return found.noted(account_report(material.snapshots[place], before, points, rank, wording))

    accounts = keep(account(*each) for each in sorted(here, key=_order))
    previous = material.last_date or max((snapshot.date for snapshot in material.last), default=None)
    report = Report(
        date=material.date,
        as_of=material.as_of,
        time_zone=material.time_zone,
        previous=previous,
        language=wording.language,
        reader=Reader(kind=reader, id=reader_id, name=_name(reader, [head for _, head in here], failed)),
        book_revision=material.book_revision,
        settings=material.settings,
        counts=_counts(found.accounts, len(failed), previous),
        failed=failed,
        book=book_report(material.date, accounts, found, earlier, len(failed), wording),
    )
    return report.model_copy(update={"accounts": accounts})


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


def _places(heads: Iterable[SnapshotHead]) -> dict[float, int]:
    """Return the place of each health as shown: equal ones share the smaller."""
    places: dict[float, int] = {}
    shown = sorted((tenth(head.health) for head in heads if head.health is not None), reverse=True)
    for place, health in enumerate(shown):
        places.setdefault(health, place + 1)
    return places


def _name(reader: ReaderKind, snapshots: Iterable[SnapshotHead], failed: Iterable[FailedAccount]) -> str | None:
    if reader == "book":
        return None
    if reader == "owner":
        return min((each.owner_name for each in snapshots if each.owner_name), default=None)
    names = [*(each.name for each in snapshots), *(each.name for each in failed)]
    return next(filter(None, names), None)


def _counts(accounts: Sequence[AccountFigures], failed: int, previous: ReportDate | None) -> ReportCounts:
    compared = previous is not None and (not accounts or any(each.opened is not None for each in accounts))
    return ReportCounts(
        accounts=len(accounts),
        failed=failed,
        better=sum((each.change or 0) >= MUCH for each in accounts) if compared else None,
        worse=sum((each.change or 0) <= -MUCH for each in accounts) if compared else None,
        gaps=severity_totals(accounts),
        opened=sum(each.opened or 0 for each in accounts) if compared else None,
        closed=sum(each.closed or 0 for each in accounts) if compared else None,
        contacts_due=sum(each.contacts_due for each in accounts),
        stale_beliefs=sum(each.stale_beliefs for each in accounts),
        structure=sum(each.structure for each in accounts),
    )
