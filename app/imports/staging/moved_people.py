"""People whom the files place in another account than the store does: they left the one, and are of the other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.imports.staging.staged_records import Staged
from graph.ledger.stored_form import external_ids
from graph.store import Store
from schemas.errors import NotFound
from schemas.instants import instant_text
from schemas.registry import BY_KIND
from schemas.writes import WriteItem

Pair = tuple[Staged, WriteItem]


async def moved_people(store: Store, group: Iterable[Pair]) -> list[WriteItem]:
    """Return what to write before a group: who left another account, and lets go of the ids that they had there."""
    names = {name: record.ledger for record, item in group for name in _names(record, item)}
    person, now = BY_KIND["person"], instant_text(store.clock())
    holders = await store.repository.holders(person, list(names)) if names else {}
    return [
        WriteItem(person, ledger, record_id, {"status": "left", "left_at": now, "external_ids": {name[0]: None}})
        for name, (ledger, record_id) in holders.items()
        if ledger != names[name]
    ]


async def returned_people(store: Store, group: Iterable[Pair], moved: Iterable[WriteItem]) -> dict[int, WriteItem]:
    """Return the items of a group about who comes back to an account that an import had them leave, by their places.

    Such a person was left without the id of the other system, which the file gives them again; whom somebody else said
    to have left still has it. What the file itself says of their status stands.
    """
    ids = {one.id for one in moved}
    back: dict[int, WriteItem] = {}
    for place, (record, item) in enumerate(group):
        if item.id in ids and (names := list(_names(record, item))) and "status" not in item.data:
            stored = await _stored(store, item)
            if stored.get("status") == "left" and not any(_holds(stored, *name) for name in names):
                back[place] = replace(item, data={**_taken_back(stored), **item.data})
    return back


def _names(record: Staged, item: WriteItem) -> Iterator[tuple[str, str]]:
    """Yield the ids that a person has in other systems, by the file."""
    if record.kind == "person":
        yield from ((system, one) for system, one in (item.data.get("external_ids") or {}).items() if one)


async def _stored(store: Store, item: WriteItem) -> Mapping[str, Any]:
    try:
        return (await store.repository.get(item.resource, item.ledger, item.id or ""))[0]
    except NotFound:
        return {}


def _holds(stored: Mapping[str, Any], system: str, value: str) -> bool:
    return external_ids(stored).get(system) == value


def _taken_back(stored: Mapping[str, Any]) -> dict[str, None]:
    """Return what clears all that an import concluded of somebody who moved: that they left, and are an outsider."""
    concluded = ("status", "left_at", *(("kind", "external_kind") if stored.get("kind") == "external" else ()))
    return dict.fromkeys(concluded)


def without_ids(items: Iterable[WriteItem]) -> list[WriteItem]:
    """Return items that claim no ids of other systems, as they may once these were let go."""
    return [
        replace(item, data={name: value for name, value in item.data.items() if name != "external_ids"})
        for item in items
    ]
