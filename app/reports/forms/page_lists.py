"""The lists on the page of a report: the first rows of each, chosen while its accounts pass by once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from heapq import nsmallest
from typing import Any, Generic, NamedTuple, TypeVar

from app.reports.forms.pictures.heat_map import SHOWN as PICTURED
from app.reports.forms.pictures.heat_map import by_health
from schemas.analysis.gap_words import SEVERITIES
from schemas.reports.lists import ContactDue, ReportedGap, StaleBelief, StructureWarning
from schemas.reports.report import AccountReport

Row = TypeVar("Row")

FIRST = 5
"""Entries of each list on the first screen."""

OF_ONE_ACCOUNT = 2
"""Of these, gaps of the same account in the report of several."""

MOST = 60
"""Rows of any other list: a page is read, the spreadsheet has all."""

OF_A_MEMBER = 12
"""People due that are listed for each of us in the report of several accounts."""


class Whose(NamedTuple):
    """An account as a row names it."""

    account_id: str
    name: str | None


class AccountGap(NamedTuple):
    """A gap with its account."""

    account: Whose
    gap: ReportedGap[str]
    opened: bool


class AccountContact(NamedTuple):
    """Somebody who is due, with their account."""

    account: Whose
    contact: ContactDue[str]


class AccountBelief(NamedTuple):
    """A belief gone stale, with its account."""

    account: Whose
    belief: StaleBelief


class AccountWarning(NamedTuple):
    """Lines that cannot be, with their account."""

    account: Whose
    warning: StructureWarning[str]


class Least(Generic[Row]):
    """The least rows of many by a key, as `sorted` would put them first; of the others none is held for long.

    Examples
    --------
    >>> least = Least[str](2, key=len)
    >>> least.add(["three", "one", "two", "four"])
    >>> least.rows
    ['one', 'two']
    """

    def __init__(self, most: int, key: Callable[[Row], Any]) -> None:
        self._most = most
        self._key = key
        self._rows: list[Row] = []

    def add(self, rows: Iterable[Row]) -> None:
        """Look at rows that come after those before."""
        self._rows += rows
        if len(self._rows) > 2 * self._most:
            self._rows = self.rows

    @property
    def rows(self) -> list[Row]:
        """The least so far, in order."""
        return nsmallest(self._most, self._rows, key=self._key)


Caller = tuple[bool, str, str]
"""Sorts who of us calls: whom nobody covers last, by name, by id."""


class PageLists:
    """The first rows of each list of a report, one more than the page shows, so that it can say where there are more.

    A row holds its own entry and the name of its account: what the page holds is bounded, whatever the book.
    """

    def __init__(self, accounts: Iterable[AccountReport], movers: Iterable[str]) -> None:
        self._opened = Least[AccountGap](MOST + 1, _worst)
        self._open = Least[AccountGap](MOST + 1, _worst)
        self._gaps = Least[AccountGap](MOST + 1, _worst)
        self._closed = Least[AccountGap](MOST + 1, _worst)
        self._first = Least[AccountGap](FIRST, _worst)
        self._others = Least[AccountGap](FIRST, _worst)
        self._contacts = Least[AccountContact](MOST + 1, _most_wanted)
        self._of_callers: dict[Caller, Least[AccountContact]] = defaultdict(
            lambda: Least(OF_A_MEMBER + 1, _most_wanted)
        )
        self._ranking = Least[AccountReport](MOST + 1, _health)
        self._pictured = Least[AccountReport](PICTURED, by_health)
        self._movers = frozenset(movers)
        self.moved: dict[str, AccountReport] = {}
        self.beliefs: list[AccountBelief] = []
        self.structure: list[AccountWarning] = []
        for account in accounts:
            self._add(account)

    def _add(self, account: AccountReport) -> None:
        whose = Whose(account.account_id, account.name)
        self._ranking.add([account])
        self._pictured.add([account])
        if account.account_id in self._movers:
            self.moved[account.account_id] = account
        self._add_gaps(account, whose)
        self._add_contacts([AccountContact(whose, each) for each in account.contacts_due])
        beliefs = account.stale_beliefs[: MOST - len(self.beliefs)]
        self.beliefs += (AccountBelief(whose, each) for each in beliefs)
        warnings = account.structure[: MOST - len(self.structure)]
        self.structure += (AccountWarning(whose, each) for each in warnings)

    def _add_gaps(self, account: AccountReport, whose: Whose) -> None:
        gaps = account.gaps
        opened = [AccountGap(whose, gap, opened=True) for gap in gaps.opened or ()]
        stayed = [AccountGap(whose, gap, opened=False) for gap in gaps.open]
        self._opened.add(opened)
        self._open.add(stayed)
        self._gaps.add([*opened, *stayed])
        self._closed.add(AccountGap(whose, gap, opened=False) for gap in gaps.closed or ())
        foremost = nsmallest(OF_ONE_ACCOUNT + FIRST, [*opened, *stayed], key=_worst)
        self._first.add(foremost[:OF_ONE_ACCOUNT])
        self._others.add(foremost[OF_ONE_ACCOUNT:])

    def _add_contacts(self, contacts: Sequence[AccountContact]) -> None:
        self._contacts.add(contacts)
        by_caller: dict[Caller, list[AccountContact]] = defaultdict(list)
        for each in contacts:
            by_caller[_caller(each)].append(each)
        for caller, of_caller in by_caller.items():
            self._of_callers[caller].add(of_caller)

    @property
    def gaps(self) -> Sequence[AccountGap]:
        """Gaps that are not muted: the worst first, of these those that opened, then by priority."""
        return self._gaps.rows

    @property
    def opened(self) -> Sequence[AccountGap]:
        """Gaps that opened, the worst first."""
        return self._opened.rows

    @property
    def open(self) -> Sequence[AccountGap]:
        """Gaps that were there before, or all where nobody can know, the worst first."""
        return self._open.rows

    @property
    def closed(self) -> Sequence[AccountGap]:
        """Gaps that closed, the worst first."""
        return self._closed.rows

    @property
    def first_gaps(self) -> Sequence[AccountGap]:
        """What to look at first: no account more than twice, unless there are no others."""
        return [*self._first.rows, *self._others.rows][:FIRST]

    @property
    def contacts(self) -> Sequence[AccountContact]:
        """Everybody who is due, by priority."""
        return self._contacts.rows

    @property
    def contacts_by_member(self) -> Sequence[tuple[str | None, Sequence[AccountContact]]]:
        """People due by which of us calls, by name and id, those whom nobody covers last."""
        return [(caller[1] or None, self._of_callers[caller].rows) for caller in sorted(self._of_callers)]

    @property
    def ranking(self) -> Sequence[AccountReport]:
        """Accounts by health, the least first, those whose health is not known last; equal ones by name."""
        return self._ranking.rows

    @property
    def pictured(self) -> Sequence[AccountReport]:
        """Accounts of least health, as the heat map has them."""
        return self._pictured.rows


def _worst(each: AccountGap) -> tuple[int, bool, float]:
    return SEVERITIES.index(each.gap.severity), not each.opened, -each.gap.priority


def _most_wanted(each: AccountContact) -> tuple[float, str, str]:
    return -each.contact.priority, each.account.account_id, each.contact.person


def _caller(each: AccountContact) -> Caller:
    member = each.contact.member
    return member is None, each.contact.member_name or member or "", member or ""


def _health(account: AccountReport) -> tuple[bool, float]:
    return account.health is None, account.health or 0.0
