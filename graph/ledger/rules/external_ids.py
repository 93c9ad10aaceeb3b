"""Ids of other systems: each names at most one standing record of a kind, across all accounts."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.ledger.keys import Key
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.record_rows import Row
from graph.ledger.rules.items import conflict
from graph.ledger.stored_form import external_ids
from schemas.writes import WriteItem

Name = tuple[str, str, str]
"""System, kind, and the id there."""

Holder = tuple[str, str]
"""Ledger and id of the record that a name stands for."""


class Move(NamedTuple):
    """A record that begins to hold a name, or lets go of it."""

    name: Name
    holder: Holder
    holds: bool


def names_sent(items: Iterable[WriteItem]) -> set[Name]:
    """Return every name that items claim."""
    return {
        (system, item.resource.kind, value)
        for item in items
        for system, value in (item.data.get("external_ids") or {}).items()
        if value is not None
    }


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


def moves_of(plan: PlannedRecords, key: Key) -> Iterator[Move]:
    """Yield which names a record of a plan lets go of, and which it holds now; an ended record holds none."""
    before, after = _held(plan, key, plan.stored_state(key)), _held(plan, key, plan.latest(key))
    yield from (Move(name, (plan.ledger, key[1]), holds=False) for name in sorted(before - after))
    yield from (Move(name, (plan.ledger, key[1]), holds=True) for name in sorted(after - before))


def _held(plan: PlannedRecords, key: Key, row: Row | None) -> set[Name]:
    if row is None or (row.get("valid_to") is not None and row["valid_to"] <= plan.now):
        return set()
    return {(system, key[0], value) for system, value in external_ids(row).items()}
