"""The events of a run, for programs: the changes since the report before it. Pure."""

from collections.abc import Iterator, Sequence
from typing import Literal

from analytics.reports.report import MUCH
from schemas.reports.lists import ReportedGap
from schemas.reports.report import AccountReport, Report
from schemas.reports.run_finished import GapChanged, HealthChanged, RunFinished, RungChanged


class EarlierAccounts:
    """The accounts of an earlier report by id; of each, where it stands is held, and no more."""

    def __init__(self, accounts: Sequence[AccountReport]) -> None:
        self._accounts = accounts
        self._places = {account.account_id: place for place, account in enumerate(accounts)}

    def of(self, account_id: str) -> AccountReport | None:
        """Return an account; None of one that was not there."""
        place = self._places.get(account_id)
        return None if place is None else self._accounts[place]


def run_finished(report: Report, earlier: Report | None) -> RunFinished:
    """Return what happened between two reports.

    Parameters
    ----------
    report : Report
        Compared with the date ``report.previous``.
    earlier : Report or None
        The report of that date for the same reader; None where there is none: then nothing can have changed.
    """
    before = EarlierAccounts(earlier.accounts if earlier is not None else ())
    return RunFinished(
        date=report.date,
        previous=report.previous,
        reader=report.reader,
        accounts=report.counts.accounts,
        failed=tuple(each.account_id for each in report.failed),
        events=tuple(event for account in report.accounts for event in _of_account(account, before)),
    )


def _of_account(account: AccountReport, before: EarlierAccounts) -> Iterator[HealthChanged | RungChanged | GapChanged]:
    last = before.of(account.account_id)
    if last is not None:
        yield from _health(account, last)
        yield from _rungs(account, last)
    yield from (_gap("gap.opened", account, gap) for gap in account.gaps.opened or ())
    yield from (_gap("gap.closed", account, gap) for gap in account.gaps.closed or ())


def _health(account: AccountReport, last: AccountReport) -> Iterator[HealthChanged]:
    if account.health is None or account.change is None:
        return
    if abs(account.change) >= MUCH or account.grade != last.grade:
        yield HealthChanged(
            account_id=account.account_id,
            health=account.health,
            grade=account.grade,
            change=account.change,
            grade_before=last.grade,
        )


def _rungs(account: AccountReport, last: AccountReport) -> Iterator[RungChanged]:
    rungs = {each.person: each.rung for each in last.leading_people}
    for each in account.leading_people:
        if (was := rungs.get(each.person, each.rung)) != each.rung:
            yield RungChanged(account_id=account.account_id, person=each.person, rung=each.rung, rung_before=was)


def _gap(kind: Literal["gap.opened", "gap.closed"], account: AccountReport, gap: ReportedGap[str]) -> GapChanged:
    return GapChanged(type=kind, account_id=account.account_id, gap=gap.id, rule=gap.rule, severity=gap.severity)
