"""The records of one ledger while a write is planned: as stored, and as they will be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.ledger.edge_ids import Relation, relation_of
from graph.ledger.keys import Indexed, Key
from graph.ledger.record_rows import Lifetime, Row, latest, lifetime_of
from graph.ledger.slots import Place, place_of
from schemas.links import end_links, owner_key
from schemas.registry import BY_KIND
from schemas.resource import Resource


@dataclass(slots=True)
class StoredRecords:
    """The stored records of one ledger, as far as a write must know them.

    Attributes
    ----------
    rows : mapping
        Rows of the records that items may touch, newest first; at least the newest of each.
    lifetimes : mapping
        When the other records exist that they point to.
    parts : mapping
        Department -> the one it is part of, where an item moves one.
    erased : mapping
        Records that were erased, and when: nothing is stored again under their ids.
    counters : dict
        Of an account, its revision and when it got it, which a read of its own record shows.
    """

    rows: dict[Key, list[Row]] = field(default_factory=dict)
    lifetimes: dict[Key, Lifetime] = field(default_factory=dict)
    parts: dict[str, str | None] = field(default_factory=dict)
    erased: dict[Key, str] = field(default_factory=dict)
    counters: Row = field(default_factory=dict)

    def add(self, kind: str, rows: Iterable[Row]) -> None:
        """Note the newest rows of records of a kind."""
        self.rows.update(((kind, row["id"]), [row]) for row in rows)


class RelationIndex:
    """Which records a plan knows of one relation, at one end, or of one owner; ends and owners never change."""

    def __init__(self) -> None:
        self._relations: dict[Relation, list[str]] = defaultdict(list)
        self._dependents: dict[Key, list[Key]] = defaultdict(list)

    def add(self, resource: Resource, key: Key, row: Row) -> None:
        """Note one record by its newest row."""
        if resource.is_relation:
            self._relations[relation_of(resource, row)].append(key[1])
        for link in end_links(resource, row):
            self._dependents[link.key].append(key)
        if owner := owner_key(resource, row):
            self._dependents[owner].append(key)

    def ids(self, resource: Resource, values: Mapping[str, Any]) -> list[str]:
        """Return the ids of the records of one relation, which values name by its ends."""
        return self._relations.get(relation_of(resource, values), [])

    def dependents(self, key: Key) -> list[Key]:
        """Return what ends when a record ends: its edges and what belongs to it."""
        return sorted(self._dependents.get(key, ()))


class PlannedRecords:
    """Rows of one account, or of the book: what is stored, and what a write adds.

    Parameters
    ----------
    ledger : str
        Account id, or empty for the book.
    revision : int
        Its revision before the write.
    stored : StoredRecords
        The stored rows; left as they are.
    now : str
        Instant the write happens at.
    author : str
        Who writes.
    recorded_at : str or None
        Instant it is recorded at, where that is another; None: now.
    """

    def __init__(
        self,
        ledger: str,
        revision: int,
        stored: StoredRecords,
        now: str,
        author: str,
        recorded_at: str | None = None,
    ) -> None:
        self.ledger = ledger
        self.revision = revision
        self.now = now
        self.recorded_at = recorded_at or now
        self.author = author
        self.rows: dict[Key, list[Row]] = {key: list(rows) for key, rows in stored.rows.items()}
        self.stored_sequence = {key: rows[0]["sequence"] for key, rows in stored.rows.items()}
        self.parts: Mapping[str, str | None] = stored.parts
        self.erased: Mapping[Key, str] = stored.erased
        self.counters: Mapping[str, Any] = stored.counters
        self.touched_by: dict[Key, int] = {}
        self.corrections: set[Key] = set()
        self.begins_unsaid: dict[Key, Indexed] = {}
        self.entries: list[dict[str, str]] = []
        self.index = RelationIndex()
        self._lifetimes = stored.lifetimes
        for key, rows in self.rows.items():
            self.index.add(BY_KIND[key[0]], key, rows[0])

    def latest(self, key: Key) -> Row:
        """Return the latest state of a record as it will be stored."""
        return latest(self.rows[key])

    def new_rows(self, key: Key) -> tuple[Row | None, Row | None, list[Row]]:
        """Return what must be written of a touched record: the row to create, to change, and the rows to keep."""
        rows, stored = self.rows[key], self.stored_sequence.get(key, 0)
        older = [row for row in rows[1:] if row["sequence"] >= stored]
        if not stored:
            return rows[0], None, older
        return (None, rows[0], older) if rows[0]["sequence"] > stored else (None, None, [])

    def kinds(self) -> set[str]:
        """Return the kinds of which the plan knows a record."""
        return {kind for kind, _ in self.rows}

    def relations(self) -> Iterator[tuple[Key, Row]]:
        """Yield every edge the plan knows, and all else that stands open once, with its newest row."""
        for key, rows in self.rows.items():
            if BY_KIND[key[0]].is_relation:
                yield key, rows[0]

    def holders(self) -> dict[Place, list[Key]]:
        """Return the records that hold each place at any time, by their rows that the plan knows."""
        found: dict[Place, list[Key]] = defaultdict(list)
        for key, rows in self.rows.items():
            if BY_KIND[key[0]].slot:
                for place in {place for row in rows if (place := place_of(BY_KIND[key[0]], row))}:
                    found[place].append(key)
        return found

    def records(self, kind: str) -> Iterator[tuple[Key, Row]]:
        """Yield every record of a kind that the plan knows and that has not ended, in its latest state."""
        for key, rows in self.rows.items():
            if key[0] == kind and not self.has_ended(rows[0]):
                yield key, latest(rows)

    def lifetime(self, key: Key) -> Lifetime | None:
        """Return when a record exists, or None where there is none."""
        if key in self.rows:
            return lifetime_of(self.rows[key][0])
        return self._lifetimes.get(key)

    def done(self) -> dict[Key, str]:
        """Return what the write does to each record it touches: the last of created, updated, corrected, ended."""
        return {(entry["kind"], entry["id"]): entry["what"] for entry in self.entries}

    def stored_rows(self, key: Key) -> list[Row]:
        """Return the rows of a record that were stored before the write, newest first; none where it is new."""
        return [row for row in self.rows.get(key, ()) if row["sequence"] <= self.stored_sequence.get(key, 0)]

    def stored_state(self, key: Key) -> Row | None:
        """Return the latest state of a record as it was stored before the write; None where there was none."""
        rows = self.stored_rows(key)
        return latest(rows) if rows else None

    def own_lifetime(self) -> dict[Key, Lifetime]:
        """Return when the account itself exists, for what the book says of it."""
        key = ("account", self.ledger)
        return {key: lifetime_of(self.rows[key][0])} if key in self.rows else {}

    def lives_otherwise(self, key: Key) -> bool:
        """Whether a record that is stored exists at other times than it did."""
        rows = self.rows.get(key, [])
        stored = next((row for row in rows if row["sequence"] == self.stored_sequence.get(key)), None)
        return stored is not None and lifetime_of(stored) != lifetime_of(rows[0])

    def add(self, index: int, resource: Resource, key: Key, added: Sequence[Row], what: str) -> None:
        """Put rows in front of those of a record, oldest first, as what an item does to it."""
        before = self.rows[key][0] if key in self.rows else None
        if key not in self.rows:
            self.rows[key] = []
            self.index.add(resource, key, added[-1])
        self.rows[key][:0] = reversed(added)
        self.touched_by[key] = index
        event = resource.event(before, added[-1]) if resource.event else None
        self.entries.append({"kind": key[0], "id": key[1], "what": what, **({"event": event} if event else {})})

    def stamped(self, row: Row, key: Key) -> Row:
        """Return a row with whose it is, when it is recorded and by whom."""
        owner = {"account_id": self.ledger} if self.ledger else {}
        return {**row, **owner, "id": key[1], "recorded_at": self.recorded_at, "recorded_by": self.author}

    def surplus(self, keys: Sequence[Key]) -> tuple[Key, list[Key]]:
        """Return, of records of which only one may stand, the one that stood first and the others the write touches."""
        first = min(keys, key=lambda key: (self.touched_by.get(key, -1), key))
        return first, [key for key in keys if key != first and key in self.touched_by]

    def has_ended(self, row: Row) -> bool:
        """Whether a record has ended when the write is recorded, by its newest row."""
        ended = row.get("valid_to")
        return ended is not None and ended <= self.now
