"""Reads which ids were erased, so that no later write brings one back."""

from collections import defaultdict
from collections.abc import Iterable

from graph.engine.client import Transaction, in_parts
from graph.ledger.keys import Key
from graph.ledger.stored_records import StoredRecords
from schemas.writes import WriteItem


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
