"""People whom the files place in another account than the store does: they left the one, and are of the other."""

from collections.abc import Iterable
from dataclasses import replace

from app.imports.staging.staged_records import Staged
from graph.store import Store
from schemas.registry import BY_KIND
from schemas.writes import WriteItem

Pair = tuple[Staged, WriteItem]


async def moved_people(store: Store, group: Iterable[Pair]) -> list[WriteItem]:
    """Return the items to write before a group: people who left another account, and let go of their ids there."""
    names = {
        (system, value): record.ledger
        for record, item in group
        if record.kind == "person"
        for system, value in (item.data.get("external_ids") or {}).items()
    }
    person = BY_KIND["person"]
    holders = await store.repository.holders(person, list(names)) if names else {}
    return [
        WriteItem(person, ledger, record_id, {"status": "left", "external_ids": {name[0]: None}})
        for name, (ledger, record_id) in holders.items()
        if ledger != names[name]
    ]


def without_ids(items: Iterable[WriteItem]) -> list[WriteItem]:
    """Return items that claim no ids of other systems, as they may once these were let go."""
    return [
        replace(item, data={name: value for name, value in item.data.items() if name != "external_ids"})
        for item in items
    ]
