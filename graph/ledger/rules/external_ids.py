"""Ids of other systems: each names at most one standing record of a kind, across all accounts."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.ledger.keys import Key
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.record_rows import Row
from graph.ledger.rules.items import conflict
from graph.ledger.stored_form import external_ids
from schemas.messages.message import Message
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
    """Give the names of an item to its record, or refuse it when another record holds one; a merge takes it over."""
    own = (item.ledger, record_id)
    for system, value in (item.data.get("external_ids") or {}).items():
        if value is None:
            continue
        name = (system, item.resource.kind, value)
        if item.merges:
            holders[name] = own
        elif (holder := holders.setdefault(name, own)) != own:
            raise conflict(taken(name, holder), f"/external_ids/{system}")


def moves_of(plan: PlannedRecords, key: Key) -> Iterator[Move]:
    """Yield which names a record of a plan lets go of, and which it holds now; an ended record holds none."""
    before = names_held(key[0], plan.stored_state(key), plan.now)
    after = names_held(key[0], plan.latest(key), plan.now)
    yield from (Move(name, (plan.ledger, key[1]), holds=False) for name in sorted(before - after))
    yield from (Move(name, (plan.ledger, key[1]), holds=True) for name in sorted(after - before))


def names_held(kind: str, row: Row | None, now: str) -> set[Name]:
    """Return the names that a record of a kind holds by its latest state; none where there is none, or it has ended.

    Who was merged into somebody keeps them: whoever asks by such a name is led on.
    """
    ended = row is not None and row.get("valid_to") is not None and row["valid_to"] <= now
    if row is None or (ended and row.get("merged_into") is None):
        return set()
    return {(system, kind, value) for system, value in external_ids(row).items()}


def name_row(name: Name, holder: Holder) -> Row:
    """Return a name and whom it stands for as it is stored."""
    properties = ("system", "kind", "external_id", "account_id", "id")
    return dict(zip(properties, (*name, *holder), strict=True))


def taken(name: Name, holder: Holder) -> Message:
    """Return why a record cannot hold a name: another one does."""
    (system, kind, value), (ledger, record_id) = name, holder
    if not ledger:
        return Message("ledger.taken_in_book", system=system, value=value, kind=kind, id=record_id)
    return Message("ledger.taken_in_account", system=system, value=value, kind=kind, id=record_id, account=ledger)
