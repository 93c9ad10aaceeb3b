"""What a write must know of the store before it can be planned, read in few statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.engine.client import Transaction, in_parts
from graph.ledger.keys import Key, owner_key
from graph.ledger.record_rows import Row, needs_versions
from graph.ledger.stored_form import record_name, unnested
from graph.ledger.stored_records import COUNTERS, StoredRecords
from schemas.links import end_links, linked_kinds, reference_links
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.writes import BOOK, WriteItem

FEW = 100
"""Up to so many ids are looked for one by one; for more, all edges of the type are read."""

READ_WHOLE = frozenset({"opportunity", "chain", "step", "stage_model"})
"""Kinds whose rows, and not only lifetimes, decide what may be written beside them."""

ByKind = Mapping[str, Sequence[WriteItem]]


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
        stored.add("account", [{name: value for name, value in account.items() if name not in COUNTERS}])
    await _read_nodes(transaction, ledger, stored, by_kind)
    ending = await _read_owned(transaction, ledger, stored, by_kind)
    for resource in BY_KIND.values():
        if resource.is_edge and (resource.scope == "book") == (ledger == BOOK):
            stored.add(resource.kind, await _edge_rows(transaction, ledger, resource, stored, by_kind, ending))
    await _read_versions(transaction, ledger, stored, items, now)
    await _read_links(transaction, ledger, stored, items)
    return stored


async def _read_nodes(transaction: Transaction, ledger: str, stored: StoredRecords, by_kind: ByKind) -> None:
    """Read the nodes that items write, and then whatever of `READ_WHOLE` these point to, and so on."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, items in by_kind.items():
        resource = BY_KIND[kind]
        if not resource.is_edge and resource.scope != "self":
            wanted[kind] |= {item.id for item in items if item.id is not None}
        for item in items:
            _add_links(wanted, resource, item.data)
    seen: dict[str, set[str]] = defaultdict(set)
    while any(wanted.values()):
        kind, ids = next((kind, ids) for kind, ids in wanted.items() if ids)
        wanted[kind] = set()
        found = await _rows_by_id(transaction, ledger, BY_KIND[kind], ids)
        seen[kind] |= ids
        stored.add(kind, found)
        for row in found:
            _add_links(wanted, BY_KIND[kind], unnested(BY_KIND[kind], row))
        wanted = defaultdict(set, {kind: ids - seen[kind] for kind, ids in wanted.items()})


def _add_links(wanted: dict[str, set[str]], resource: Resource, values: Mapping[str, object]) -> None:
    if linked_kinds(resource) & READ_WHOLE:
        for link in (*end_links(resource, values), *reference_links(resource, values)):
            if link.kind in READ_WHOLE:
                wanted[link.kind].add(link.id)


async def _rows_by_id(transaction: Transaction, ledger: str, resource: Resource, ids: Iterable[str]) -> list[Row]:
    rows: list[Row] = []
    ordered = sorted(ids)
    for part in in_parts(ordered):
        found = await transaction.run(f"{resource.plural}.stored", ids=part, **resource.scope_parameters(ledger))
        rows.extend(found[0][0])
    return rows


async def _read_owned(
    transaction: Transaction, ledger: str, stored: StoredRecords, by_kind: ByKind
) -> dict[str, set[str]]:
    """Read what stands beside the items under one owner, and what ends with them; return what may end, by kind."""
    ending: dict[str, set[str]] = defaultdict(set)
    for kind, items in by_kind.items():
        ending[kind] |= {item.id for item in items if item.action == "end" and item.id}
    if by_kind.get("field"):
        [[declared]] = await transaction.run("fields.declared")
        stored.add("field", declared)
    for resource in BY_KIND.values():
        if not resource.owner or ledger == BOOK:
            continue
        (owner_kind,) = (reference.kind for reference in resource.references if reference.path == resource.owner)
        owners = ending[owner_kind] | _owners(resource, stored, by_kind)
        if owners:
            [[rows]] = await transaction.run(f"{resource.plural}.owned", account_id=ledger, owners=sorted(owners))
            stored.add(resource.kind, (row for row in rows if (resource.kind, row["id"]) not in stored.rows))
            ending[resource.kind] |= {row["id"] for row in rows if row[resource.owner] in ending[owner_kind]}
    return ending


def _owners(resource: Resource, stored: StoredRecords, by_kind: ByKind) -> set[str]:
    """Return the owners that items of a resource name, and those of what they change."""
    items = by_kind.get(resource.kind, ())
    sent = {item.data[resource.owner] for item in items if item.data.get(resource.owner) is not None}
    rows = (stored.rows.get((resource.kind, item.id or "")) for item in items)
    return sent | {found[0][resource.owner] for found in rows if found}


