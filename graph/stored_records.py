"""What a write must know of the store before it can be planned, read in few statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.client import ROWS_A_STATEMENT, Transaction
from graph.item_rules import Key
from graph.record_rows import Lifetime, Row, needs_versions
from graph.stored_form import record_name
from schemas.records import Resource
from schemas.resources import BY_KIND
from schemas.writes import BOOK, WriteItem

FEW = 100
"""Up to so many ids are looked for one by one; for more, all edges of the type are read."""

COUNTERS = frozenset({"lock", "revision", "revised_at"})
"""Properties of an account that count its writes and are no part of its record."""


@dataclass(slots=True)
class StoredRecords:
    """The stored side of one ledger's plan."""

    rows: dict[Key, list[Row]] = field(default_factory=dict)
    lifetimes: dict[Key, Lifetime] = field(default_factory=dict)
    parts: dict[str, str | None] = field(default_factory=dict)


async def read_stored(
    transaction: Transaction, ledger: str, account: Row, items: Sequence[WriteItem], now: str
) -> StoredRecords:
    """Return the rows that items of one ledger may touch, and the lifetimes of what they point to.

    Parameters
    ----------
    account : dict
        Properties of the account whose lock is held; empty for the book or a new account.
    """
    stored = StoredRecords()
    by_kind: dict[str, list[WriteItem]] = defaultdict(list)
    for item in items:
        by_kind[item.resource.kind].append(item)
    if account and ledger != BOOK:
        own = {name: value for name, value in account.items() if name not in COUNTERS}
        stored.rows["account", ledger] = [own]
    for kind, resource in BY_KIND.items():
        if resource.scope == "self":
            continue
        lives = resource.kind == "reporting_line" and _lives_may_grow(stored, by_kind["person"])
        rows = await _rows_of(transaction, ledger, resource, by_kind, lives)
        stored.rows.update(((kind, row["id"]), [row]) for row in rows)
    await _read_versions(transaction, ledger, stored, items, now)
    await _read_links(transaction, ledger, stored, items)
    return stored


async def _rows_of(
    transaction: Transaction,
    ledger: str,
    resource: Resource,
    by_kind: Mapping[str, Sequence[WriteItem]],
    everything: bool,
) -> list[Row]:
    items = by_kind.get(resource.kind, ())
    if resource.is_edge:
        return await _edge_rows(transaction, ledger, resource, items, by_kind, everything)
    ids = sorted({item.id for item in items if item.id is not None})
    scope = {"account_id": ledger} if resource.scope == "account" else {}
    rows: list[Row] = []
    for start in range(0, len(ids), ROWS_A_STATEMENT):
        found = await transaction.run(f"{resource.plural}.stored", ids=ids[start : start + ROWS_A_STATEMENT], **scope)
        rows.extend(found[0][0])
    return rows


async def _edge_rows(
    transaction: Transaction,
    ledger: str,
    resource: Resource,
    items: Sequence[WriteItem],
    by_kind: Mapping[str, Sequence[WriteItem]],
    everything: bool,
) -> list[Row]:
    """Return the edges that may be touched, by their ids, by their first end, or because an end of theirs ends."""
    first = resource.ends[0].field
    ids = {item.id for item in items if item.id is not None}
    ends = {item.data[first] for item in items if item.data.get(first) is not None}
    ends |= {item.id for end in resource.ends for item in by_kind.get(end.kind, ()) if item.action == "end" and item.id}
    if not ids and not ends and not everything:
        return []
    everything = everything or len(ids) + len(ends) > FEW or any(_reaches_far(resource, item) for item in items)
    [[rows]] = await transaction.run(
        f"{resource.plural}.stored",
        account_id=ledger,
        everything=everything,
        ids=[] if everything else sorted(ids),
        ends=[] if everything else sorted(ends),
    )
    return list(rows)


def _reaches_far(resource: Resource, item: WriteItem) -> bool:
    """Whether other edges than those of its own ends decide if an item may be stored."""
    if item.action == "end":
        return False
    if resource.kind == "reporting_line":
        return item.id is not None or item.data.get("line", "solid") == "solid"
    return item.id is not None and bool({"valid_from", "valid_to"} & item.data.keys() or item.correction)


def _lives_may_grow(stored: StoredRecords, people: Iterable[WriteItem]) -> bool:
    """Whether someone who is stored may exist at other times after a write, and their lines count then."""
    return any(
        ("person", item.id) in stored.rows
        and (
            bool({"valid_from", "valid_to"} & item.data.keys())
            if item.action == "upsert"
            else stored.rows["person", item.id][0].get("valid_to") is not None
        )
        for item in people
        if item.id is not None
    )


async def _read_versions(
    transaction: Transaction, ledger: str, stored: StoredRecords, items: Iterable[WriteItem], now: str
) -> None:
    instants: dict[str, set[str]] = defaultdict(set)
    for item in items:
        instants[item.resource.kind].add(item.effective_at or now)
    wanted = {
        record_name(ledger, *key): key for key, rows in stored.rows.items() if needs_versions(rows[0], instants[key[0]])
    }
    if wanted:
        for (row,) in await transaction.run("history.rows", records=sorted(wanted)):
            stored.rows[wanted[row.pop("record")]].append(row)


async def _read_links(transaction: Transaction, ledger: str, stored: StoredRecords, items: Iterable[WriteItem]) -> None:
    wanted = _links(stored, items)
    for kind in wanted.keys() & {"person", "department"}:
        ids = sorted(filter(None, wanted[kind]))
        for start in range(0, len(ids), ROWS_A_STATEMENT):
            part = ids[start : start + ROWS_A_STATEMENT]
            [[found]] = await transaction.run(f"{BY_KIND[kind].plural}.lifetimes", account_id=ledger, ids=part)
            stored.lifetimes.update(((kind, target), (began, ended)) for target, began, ended in found)
    if any(item.data.get("part_of") for item in items):
        [[parts]] = await transaction.run("departments.parts", account_id=ledger)
        stored.parts.update(parts)


def _links(stored: StoredRecords, items: Iterable[WriteItem]) -> dict[str, set[str]]:
    """Return by kind the ids that items and stored edges point to."""
    wanted: dict[str, set[str]] = defaultdict(set)
    looked_up: dict[str, set[str]] = defaultdict(set)
    for item in items:
        looked_up[item.resource.kind].add(item.id or "")
        for name, kind in item.resource.links:
            wanted[kind].add(item.data.get(name) or "")
    for key, rows in stored.rows.items():
        for end in BY_KIND[key[0]].ends:
            wanted[end.kind].add(rows[0][end.field])
    return {kind: ids - looked_up[kind] for kind, ids in wanted.items()}
