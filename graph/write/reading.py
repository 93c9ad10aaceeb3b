"""Reads what a write must know of the store before it can be planned, in few statements."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.engine.client import Transaction, in_parts
from graph.ledger.keys import Key
from graph.ledger.planned_records import StoredRecords
from graph.ledger.planning.needs import (
    ByKind,
    Needs,
    Surroundings,
    wanted_edges,
    wanted_lifetimes,
    wanted_owners,
    wanted_versions,
    whole_links,
)
from graph.ledger.record_rows import Row, own_row, revision_of
from graph.ledger.rules.book_pointers import Pointer
from graph.ledger.rules.external_ids import Holder, Name
from graph.ledger.rules.parents import Parents
from graph.ledger.stored_form import unnested
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.writes import BOOK, WriteItem

POINTERS: Mapping[str, tuple[str, ...]] = {
    "team_member": ("coverages.of_members", "team_reporting_lines.of_members"),
    "competitor": ("competitor_ties.of_competitors",),
    "stage_model": ("opportunities.of_stage_models",),
}
"""Kind -> statements that return what is open and points to records of it: id pointed to, kind, account, id."""


async def read_surroundings(transaction: Transaction, needs: Needs, now: str) -> Surroundings:
    """Return what is stored beside the ledgers of a write, as far as it is needed."""
    return Surroundings(
        await _read_holders(transaction, needs.names) if needs.names else {},
        await _read_parents(transaction, needs.parents) if needs.parents else {},
        await read_pointers(transaction, needs.ended, now) if needs.ended else (),
        await _read_declarations(transaction) if needs.declarations else (),
    )


async def read_pointers(transaction: Transaction, ended: Mapping[str, Sequence[str]], now: str) -> list[Pointer]:
    """Return what is open and points to records of the book, which are given by their kind."""
    found = []
    for kind, names in POINTERS.items():
        if ids := ended.get(kind):
            rows = [row for name in names for row in await transaction.run(name, ids=list(ids), now=now)]
            found += [Pointer((kind, row[0]), row[1], row[2] or BOOK, row[3]) for row in rows]
    return found


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
        stored.add("account", [own_row(account)])
        stored.counters = {"revision": revision_of(account), "revised_at": account.get("revised_at")}
    await _read_nodes(transaction, ledger, stored, by_kind)
    ending = await _read_owned(transaction, ledger, stored, by_kind)
    for resource in BY_KIND.values():
        if resource.is_edge and (resource.scope == "book") == (ledger == BOOK):
            await _read_edges(transaction, ledger, resource, stored, by_kind, ending)
    await _read_versions(transaction, ledger, stored, items, now)
    await _read_lifetimes(transaction, ledger, stored, items)
    return stored


async def read_erased(
    transaction: Transaction, ledgers: Iterable[tuple[str, StoredRecords, Iterable[WriteItem]]]
) -> None:
    """Note in what is stored of ledgers which ids were erased, where items may create something."""
    creating = {ledger: stored for ledger, stored, items in ledgers if any(_may_create(stored, item) for item in items)}
    ids = sorted(creating)
    for part in in_parts(ids):
        [[rows]] = await transaction.run("tombstones.stored", ids=part)
        found: dict[str, dict[Key, str]] = defaultdict(dict)
        for ledger, kind, record_id, erased_at in rows:
            found[ledger][kind, record_id] = erased_at
        for ledger, erased in found.items():
            creating[ledger].erased.update(erased)


def _may_create(stored: StoredRecords, item: WriteItem) -> bool:
    if item.action == "end":
        return False
    return item.id is None or (item.resource.kind, item.id) not in stored.rows


async def _read_holders(transaction: Transaction, names: Iterable[Name]) -> dict[Name, Holder]:
    [[rows]] = await transaction.run("external_ids.holders", keys=[list(name) for name in sorted(names)])
    return {(system, kind, value): (ledger or "", holder) for system, kind, value, ledger, holder in rows}


async def _read_parents(transaction: Transaction, named: Iterable[str]) -> Parents:
    """Return every account reached upwards from some, with its own parent."""
    wanted = set(named)
    found: dict[str, str | None] = {}
    while wanted:
        [[rows]] = await transaction.run("accounts.lifetimes", ids=sorted(wanted))
        found.update({row[0]: json.loads(row[3])["account"] if row[3] else None for row in rows})
        wanted = {parent for row in rows if (parent := found[row[0]]) and parent not in found}
    return found


async def _read_declarations(transaction: Transaction) -> list[Row]:
    [[rows]] = await transaction.run("fields.declared")
    return list(rows)


async def _read_nodes(transaction: Transaction, ledger: str, stored: StoredRecords, by_kind: ByKind) -> None:
    """Read the nodes that items write, and then whatever these point to that must be known whole, and so on."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, items in by_kind.items():
        resource = BY_KIND[kind]
        if not resource.is_edge and resource.scope != "self":
            wanted[kind] |= {item.id for item in items if item.id is not None}
        for item in items:
            for link in whole_links(resource, item.data):
                wanted[link.kind].add(link.id)
    seen: dict[str, set[str]] = defaultdict(set)
    while any(wanted.values()):
        kind, ids = next((kind, ids) for kind, ids in wanted.items() if ids)
        wanted[kind] = set()
        found = await _rows_by_id(transaction, ledger, BY_KIND[kind], ids)
        seen[kind] |= ids
        stored.add(kind, found)
        for row in found:
            for link in whole_links(BY_KIND[kind], unnested(BY_KIND[kind], row)):
                wanted[link.kind].add(link.id)
        wanted = defaultdict(set, {kind: ids - seen[kind] for kind, ids in wanted.items()})


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
        stored.add("field", await _read_declarations(transaction))
    for resource in BY_KIND.values():
        if not resource.owner or ledger == BOOK:
            continue
        (owner_kind,) = (reference.kind for reference in resource.references if reference.path == resource.owner)
        owners = ending[owner_kind] | wanted_owners(resource, stored, by_kind)
        if owners:
            [[rows]] = await transaction.run(f"{resource.plural}.owned", account_id=ledger, owners=sorted(owners))
            stored.add(resource.kind, (row for row in rows if (resource.kind, row["id"]) not in stored.rows))
            ending[resource.kind] |= {row["id"] for row in rows if row[resource.owner] in ending[owner_kind]}
    return ending


