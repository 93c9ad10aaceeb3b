"""One change with the rows it recorded: history as it moves from one store to another."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graph.ledger.record_rows import Row
from schemas.changes import FeedPlace
from schemas.errors import InvalidInput
from schemas.messages.message import Message

ERASING = frozenset({"erased", "scrubbed"})
"""Outcomes in entries for records whose rows an erasure removed or changed."""

RecordKey = tuple[str, str, str]
"""Ledger, kind and id of a record."""


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """One row as stored; ``line`` and ``size`` are its place in a file and how long it is there."""

    kind: str
    id: str
    row: Row
    line: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """One revision of a ledger: who made it, its entries, and the rows it recorded, oldest first.

    Attributes
    ----------
    tombstones : list
        The tombstones of the records that it erased by their ids.
    """

    place: FeedPlace
    author: str
    entries: list[dict[str, Any]]
    rows: list[RecordedRow] = field(default_factory=list)
    tombstones: list[Row] = field(default_factory=list)
    line: int = 0

    @property
    def erases(self) -> bool:
        """Whether it removed rows that earlier changes recorded."""
        return any(entry.get("what") in ERASING for entry in self.entries)

    @property
    def ledger(self) -> str:
        """Account whose revision it is, or empty for the book."""
        return self.place.account_id

    def by_record(self) -> Iterator[tuple[RecordKey, list[RecordedRow]]]:
        """Yield the rows of each record in turn."""
        found: dict[RecordKey, list[RecordedRow]] = {}
        for row in self.rows:
            found.setdefault((self.ledger, row.kind, row.id), []).append(row)
        yield from found.items()


def named_ledger(ledger: str) -> Message:
    """Return a ledger as a person names it.

    Examples
    --------
    >>> print(named_ledger("a1"), named_ledger(""))
    history.account(account='a1') history.book()
    """
    return Message("history.account", account=ledger) if ledger else Message("history.book")


def at_line(line: int, fault: Message) -> Message:
    """Return what is wrong with a line of a file, with its number."""
    return Message("history.line", line=line, fault=fault)


def refused(line: int, fault: Message) -> InvalidInput:
    """Return the refusal of a line of a file."""
    return InvalidInput(at_line(line, fault))
