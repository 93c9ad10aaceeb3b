"""The effect of a write on the stored records of one ledger: pure, so that a repeated transaction plans afresh."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from graph.ledger.edge_ids import derived_id, renewed_id
from graph.ledger.keys import Key
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.provenance import attributed, left_alone, new_row, withdrawn
from graph.ledger.record_rows import (
    Lifetime,
    PatchOf,
    Row,
    changed_rows,
    corrected_rows,
    lifetime_of,
    replaced_states,
    state_holds,
    with_lifetime,
)
from graph.ledger.rules.as_read import check_as_read
from graph.ledger.rules.items import (
    check_begin,
    check_identity,
    check_kept,
    check_lifetime,
    check_links,
    check_needed,
    check_owner,
    check_references,
    check_until,
    check_values,
    conflict,
    invalid,
    invalid_moment,
    says_the_same,
)
from graph.ledger.slots import place_of
from graph.ledger.starting_points import check_start
from graph.ledger.stored_form import stored_patch
from schemas.errors import NotFound, Problem, RevisionMismatch
from schemas.instants import LAST_INSTANT
from schemas.messages.message import Message
from schemas.registry import BY_KIND
from schemas.resource import NESTED
from schemas.writes import Outcome, Replaced, WriteItem, WriteResult

LIFETIME = ("valid_from", "valid_to")


class LedgerPlan(PlannedRecords):
    """Applies items one after the other to the rows of one account, or of the book."""

    def apply(self, index: int, item: WriteItem) -> WriteResult:
        """Apply one item and return what became of it.

        Raises
        ------
        InvalidInput, Conflict, NotFound, RevisionMismatch
            When it cannot be done; the plan is then as before.
        """
        check_until(item, self.now)
        done = self._end if item.action == "end" else self._upsert
        result = done(index, item)
        if item.correction:
            self.corrections.add((result.kind, result.id or ""))
        return result

    # Upserts

    def _upsert(self, index: int, item: WriteItem) -> WriteResult:
        record_id, begins = self._record_of(item)
        key = (item.resource.kind, record_id)
        check_start(item.if_match, self.ledger, self.revision, key, self.stored_rows(key))
        check_as_read(self, item, key)
        if key not in self.rows:
            if item.expects == "known":
                return self._result(index, item, key, "unchanged")
            if item.followed and (holder := self._holder_of_place(item)) is not None:
                return self._result(index, item, holder, "unchanged")
            return self._create(index, item, key, begins)
        if item.expects == "absent":
            raise RevisionMismatch(Message("ledger.exists", kind=key[0], id=key[1]), self.revision)
        if item.expects == "unsaid" or (item.followed and item.resource.is_edge):
            return self._result(index, item, key, "unchanged")
        return self._change(index, self._of_the_unsaid(item, key) if item.followed else item, key)

    def _of_the_unsaid(self, item: WriteItem, key: Key) -> WriteItem:
        """Return of what was sent of somebody who was merged just what the survivor does not say."""
        own = self.latest(key)
        return replace(item, data={name: value for name, value in item.data.items() if own.get(name) is None})

    def _holder_of_place(self, item: WriteItem) -> Key | None:
        """Return who holds the place that an edge would take; None where it takes none, or nobody does."""
        place = place_of(item.resource, _with_defaults(item))
        holders = self.holders().get(place, ()) if place else ()
        return next((key for key in holders if not self.has_ended(self.rows[key][0])), None)

    def _record_of(self, item: WriteItem) -> tuple[str, str | None]:
        """Return the id an item is about, and when a relation that begins again does so; other records bring theirs."""
        if item.id is not None:
            return item.id, None
        values = _with_defaults(item)
        check_needed(item, values, item.resource.deciding)
        return self._relation_of(item, values)

    def _relation_of(self, item: WriteItem, values: Mapping[str, Any]) -> tuple[str, str | None]:
        ids = self.index.ids(item.resource, values)
        first = derived_id(item.resource, values)
        if not ids:
            return first, None
        rows = {found: self.rows[item.resource.kind, found][0] for found in ids}
        standing = [found for found in ids if not self.has_ended(rows[found])]
        if standing:
            return max(standing, key=lambda found: (rows[found].get("valid_to") or LAST_INSTANT, found)), None
        if repeated := next((found for found in ids if says_the_same(item, rows[found])), None):
            return repeated, None
        ended = max(row["valid_to"] for row in rows.values())
        begins = item.data.get("valid_from") or max(item.effective_at or self.now, ended)
        if begins < ended:
            raise conflict(Message("ledger.begins_too_early", ended=ended), "/valid_from")
        times = len(ids) + 1
        while (item.resource.kind, renewed_id(first, times)) in self.rows:
            times += 1
        return renewed_id(first, times), begins

    def _create(self, index: int, item: WriteItem, key: Key, begins: str | None) -> WriteResult:
        if item.expects == "present":
            raise NotFound(Message("ledger.none_to_change", kind=key[0], id=key[1]), _absent(key))
        if erased_at := self.erased.get(key):
            raise conflict(Message("ledger.erased", kind=key[0], id=key[1], at=erased_at))
        if item.begins_now and item.data.get("valid_from") is None:
            begins = begins or item.effective_at or self.now
        sent = {**_with_defaults(item), **({"valid_from": begins} if begins else {})}
        values = {name: value for name, value in sent.items() if value is not None}
        check_needed(item, values, item.resource.required)
        check_begin(item, values)
        if item.effective_until is not None:
            raise invalid_moment(Message("ledger.until_of_new", kind=key[0]))
        if item.resource.dated:
            values["valid_from"] = values[item.resource.dated]
        check_links(item, values, self.lifetime)
        check_owner(item, values, self.lifetime, self.now)
        check_lifetime(item, lifetime_of(values))
        row = new_row(self.stamped(stored_patch(item.resource, values, {}), key), item.source)
        row["sequence"] = 1
        check_values(item, [row])
        self.add(index, item.resource, key, [row], "created")
        if item.resource.slot and item.data.get("valid_from") is None:
            self.begins_unsaid[key] = index, item
        return self._result(index, item, key, "created")

    def _change(self, index: int, item: WriteItem, key: Key) -> WriteResult:
        newest = self.rows[key][0]
        if self._ends_again(item, key, newest):
            return self._result(index, item, key, "unchanged")
        check_kept(item)
        check_identity(item, newest)
        check_begin(item, {**newest, **item.data})
        lifetime = self._new_lifetime(item, newest)
        check_lifetime(item, lifetime)
        check_references(item, self.lifetime)
        replaced = self._replaced(item, key)
        cleared, left = self._silent(item, key) if item.silent else ((), ())
        added = self._added(item, key, lifetime)
        if not added:
            return replace(self._result(index, item, key, "unchanged"), left=left)
        rows = [self.stamped(row, key) for row in added]
        check_values(item, rows)
        self.add(index, item.resource, key, rows, "corrected" if item.correction else "updated")
        if item.data.get("valid_from") is not None:
            self.begins_unsaid.pop(key, None)
        return replace(self._result(index, item, key, "updated"), replaced=replaced, cleared=cleared, left=left)

    def _new_lifetime(self, item: WriteItem, newest: Row) -> Lifetime:
        begins = item.data.get(item.resource.dated) if item.resource.dated else None
        return (
            begins or item.data.get("valid_from", newest.get("valid_from")),
            item.data.get("valid_to", newest.get("valid_to")),
        )

    def _added(self, item: WriteItem, key: Key, lifetime: Lifetime) -> list[Row]:
        """Return the rows that a change adds; what is about one instant is corrected unless it says since when."""
        instant, rows = item.effective_at or self.now, self.rows[key]
        if _corrects(item):
            return corrected_rows(rows, _patch_of(item), lifetime, instant)
        return changed_rows(rows, _patch_of(item), lifetime, instant, item.effective_until)

    def _silent(self, item: WriteItem, key: Key) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return which fields that an item says nothing of are cleared, and which others said, as of its instant."""
        instant = item.effective_at or self.now
        row = next((row for row in self.rows[key] if state_holds(row, instant)), self.rows[key][0])
        cleared = tuple(name for name in item.silent if withdrawn(item.resource, row, (name,), item.source))
        return cleared, left_alone(item.resource, row, item.silent, item.source)

    def _replaced(self, item: WriteItem, key: Key) -> tuple[Replaced, ...]:
        """Return what a change says otherwise than was recorded for later."""
        if _corrects(item):
            return ()
        instant = item.effective_at or self.now
        found = replaced_states(self.rows[key], _patch_of(item), instant, item.effective_until)
        return tuple(Replaced(item.resource.wire_name(name), start, end) for name, start, end in found)

    def _ends_again(self, item: WriteItem, key: Key, newest: Row) -> bool:
        """Whether an item only repeats what an ended record says; refuse it when it says more."""
        instant = item.effective_at or self.now
        ended = newest.get("valid_to")
        if item.correction or ended is None or (ended > self.now and instant < ended):
            return False
        if says_the_same(item, newest):
            return True
        if (into := newest.get("merged_into")) is not None:
            raise conflict(Message("ledger.merged_already", id=key[1], into=into))
        raise conflict(Message("ledger.over", kind=key[0], id=key[1], ended=ended))

    # Ends

    def _end(self, index: int, item: WriteItem) -> WriteResult:
        key = self._ended_key(item)
        check_start(item.if_match, self.ledger, self.revision, key, self.stored_rows(key))
        newest = self.rows[key][0]
        instant, ended, began = item.effective_at or self.now, newest.get("valid_to"), newest.get("valid_from")
        if ended is not None and ended <= self.now and not item.correction:
            raise conflict(Message("ledger.over_already", kind=key[0], id=key[1], ended=ended))
        if began is not None and instant < began:
            raise invalid("", Message("ledger.ends_too_early", kind=key[0], id=key[1], began=began))
        if ended == instant:
            return self._result(index, item, key, "unchanged")
        self._cut(index, key, instant)
        result = self._result(index, item, key, "ended")
        result.also_ended = tuple(self._end_dependents(index, key, instant))
        return result

    def _ended_key(self, item: WriteItem) -> Key:
        record_id = self._last_of_relation(item) if item.id is None and item.resource.is_relation else item.id
        key = (item.resource.kind, record_id or "")
        if key not in self.rows:
            raise NotFound(Message("ledger.none_to_end", kind=key[0], id=key[1]), _absent(key))
        return key

    def _last_of_relation(self, item: WriteItem) -> str:
        """Return the open edge between the ends of an item, else the one that ended last."""
        values = _with_defaults(item)
        check_needed(item, values, item.resource.deciding)
        rows = [self.rows[item.resource.kind, found][0] for found in self.index.ids(item.resource, values)]
        last = max(rows, key=lambda row: (row.get("valid_to") or LAST_INSTANT, row["id"]), default=None)
        return last["id"] if last else derived_id(item.resource, values)

    def _end_dependents(self, index: int, key: Key, instant: str) -> Iterator[Key]:
        for dependent in self.index.dependents(key):
            newest = self.rows[dependent][0]
            if newest.get("valid_to") is None:
                self._cut(index, dependent, max(instant, newest.get("valid_from") or instant))
                yield dependent
                yield from self._end_dependents(index, dependent, instant)

    def _cut(self, index: int, key: Key, instant: str) -> None:
        rows = self.rows[key]
        row = with_lifetime(rows, (rows[0].get("valid_from"), instant))
        self.add(index, BY_KIND[key[0]], key, [self.stamped(row, key)], "ended")

    # Shared by all ways

    def _result(self, index: int, item: WriteItem, key: Key, outcome: Outcome) -> WriteResult:
        return WriteResult(index, item.resource.kind, key[1], outcome, self.ledger)


