"""Tombstones: what was erased by its id stays known by that id, so that no later write brings it back."""

from graph.engine.client import GraphClient
from schemas.errors import NotFound
from schemas.messages.message import Message
from schemas.writes import BOOK


async def absence(client: GraphClient, ledger: str, kind: str, record_id: str) -> NotFound:
    """Return the error about a record that is not there: it says so when it was erased."""
    place = ledger if ledger != BOOK or kind != "account" else record_id
    rows = await client.read("tombstones.get", account_id=place, kind=kind, id=record_id)
    if rows:
        return NotFound(Message("records.erased", kind=kind, id=record_id, at=rows[0][0]))
    return NotFound(Message("records.absent", kind=kind, id=record_id))
