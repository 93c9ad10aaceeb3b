"""The rows that a replay of changes writes: pure, from the changes and the newest rows that are stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.history.recorded_changes import RecordedChange, RecordedRow, RecordKey, named_ledger, refused
from graph.ledger.record_rows import Row
from graph.ledger.stored_form import changed_row, created_row, record_name, unnested
from schemas.links import Link, end_links, linked_kinds, reference_links
from schemas.messages.message import Message
from schemas.registry import BY_KIND

Links = Mapping[tuple[str, Link], int]
"""Records that rows refer to, by their ledger, and the first line that names it."""


@dataclass(slots=True)
class ReplayPlan:
    """Rows by kind: to create, to put in the place of what is stored, and to keep as versions."""

    created: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    kept: list[Row] = field(default_factory=list)
    largest: int = 0
    """Bytes of the longest row."""


def touched(changes: Sequence[RecordedChange]) -> dict[RecordKey, list[RecordedRow]]:
    """Return all rows of each record, oldest first."""
    found: dict[RecordKey, list[RecordedRow]] = defaultdict(list)
    for change in changes:
        for key, rows in change.by_record():
            found[key] += rows
    return found


def plan_replay(records: Mapping[RecordKey, Sequence[RecordedRow]], heads: Mapping[RecordKey, Row]) -> ReplayPlan:
    """Return what is to be written.

    Raises
    ------
    InvalidInput
        When the rows of a record do not continue those that are stored.
    """
    plan = ReplayPlan()
    for key, rows in records.items():
        head = heads.get(key)
        _check_sequences(key, rows, head)
        older = [*([head] if head else []), *(one.row for one in rows[:-1])]
        name = record_name(*key)
        plan.kept.extend({**row, "record": name} for row in older)
        newest = rows[-1].row
        if head:
            plan.changed[key[1]].append(changed_row(key[1], newest, head))
        else:
            plan.created[key[1]].append(created_row(key[1], newest))
        plan.largest = max(plan.largest, *(one.size for one in rows))
    return plan


def links_of(records: Mapping[RecordKey, Sequence[RecordedRow]], *, other_book: bool) -> Links:
    """Return what must be there: ends of edges, and with another book whatever of it an account's record names.

    With its own book, a record may name what was erased there.
    """
    wanted: dict[tuple[str, Link], int] = {}
    for (ledger, kind, _), rows in records.items():
        resource = BY_KIND[kind]
        names_book = other_book and ledger and any(BY_KIND[one].scope == "book" for one in linked_kinds(resource))
        for one in rows:
            links = end_links(resource, one.row)
            if len(links) < len(resource.ends):
                raise refused(one.line, Message("history.ends_missing", kind=kind))
            if names_book:
                found = reference_links(resource, unnested(resource, one.row))
                links += [link for link in found if BY_KIND[link.kind].scope == "book"]
            for link in links:
                wanted.setdefault((ledger, Link("", link.kind, link.id)), one.line)
    return wanted


def _check_sequences(key: RecordKey, rows: Sequence[RecordedRow], head: Row | None) -> None:
    before = head["sequence"] if head else 0
    for one in rows:
        found = one.row["sequence"]  # an erasure may have left gaps
        if found <= before:
            raise refused(one.line, _not_rising(key, found, before))
        before = found


def _not_rising(key: RecordKey, found: int, before: int) -> Message:
    ledger = named_ledger(key[0])
    return Message("history.sequence", kind=key[1], id=key[2], ledger=ledger, found=found, before=before)
