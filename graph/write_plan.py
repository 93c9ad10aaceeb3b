"""What a write makes of the stored records of one ledger: pure, so that a repeated transaction plans afresh."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import uuid_utils

from graph.edge_ids import Relation, derived_id, relation_of, renewed_id
from graph.item_rules import (
    Key,
    check_identity,
    check_kept,
    check_lifetime,
    check_links,
    check_needed,
    conflict,
    invalid,
    named,
    says_the_same,
)
from graph.record_rows import Lifetime, Row, changed_rows, corrected_rows, latest, lifetime_of, with_lifetime
from graph.stored_form import stored_patch
from schemas.errors import NotFound, Problem, RevisionMismatch
from schemas.instants import LAST_INSTANT
from schemas.records import Resource
from schemas.resources import BY_KIND
from schemas.writes import Outcome, WriteItem, WriteResult

LIFETIME = ("valid_from", "valid_to")


class LedgerPlan:
    """Applies items one after the other to the rows of one account, or of the book.

    Parameters
    ----------
    ledger : str
        Account id, or empty for the book.
    stored : mapping
        Rows of the records the items may touch, newest first; at least the newest of each.
    lifetimes : mapping
        When the other records they point to exist.
    now : str
        Instant the write is recorded at.
    author : str
        Who writes.
    """

    def __init__(
        self,
        ledger: str,
        revision: int,
        stored: Mapping[Key, Sequence[Row]],
        lifetimes: Mapping[Key, Lifetime],
        now: str,
        author: str,
    ) -> None:
        self.ledger = ledger
        self.revision = revision
        self.now = now
        self.author = author
        self.rows: dict[Key, list[Row]] = {key: list(rows) for key, rows in stored.items()}
        self.stored_sequence = {key: rows[0]["sequence"] for key, rows in stored.items()}
        self.touched_by: dict[Key, int] = {}
        self.entries: list[dict[str, str]] = []
        self._lifetimes = lifetimes
        self._relations: dict[Relation, list[str]] = defaultdict(list)
        self._edges_at: dict[Key, list[Key]] = defaultdict(list)
        for key, rows in self.rows.items():
            self._index(BY_KIND[key[0]], key, rows[0])

    def apply(self, index: int, item: WriteItem) -> WriteResult:
        """Apply one item and return what became of it.

        Raises
        ------
        InvalidInput, Conflict, NotFound, RevisionMismatch
            When it cannot be done; the plan is then as before.
        """
        done = self._end if item.action == "end" else self._upsert
        return done(index, item)

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

    def edges(self) -> Iterator[tuple[Key, Row]]:
        """Yield every edge the plan knows, with its newest row."""
        for key, rows in self.rows.items():
            if BY_KIND[key[0]].is_edge:
                yield key, rows[0]

    def lifetime(self, key: Key) -> Lifetime | None:
        """Return when a record exists, or None where there is none."""
        if key in self.rows:
            return lifetime_of(self.rows[key][0])
        return self._lifetimes.get(key)

    def lives_otherwise(self, key: Key) -> bool:
        """Whether a record that is stored exists at other times than it did."""
        rows = self.rows.get(key, [])
        stored = next((row for row in rows if row["sequence"] == self.stored_sequence.get(key)), None)
        return stored is not None and lifetime_of(stored) != lifetime_of(rows[0])

    # Upserts

    def _upsert(self, index: int, item: WriteItem) -> WriteResult:
        record_id, begins = self._record_of(item)
        key = (item.resource.kind, record_id)
        if key not in self.rows:
            return self._create(index, item, key, begins)
        if item.expects == "absent":
            raise RevisionMismatch(f"{named(key)} exists already; leave out If-None-Match to change it.", self.revision)
        return self._change(index, item, key)

    def _record_of(self, item: WriteItem) -> tuple[str, str | None]:
        """Return the id an item is about, and when a relation that begins again does so."""
        if item.id is not None:
            return item.id, None
        if not item.resource.is_edge:
            return str(uuid_utils.uuid7()), None
        values = _with_defaults(item)
        check_needed(item, values, [end.field for end in item.resource.ends])
        return self._relation_of(item, values)

    def _relation_of(self, item: WriteItem, values: Mapping[str, Any]) -> tuple[str, str | None]:
        ids = self._relations.get(relation_of(item.resource, values), [])
        first = derived_id(item.resource, values)
        if not ids:
            return first, None
        rows = {found: self.rows[item.resource.kind, found][0] for found in ids}
        standing = [found for found in ids if not self._has_ended(rows[found])]
        if standing:
            return max(standing, key=lambda found: (rows[found].get("valid_to") or LAST_INSTANT, found)), None
        if repeated := next((found for found in ids if says_the_same(item, rows[found])), None):
            return repeated, None
        ended = max(row["valid_to"] for row in rows.values())
        begins = item.data.get("valid_from") or max(item.effective_at or self.now, ended)
        if begins < ended:
            raise conflict(item, f"this relation ended at {ended}; give a valid_from not before that", "/valid_from")
        times = len(ids) + 1
        while (item.resource.kind, renewed_id(first, times)) in self.rows:
            times += 1
        return renewed_id(first, times), begins

    def _create(self, index: int, item: WriteItem, key: Key, begins: str | None) -> WriteResult:
        if item.expects == "present":
            raise NotFound(f"There is no {named(key)} to change.", [Problem(item.pointer, f"no {named(key)}")])
        sent = {**_with_defaults(item), **({"valid_from": begins} if begins else {})}
        values = {name: value for name, value in sent.items() if value is not None}
        check_needed(item, values, item.resource.required)
        check_links(item, values, self.lifetime)
        check_lifetime(item, lifetime_of(values))
        row = self._stamped(stored_patch(item.resource, values, {}), key)
        row["sequence"] = 1
        self._add(index, item.resource, key, [row], "created")
        return self._result(index, item, key, "created")

    def _change(self, index: int, item: WriteItem, key: Key) -> WriteResult:
        newest = self.rows[key][0]
        if self._ends_again(item, key, newest):
            return self._result(index, item, key, "unchanged")
        check_kept(item)
        check_identity(item, newest)
        lifetime = (
            item.data.get("valid_from", newest.get("valid_from")),
            item.data.get("valid_to", newest.get("valid_to")),
        )
        check_lifetime(item, lifetime)
        check_links(item, {name: item.data.get(name) for name in item.resource.references}, self.lifetime)
        sent = {name: value for name, value in item.data.items() if name not in LIFETIME}
        rows_of = corrected_rows if item.correction else changed_rows
        patch_of = partial(stored_patch, item.resource, sent)
        added = rows_of(self.rows[key], patch_of, lifetime, item.effective_at or self.now)
        if not added:
            return self._result(index, item, key, "unchanged")
        self._add(
            index,
            item.resource,
            key,
            [self._stamped(row, key) for row in added],
            "corrected" if item.correction else "updated",
        )
        return self._result(index, item, key, "updated")

    def _ends_again(self, item: WriteItem, key: Key, newest: Row) -> bool:
        """Whether an item only repeats what an ended record says; refuse it when it says more."""
        instant = item.effective_at or self.now
        ended = newest.get("valid_to")
        if item.correction or ended is None or (ended > self.now and instant < ended):
            return False
        if says_the_same(item, newest):
            return True
        raise conflict(item, f"{named(key)} ended at {ended}; send it as a correction, or begin a new record")

    # Ends

    def _end(self, index: int, item: WriteItem) -> WriteResult:
        key = self._ended_key(item)
        newest = self.rows[key][0]
        instant, ended, began = item.effective_at or self.now, newest.get("valid_to"), newest.get("valid_from")
        if ended is not None and ended <= self.now and not item.correction:
            raise conflict(item, f"{named(key)} has ended already, at {ended}")
        if began is not None and instant < began:
            raise invalid(item, "", f"{named(key)} began at {began} and cannot end before that")
        if ended == instant:
            return self._result(index, item, key, "unchanged")
        self._cut(index, key, instant)
        result = self._result(index, item, key, "ended")
        result.also_ended = tuple(self._end_edges(index, key, instant))
        return result

    def _ended_key(self, item: WriteItem) -> Key:
        record_id = self._last_of_relation(item) if item.id is None and item.resource.is_edge else item.id
        key = (item.resource.kind, record_id or "")
        if key not in self.rows:
            raise NotFound(f"There is no {named(key)} to end.", [Problem(item.pointer, f"no {named(key)}")])
        return key

    def _last_of_relation(self, item: WriteItem) -> str:
        """Return the open edge between the ends of an item, else the one that ended last."""
        values = _with_defaults(item)
        check_needed(item, values, [end.field for end in item.resource.ends])
        rows = [
            self.rows[item.resource.kind, found][0]
            for found in self._relations.get(relation_of(item.resource, values), ())
        ]
        last = max(rows, key=lambda row: (row.get("valid_to") or LAST_INSTANT, row["id"]), default=None)
        return last["id"] if last else derived_id(item.resource, values)

    def _end_edges(self, index: int, key: Key, instant: str) -> Iterator[Key]:
        for edge in sorted(self._edges_at.get(key, ())):
            newest = self.rows[edge][0]
            if newest.get("valid_to") is None:
                self._cut(index, edge, max(instant, newest.get("valid_from") or instant))
                yield edge

    def _cut(self, index: int, key: Key, instant: str) -> None:
        rows = self.rows[key]
        row = with_lifetime(rows, (rows[0].get("valid_from"), instant))
        self._add(index, BY_KIND[key[0]], key, [self._stamped(row, key)], "ended")

    # What every way shares

    def _stamped(self, row: Row, key: Key) -> Row:
        owner = {"account_id": self.ledger} if self.ledger else {}
        return {**row, **owner, "id": key[1], "recorded_at": self.now, "recorded_by": self.author}

    def _add(self, index: int, resource: Resource, key: Key, added: Sequence[Row], what: str) -> None:
        if key not in self.rows:
            self.rows[key] = []
            self._index(resource, key, added[-1])
        self.rows[key][:0] = reversed(added)
        self.touched_by[key] = index
        self.entries.append({"kind": key[0], "id": key[1], "what": what})

    def _index(self, resource: Resource, key: Key, row: Row) -> None:
        if not resource.is_edge:
            return
        self._relations[relation_of(resource, row)].append(key[1])
        for end in resource.ends:
            self._edges_at[end.kind, row[end.field]].append(key)

    def _result(self, index: int, item: WriteItem, key: Key, outcome: Outcome) -> WriteResult:
        return WriteResult(index, item.resource.kind, key[1], outcome, self.ledger)

    def _has_ended(self, row: Row) -> bool:
        ended = row.get("valid_to")
        return ended is not None and ended <= self.now


def _with_defaults(item: WriteItem) -> dict[str, Any]:
    """Return what was sent, with the default of what was not, or was sent as null."""
    unsent = {name: value for name, value in item.resource.defaults.items() if item.data.get(name) is None}
    return {**item.data, **unsent}
