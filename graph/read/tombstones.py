"""Tombstones: what was erased by its id stays known by that id, so that no later write brings it back."""

from collections import defaultdict
from collections.abc import Iterable

from graph.engine.client import GraphClient, Transaction, in_parts
from graph.ledger.rules.items import Key, named
from graph.write.stored_records import StoredRecords
from schemas.errors import NotFound
from schemas.writes import BOOK, WriteItem


def told_erased(key: Key, erased_at: str) -> str:
    """Return why nothing is stored under an id that was erased."""
    return f"{named(key)} was erased at {erased_at}; it is not stored again under this id"


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


async def absence(client: GraphClient, ledger: str, kind: str, record_id: str) -> NotFound:
    """Return the error about a record that is not there: it says so when it was erased."""
    place = ledger if ledger != BOOK or kind != "account" else record_id
    rows = await client.read("tombstones.get", account_id=place, kind=kind, id=record_id)
    if rows:
        return NotFound(f"{named((kind, record_id)).capitalize()} was erased at {rows[0][0]}.")
    return NotFound(f"There is no {named((kind, record_id))}.")


def _may_create(stored: StoredRecords, item: WriteItem) -> bool:
    if item.action == "end":
        return False
    return item.id is None or (item.resource.kind, item.id) not in stored.rows
