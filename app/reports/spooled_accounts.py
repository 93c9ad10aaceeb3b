"""The accounts of a report on disk: one is held at a time, whatever the book."""

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from graph.spool import Spool
from schemas.reports.report import AccountReport


class SpooledAccounts(Sequence[AccountReport]):
    """Accounts as a report lists them, each as JSON on disk, and made again whenever it is looked at.

    Raises
    ------
    DiskFull
        When there is no room for them.
    """

    def __init__(self, accounts: Iterable[AccountReport]) -> None:
        self._spool = Spool()
        for each in accounts:
            self._spool.add(each.model_dump_json().encode())

    def __len__(self) -> int:
        return len(self._spool)

    @overload
    def __getitem__(self, place: int) -> AccountReport: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[AccountReport]: ...
    def __getitem__(self, place: int | slice) -> AccountReport | Sequence[AccountReport]:
        if isinstance(place, slice):
            return [self[each] for each in range(len(self))[place]]
        return AccountReport.model_validate_json(self._spool[place])

    def __iter__(self) -> Iterator[AccountReport]:
        return map(AccountReport.model_validate_json, self._spool)

    @property
    def texts(self) -> Iterator[bytes]:
        """The same accounts as JSON."""
        return iter(self._spool)


def texts_of(accounts: Iterable[AccountReport]) -> Iterator[bytes]:
    """Yield accounts as JSON in UTF-8, without making one that is kept so."""
    if isinstance(accounts, SpooledAccounts):
        yield from accounts.texts
    else:
        yield from (each.model_dump_json().encode() for each in accounts)
