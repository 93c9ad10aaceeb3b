"""Import of history: changes as they were recorded elsewhere, whole instants in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.exchange.history_lines import HistoryReading
from graph.history.recorded_changes import RecordedChange, at_line, named_ledger
from graph.store import Store
from schemas.errors import Conflict, InvalidInput
from schemas.messages.message import Message
from schemas.writes import BOOK

ROWS_A_WRITE = 2_000
BYTES_A_WRITE = 4_000_000
"""Limits of one transaction, unless the changes of one instant are more."""


@dataclass(slots=True)
class HistoryReport:
    """The outcome of an import of history.

    Attributes
    ----------
    lines : int
        Lines that were read.
    changes, rows : int
        How many were stored.
    there_already : int
        Changes that the store had.
    own_book : int
        Changes of the book that were left out, because the store has a book of its own.
    """

    lines: int = 0
    changes: int = 0
    rows: int = 0
    there_already: int = 0
    own_book: int = 0


class HistoryImport:
    """One import into one store.

    Parameters
    ----------
    store : Store
        Where it is stored.
    lines : iterable of bytes
        The file.
    """

    def __init__(self, store: Store, lines: Iterable[bytes]) -> None:
        self._store = store
        self._lines = lines
        self._one_account = False
        self._keeps_book = False
        self.report = HistoryReport()

    async def run(self) -> HistoryReport:
        """Store every change that is missing and pass over the others, so that an import goes on where it stopped.

        Raises
        ------
        InvalidInput
            When a line is wrong; everything before it is stored.
        Conflict
            When the store holds another history.
        """
        reading = HistoryReading(self._lines)
        self._one_account = reading.account_id is not None
        for unit in _units(reading):
            await self._store_unit(unit)
            self.report.lines = reading.lines
        self.report.lines = reading.lines
        return self.report

    async def _store_unit(self, unit: Sequence[RecordedChange]) -> None:
        missing, others = await self._store.replays.missing(unit)
        for change in others:
            self._differs(change)
        for change in missing:
            if change.ledger == BOOK and not self._keeps_book:
                await self._check_book(change)
                break
        left_out = [change for change in missing if self._keeps_book and change.ledger == BOOK]
        left_out += [change for change in others if change.ledger == BOOK]
        new = [change for change in missing if not (self._keeps_book and change.ledger == BOOK)]
        if new:
            await self._store.replays.replay(new, other_book=self._keeps_book)
        self.report.changes += len(new)
        self.report.rows += sum(len(change.rows) for change in new)
        self.report.own_book += len(left_out)
        self.report.there_already += len(unit) - len(new) - len(left_out)

    def _differs(self, change: RecordedChange) -> None:
        if change.ledger == BOOK and self._one_account:
            self._keeps_book = True
            return
        ledger, revision = named_ledger(change.ledger), change.place.revision
        raise Conflict(at_line(change.line, Message("history.other_history", ledger=ledger, revision=revision)))

    async def _check_book(self, change: RecordedChange) -> None:
        """Keep the book as it is, or refuse, where accounts were written to after a change that it lacks."""
        if not await self._store.replays.overtakes_accounts(change):
            return
        if not self._one_account:
            overtaken = Message("history.overtaken_book", recorded_at=change.place.recorded_at)
            raise Conflict(at_line(change.line, overtaken))
        self._keeps_book = True


def _units(reading: HistoryReading) -> Iterator[list[RecordedChange]]:
    """Yield changes by whole instants, as many as one transaction takes; before a wrong line those that are whole."""
    unit: list[RecordedChange] = []
    instant: list[RecordedChange] = []
    fault: InvalidInput | None = None
    try:
        for change in reading.changes():
            if instant and change.place.recorded_at != instant[0].place.recorded_at:
                if unit and not _fits(unit, instant):
                    yield unit
                    unit = []
                unit += instant
                instant = []
            instant.append(change)
    except InvalidInput as error:
        fault = error
    if fault is None or (instant and instant[0].place.recorded_at != reading.instant):
        unit += instant
    if unit:
        yield unit
    if fault is not None:
        raise fault


def _fits(unit: Sequence[RecordedChange], instant: Sequence[RecordedChange]) -> bool:
    rows = [row for change in (*unit, *instant) for row in change.rows]
    changes = len(unit) + len(instant)
    return len(rows) <= ROWS_A_WRITE and changes <= ROWS_A_WRITE and sum(row.size for row in rows) <= BYTES_A_WRITE