def _absent(key: Key) -> list[Problem]:
    return [Problem("", Message("ledger.none", kind=key[0], id=key[1]))]


def _corrects(item: WriteItem) -> bool:
    """Whether an item says that we were wrong; so does a change of what is about one instant, but from another on."""
    return item.correction or bool(item.resource.dated and item.effective_at is None)


def _patch_of(item: WriteItem) -> PatchOf:
    sent = {name: value for name, value in item.data.items() if name not in LIFETIME}
    return partial(_patch, item, sent)


def _patch(item: WriteItem, sent: dict[str, Any], row: Row) -> Mapping[str, Any]:
    """Return what an item makes of one state of a record: what it sends, and what its system no longer says."""
    cleared = withdrawn(item.resource, row, item.silent, item.source) if item.silent else {}
    for name in cleared.keys() & sent.keys():
        cleared[name] = {**cleared[name], **(sent[name] or {})} if name in NESTED else sent[name]
    return attributed(row, stored_patch(item.resource, {**sent, **cleared}, row), item.source)


def _with_defaults(item: WriteItem) -> dict[str, Any]:
    """Return what was sent, with the default of what was not, or was sent as null."""
    unsent = {name: value for name, value in item.resource.defaults.items() if item.data.get(name) is None}
    return {**item.data, **unsent}
