"""A book and its accounts in memory: hands the ledger all that there is, and keeps what it plans; no engine."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from graph.ledger.keys import Key
from graph.ledger.planned_records import StoredRecords
from graph.ledger.planning.needs import READ_WHOLE, Needs, Surroundings, needs_of
from graph.ledger.planning.recorded_batch import RecordedRows, recorded_rows, write_outcome
from graph.ledger.planning.write_batch import Ledger, WriteContext, plan_batch, ready_items
from graph.ledger.record_rows import Lifetime, Row, latest, lifetime_of, resolve
from graph.ledger.rules.book_pointers import Pointer
from graph.ledger.rules.external_ids import Holder, Name
from graph.ledger.stored_form import unnested
from schemas.links import end_links, reference_links
from schemas.registry import BY_KIND
from schemas.writes import BOOK, WriteItem, WriteOutcome

HELD_BACK = frozenset({"coverage", "team_reporting_line", "competitor_tie", "opportunity"})
"""Kinds that hold back the end of a record of the book while they are open and point to it."""

CLOSED = frozenset({"won", "lost"})


class MemoryBook:
    """All ledgers of one store, as the ledger's plans leave them.

    Attributes
    ----------
    names : dict
        Id of another system -> ledger and id of the record that it names.
    changes : list
        The change of each ledger, in the order of recording.
    erased : dict
        Ledger -> records that were erased, and when.
    """

    def __init__(self) -> None:
        self.names: dict[Name, Holder] = {}
        self.changes: list[Row] = []
        self.erased: dict[str, dict[Key, str]] = {}
        self._heads: dict[tuple[str, Key], Row] = {}
        self._older: dict[tuple[str, Key], list[Row]] = {}
        self._revisions: dict[str, int] = {}
        self._ids = count(1)

    def write(
        self,
        items: Sequence[WriteItem],
        now: str,
        author: str = "tester",
        *,
        skip: bool = False,
        rehearse: bool = False,
    ) -> WriteOutcome:
        """Plan items and keep what they do, all or nothing, or with ``skip`` what is sound of them."""
        by_ledger = ready_items(items, lambda: f"new-{next(self._ids)}")
        held = {ledger: self.properties(ledger) for ledger in by_ledger}
        ledgers = [(Ledger(one, held[one], self.stored(one)), pairs) for one, pairs in by_ledger.items()]
        around = self.surroundings(needs_of([item for pairs in by_ledger.values() for _, item in pairs]), now)
        planned = plan_batch(ledgers, around, WriteContext(now, author, skip, rehearse))
        outcome = write_outcome(planned, held, len(items))
        changed = [plan for plan, _ in planned if plan.touched_by]
        if changed and not rehearse:
            self.keep(recorded_rows(changed))
        return outcome

    # What there is

    def properties(self, ledger: str) -> Row:
        """Return what is held of a ledger while it is written to."""
        counted = {"revision": self._revisions[ledger]} if ledger in self._revisions else {}
        return {**self._heads.get((ledger, ("account", ledger)), {}), **counted}

    def rows(self, ledger: str, kind: str, record_id: str) -> list[Row]:
        """Return all rows of a record, newest first; none where there is no such record."""
        place = ledger, (kind, record_id)
        if place not in self._heads:
            return []
        older = sorted(self._older.get(place, ()), key=lambda row: row["sequence"], reverse=True)
        return [self._heads[place], *older]

    def every(self, ledger: str) -> dict[Key, list[Row]]:
        """Return all rows of every record of a ledger, each newest first."""
        return {key: self.rows(ledger, *key) for owner, key in self._heads if owner == ledger}

    def stored(self, ledger: str) -> StoredRecords:
        """Return all that is stored of a ledger, and when what it may point to exists."""
        found = StoredRecords(erased=dict(self.erased.get(ledger, {})))
        for owner, key in self._heads:
            if owner == ledger or (owner == BOOK and key[0] in READ_WHOLE):
                found.rows[key] = self.rows(owner, *key)
            elif owner == BOOK or (ledger == BOOK and key[0] == "account"):
                found.lifetimes[key] = self.lifetime(owner, *key)
        departments = [key[1] for owner, key in self._heads if owner == ledger and key[0] == "department"]
        found.parts.update((one, self.latest(ledger, "department", one).get("part_of")) for one in departments)
        return found

    def surroundings(self, needs: Needs, now: str) -> Surroundings:
        """Return what is stored beside the ledgers of a write, no more than is needed."""
        holders = {name: holder for name, holder in self.names.items() if name in needs.names}
        parents = {ledger: _parent(row) for (ledger, key), row in self._heads.items() if key[0] == "account"}
        ended = {(kind, one) for kind, ids in needs.ended.items() for one in ids}
        pointers = [pointer for pointer in self._pointers(now) if pointer.target in ended]
        declared = [row for (owner, key), row in self._heads.items() if owner == BOOK and key[0] == "field"]
        return Surroundings(holders, parents if needs.parents else {}, pointers, declared if needs.declarations else ())

    def latest(self, ledger: str, kind: str, record_id: str) -> Row:
        """Return the latest state of a record."""
        return latest(self.rows(ledger, kind, record_id))

    def lifetime(self, ledger: str, kind: str, record_id: str) -> Lifetime:
        """Return when a record exists."""
        return lifetime_of(self.rows(ledger, kind, record_id)[0])

    def revision(self, ledger: str) -> int:
        """Return the revision of a ledger; 0 while nothing was written to it."""
        return self._revisions.get(ledger, 0)

    def at(self, ledger: str, kind: str, as_of: str, known_at: str) -> dict[str, Row]:
        """Return the records of a kind that existed then, as known then, by id; of edges whatever their ends do."""
        keys = [key for owner, key in self._heads if owner == ledger and key[0] == kind]
        found = ((key[1], resolve(self.rows(ledger, *key), as_of, known_at)) for key in sorted(keys))
        return {record_id: row for record_id, row in found if row is not None}

    # What is kept

    def keep(self, recorded: RecordedRows) -> None:
        """Keep rows as a store does: what it holds once it never holds twice."""
        for row in recorded.kept:
            owner, kind, record_id = row["record"].split("/")
            older = self._older.setdefault((owner, (kind, record_id)), [])
            assert row["sequence"] not in {one["sequence"] for one in older}
            older.append({name: value for name, value in row.items() if name != "record"})
        for kind, rows in recorded.created.items():
            for row in rows:
                place = _ledger_of(kind, row), (kind, row["id"])
                assert place not in self._heads
                self._heads[place] = _present({**row, "revision": None})
        for kind, rows in recorded.changed.items():
            for row in rows:
                place = _ledger_of(kind, row), (kind, row["id"])
                before = self._heads[place] if kind == "account" else {}
                self._heads[place] = _present({**before, **row})
        self._move_names(recorded)
        for change in recorded.changes:
            assert change["revision"] == self.revision(change["account_id"]) + 1
            self._revisions[change["account_id"]] = change["revision"]
            self.changes.append(change)

    def _move_names(self, recorded: RecordedRows) -> None:
        for system, kind, value in recorded.released:
            self.names.pop((system, kind, value), None)
        for row in recorded.held:
            name = (row["system"], row["kind"], row["external_id"])
            assert name not in self.names
            self.names[name] = (row["account_id"], row["id"])

    def _pointers(self, now: str) -> Iterator[Pointer]:
        for (ledger, (kind, record_id)), head in self._heads.items():
            is_open = head.get("valid_to") is None or head["valid_to"] > now
            if kind not in HELD_BACK or not is_open or head.get("status") in CLOSED:
                continue
            values = unnested(BY_KIND[kind], head)
            for link in (*end_links(BY_KIND[kind], values), *reference_links(BY_KIND[kind], values)):
                if BY_KIND[link.kind].scope == "book":
                    yield Pointer(link.key, kind, ledger, record_id)


def _ledger_of(kind: str, row: Mapping[str, Any]) -> str:
    return BOOK if BY_KIND[kind].scope == "book" else str(row["account_id"])


def _present(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _parent(row: Row) -> str | None:
    parent = unnested(BY_KIND["account"], row).get("parent")
    return parent["account"] if parent else None
