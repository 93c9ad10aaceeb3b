"""What is stored of one ledger, as far as a write must know it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.ledger.keys import Key
from graph.ledger.record_rows import Lifetime, Row

COUNTERS = frozenset({"lock", "revision", "revised_at", "erased_at"})
"""Properties of an account that count its writes and are no part of its record."""


@dataclass(slots=True)
class StoredRecords:
    """The stored side of one ledger's plan."""

    rows: dict[Key, list[Row]] = field(default_factory=dict)
    lifetimes: dict[Key, Lifetime] = field(default_factory=dict)
    parts: dict[str, str | None] = field(default_factory=dict)
    erased: dict[Key, str] = field(default_factory=dict)

    def add(self, kind: str, rows: Iterable[Row]) -> None:
        """Note the newest rows of records of a kind."""
        self.rows.update(((kind, row["id"]), [row]) for row in rows)
