"""Export of history: everything that was recorded, in its order, for a store that shall give the same answers."""

from collections.abc import AsyncIterator

from app.exchange.history_lines import HistoryWriting
from graph.store import Store


class HistoryExport:
    """One export: of the whole book, or of one account with what the book says of it.

    It covers everything recorded until it began, and holds a page of changes at a time.

    Parameters
    ----------
    store : Store
        Where it is read.
    account_id : str or None
        One account; None: all, and the book.

    Attributes
    ----------
    written : HistoryWriting
        How many lines, changes and rows there were so far.
    """

    def __init__(self, store: Store, account_id: str | None) -> None:
        self._store = store
        self._account_id = account_id
        self.written = HistoryWriting()

    async def blocks(self) -> AsyncIterator[tuple[bytes, int, int]]:
        """Yield the bytes of each change with its rows, how many changes they are, and how many there will be.

        Raises
        ------
        NotFound
            When the account does not exist.
        Conflict
            When a write got in the way at the end of the order.
        """
        until, total = await self._store.history.newest(self._account_id)
        yield self.written.header(self._account_id), 0, total
        if until is not None:
            async for change in self._store.history.changes(until, self._account_id):
                yield b"".join(self.written.change(change)), 1, total
        yield self.written.end(), 0, total