async def _edge_rows(
    transaction: Transaction,
    ledger: str,
    resource: Resource,
    stored: StoredRecords,
    by_kind: ByKind,
    ending: Mapping[str, set[str]],
) -> list[Row]:
    """Return the edges that may be touched, by their ids, by their first end, or because an end of theirs ends."""
    items = by_kind.get(resource.kind, ())
    ids = {item.id for item in items if item.id is not None}
    ends = {link.id for item in items for link in end_links(resource, item.data)[:1]}
    ends |= {one for kind in _end_kinds(resource) for one in ending.get(kind, ())}
    everything = resource.solid_tree and _lives_may_grow(stored, by_kind.get(resource.ends[0].kind, ()))
    if not ids and not ends and not everything:
        return []
    everything = everything or len(ids) + len(ends) > FEW or any(_reaches_far(resource, item) for item in items)
    [[rows]] = await transaction.run(
        f"{resource.plural}.stored",
        everything=everything,
        ids=[] if everything else sorted(ids),
        ends=[] if everything else sorted(ends),
        **resource.scope_parameters(ledger),
    )
    return list(rows)


def _end_kinds(resource: Resource) -> Iterable[str]:
    """Return the kinds that may stand at an end; any, where the field says it."""
    kinds = {end.kind for end in resource.ends}
    return BY_KIND.keys() if "" in kinds else kinds


def _reaches_far(resource: Resource, item: WriteItem) -> bool:
    """Whether other edges than those of its own ends decide if an item may be stored."""
    if item.action == "end":
        return False
    if resource.solid_tree:
        return item.id is not None or item.data.get("line", "solid") == "solid"
    return item.id is not None and bool({"valid_from", "valid_to"} & item.data.keys() or item.correction)


def _lives_may_grow(stored: StoredRecords, nodes: Iterable[WriteItem]) -> bool:
    """Whether someone who is stored may exist at other times after a write, and their lines count then."""
    return any(
        (item.resource.kind, item.id) in stored.rows
        and (
            bool({"valid_from", "valid_to"} & item.data.keys())
            if item.action == "upsert"
            else stored.rows[item.resource.kind, item.id][0].get("valid_to") is not None
        )
        for item in nodes
        if item.id is not None
    )


async def _read_versions(
    transaction: Transaction, ledger: str, stored: StoredRecords, items: Iterable[WriteItem], now: str
) -> None:
    instants: dict[str, set[str]] = defaultdict(set)
    for item in items:
        instants[item.resource.kind].add(item.effective_at or now)
    wanted = {
        record_name(BOOK if BY_KIND[key[0]].scope == "book" else ledger, *key): key
        for key, rows in stored.rows.items()
        if needs_versions(rows[0], instants[key[0]])
    }
    if wanted:
        for (row,) in await transaction.run("history.rows", records=sorted(wanted)):
            stored.rows[wanted[row.pop("record")]].append(row)


async def _read_links(transaction: Transaction, ledger: str, stored: StoredRecords, items: Iterable[WriteItem]) -> None:
    for kind, wanted in _links(stored, items).items():
        if ledger != BOOK and kind == "account":
            continue  # what is of an account points to no account but its own, whose row is read
        ids, resource = sorted(wanted), BY_KIND[kind]
        for part in in_parts(ids):
            [[found]] = await transaction.run(
                f"{resource.plural}.lifetimes", ids=part, **resource.scope_parameters(ledger)
            )
            stored.lifetimes.update(((kind, row[0]), (row[1], row[2])) for row in found)
    if any(item.data.get("part_of") for item in items):
        [[parts]] = await transaction.run("departments.parts", account_id=ledger)
        stored.parts.update(parts)


def _links(stored: StoredRecords, items: Iterable[WriteItem]) -> dict[str, set[str]]:
    """Return by kind the ids of nodes that items and stored edges point to and that were not read."""
    wanted: dict[str, set[str]] = defaultdict(set)
    looked_up: set[Key] = set(stored.rows)
    for item in items:
        looked_up.add((item.resource.kind, item.id or ""))
        for link in (*end_links(item.resource, item.data), *reference_links(item.resource, item.data)):
            wanted[link.kind].add(link.id)
    for key, rows in stored.rows.items():
        for link in end_links(BY_KIND[key[0]], rows[0]):
            wanted[link.kind].add(link.id)
        if owner := owner_key(BY_KIND[key[0]], rows[0]):
            wanted[owner[0]].add(owner[1])
    left = {kind: {one for one in ids if (kind, one) not in looked_up} for kind, ids in wanted.items()}
    return {kind: ids for kind, ids in left.items() if ids and kind in BY_KIND}