async def _read_edges(
    transaction: Transaction,
    ledger: str,
    resource: Resource,
    stored: StoredRecords,
    by_kind: ByKind,
    ending: Mapping[str, set[str]],
) -> None:
    if wanted := wanted_edges(resource, stored, by_kind, ending):
        [[rows]] = await transaction.run(
            f"{resource.plural}.stored",
            everything=wanted.everything,
            ids=list(wanted.ids),
            ends=list(wanted.ends),
            **resource.scope_parameters(ledger),
        )
        stored.add(resource.kind, rows)


async def _read_versions(
    transaction: Transaction, ledger: str, stored: StoredRecords, items: Iterable[WriteItem], now: str
) -> None:
    if wanted := wanted_versions(ledger, stored, items, now):
        for (row,) in await transaction.run("history.rows", records=sorted(wanted)):
            stored.rows[wanted[row.pop("record")]].append(row)


async def _read_lifetimes(
    transaction: Transaction, ledger: str, stored: StoredRecords, items: Iterable[WriteItem]
) -> None:
    for kind, ids in wanted_lifetimes(stored, items).items():
        if ledger != BOOK and kind == "account":
            continue  # what is of an account points to no account but its own, whose row is read
        resource = BY_KIND[kind]
        for part in in_parts(ids):
            [[found]] = await transaction.run(
                f"{resource.plural}.lifetimes", ids=part, **resource.scope_parameters(ledger)
            )
            stored.lifetimes.update(((kind, row[0]), (row[1], row[2])) for row in found)
    if any(item.data.get("part_of") for item in items):
        [[parts]] = await transaction.run("departments.parts", account_id=ledger)
        stored.parts.update(parts)
