"""Ids of other systems: each names at most one standing record of a kind, across all accounts."""

from collections.abc import Iterable, Iterator, Sequence

from graph.engine.client import Transaction
from graph.ledger.record_rows import Row, latest
from graph.ledger.rules.items import Key, conflict
from graph.ledger.stored_form import external_ids
from graph.ledger.write_plan import LedgerPlan
from schemas.writes import WriteItem

Name = tuple[str, str, str]
"""System, kind, and the id there."""

Holder = tuple[str, str]
"""Ledger and id of the record that a name stands for."""


def names_sent(items: Iterable[WriteItem]) -> set[Name]:
    """Return every name that items claim."""
    return {
        (system, item.resource.kind, value)
        for item in items
        for system, value in (item.data.get("external_ids") or {}).items()
        if value is not None
    }


async def read_holders(transaction: Transaction, items: Iterable[WriteItem]) -> dict[Name, Holder]:
    """Return who holds the names that items claim."""
    keys = sorted(names_sent(items))
    if not keys:
        return {}
    [[rows]] = await transaction.run("external_ids.holders", keys=[list(key) for key in keys])
    return {(system, kind, value): (ledger or "", holder) for system, kind, value, ledger, holder in rows}


def claim(item: WriteItem, record_id: str, holders: dict[Name, Holder]) -> None:
    """Give the names of an item to its record, or refuse it when another record holds one."""
    own = (item.ledger, record_id)
    for system, value in (item.data.get("external_ids") or {}).items():
        if value is None:
            continue
        ledger, holder = holders.setdefault((system, item.resource.kind, value), own)
        if (ledger, holder) != own:
            place = f"in account '{ledger}'" if ledger else "in the book"
            detail = f"{system} id '{value}' already names {item.resource.kind} '{holder}' {place}"
            raise conflict(item, detail, f"/external_ids/{system}")


async def move_external_ids(transaction: Transaction, plans: Sequence[LedgerPlan]) -> None:
    """Write which records let go of which names and which hold them now; an ended record holds none."""
    moves = [
        move
        for plan in plans
        for key in plan.touched_by
        if any("external_ids" in row for row in plan.rows[key])
        for move in _moves(plan, key)
    ]
    released = [list(name) for name, holds, _ in moves if not holds]
    held = [
        {"system": name[0], "kind": name[1], "external_id": name[2], "account_id": ledger, "id": key[1]}
        for name, holds, (ledger, key) in moves
        if holds
    ]
    if released:
        await transaction.run("external_ids.release", keys=released)
    await transaction.run_all("external_ids.hold", held)


def _moves(plan: LedgerPlan, key: Key) -> Iterator[tuple[Name, bool, tuple[str, Key]]]:
    rows = plan.rows[key]
    stored = [row for row in rows if row["sequence"] <= plan.stored_sequence.get(key, 0)]
    before, after = _held(plan, key, latest(stored) if stored else None), _held(plan, key, plan.latest(key))
    yield from ((name, False, (plan.ledger, key)) for name in sorted(before - after))
    yield from ((name, True, (plan.ledger, key)) for name in sorted(after - before))


def _held(plan: LedgerPlan, key: Key, row: Row | None) -> set[Name]:
    if row is None or (row.get("valid_to") is not None and row["valid_to"] <= plan.now):
        return set()
    return {(system, key[0], value) for system, value in external_ids(row).items()}
