"""Lines from interactions to those who take part, drawn for eyes in Neo4j's own browser, and nowhere else.

The lists of ids of an interaction are the truth, and all that is ever read. A line stands for each participant whom the
newest row of an interaction names and who is in the store, as long as that row has no end.
"""

import logging
import secrets
import time
from collections.abc import Iterable, Mapping, Sequence

from graph.engine.client import GraphClient, Transaction
from graph.engine.parts import safe_parts
from graph.ledger.record_rows import Row
from graph.ledger.stored_form import record_name
from graph.rising_clock import Clock
from graph.write.ledger_locks import lock_ledgers
from schemas.instants import instant_text
from schemas.records.interactions import INTERACTIONS
from schemas.resource import Resource

logger = logging.getLogger("stakegraph.store")

DRAWN_AT_ONCE = 500
"""Interactions of an older store whose lines are drawn in one transaction, while the lock of their account is held."""


def creating(transaction: Transaction, resource: Resource) -> str:
    """Return the statement that creates records of a kind: on Neo4j, interactions with their lines.

    People and members of ours must be created before.
    """
    return (
        "contact_lines.create" if transaction.draws_lines and resource is INTERACTIONS else f"{resource.plural}.create"
    )


async def redraw(transaction: Transaction, changed: Sequence[Row], kept: Iterable[Row] = ()) -> None:
    """Bring the lines of interactions in step with rows that took the place of others; on Neo4j only.

    Parameters
    ----------
    kept : iterable of dict
        Older rows, under the names of their records, where they are known: who takes part as before is passed over.
    """
    if not transaction.draws_lines or not changed:
        return
    before: dict[str, Row] = {}
    for row in sorted(kept, key=lambda row: -row["sequence"]):
        before[row["record"]] = row  # the oldest of a record is the one that stood there
    lines = [lined(row) for row in changed if not _is_lined_already(row, before)]
    for name in ("part", "join"):
        for part in safe_parts(lines):
            await transaction.run(f"contact_lines.{name}", rows=part)


def lined(row: Row) -> Row:
    """Return to whom the lines of a row of an interaction lead; of one with an end there are none.

    Examples
    --------
    >>> row = {"account_id": "a1", "id": "i1", "people": ["p1"], "channel": "call"}
    >>> lined(row)
    {'account_id': 'a1', 'id': 'i1', 'people': ['p1'], 'members': []}
    >>> lined({**row, "valid_to": "2026-01-01T00:00:00.000000Z"})
    {'account_id': 'a1', 'id': 'i1', 'people': [], 'members': []}
    """
    people, members = ([], []) if row.get("valid_to") else (row.get("people") or [], row.get("members") or [])
    return {"account_id": row["account_id"], "id": row["id"], "people": people, "members": members}


def _is_lined_already(row: Row, before: Mapping[str, Row]) -> bool:
    known = before.get(record_name(row["account_id"], INTERACTIONS.kind, row["id"]))
    return known is not None and lined(known) == lined(row)


class OlderContacts:
    """Draws, once, the lines of a store that was written before there were any.

    In batches, each under the lock of one account, beside all other work; what was drawn stays drawn when the process
    ends in between, and several processes share the work. Repeated where a line was lost, it draws and removes lines
    until all agree.

    Parameters
    ----------
    client, clock : GraphClient, Clock
        The way to the store, and what says when all were drawn.
    """

    def __init__(self, client: GraphClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock

    async def draw(self) -> int:
        """Draw what is missing and return how many interactions were looked at; 0 where all are drawn already."""
        if not self._client.draws_lines:
            return 0
        stands = await self._client.read("contact_lines.stand")
        if stands and stands[0][2]:
            return 0
        begun, count = time.monotonic(), 0
        while (found := await self._client.write(self._batch, spare=True)) is not None:
            count += found
        logger.info("lines of contacts drawn interactions=%d seconds=%.1f", count, time.monotonic() - begun)
        return count

    async def _batch(self, transaction: Transaction) -> int | None:
        """Draw the lines of the next interactions; return how many there were, None when none were left."""
        [[account, after, finished]] = await transaction.run("contact_lines.lock", token=secrets.token_hex(8))
        if finished:
            return None
        rows = await _next_rows(transaction, account, after) if account else []
        await redraw(transaction, rows)
        if len(rows) == DRAWN_AT_ONCE:
            stand = {"account_id": account, "after": rows[-1]["id"], "applied_at": None}
        elif following := await transaction.run("contact_lines.next_account", after=account or ""):
            stand = {"account_id": following[0][0], "after": "", "applied_at": None}
        else:
            stand = {"account_id": account, "after": "", "applied_at": instant_text(self._clock())}
        await transaction.run("contact_lines.note", **stand)
        return len(rows)


async def _next_rows(transaction: Transaction, account: str, after: str) -> list[Row]:
    """Return interactions of an account, whose lock is taken: nobody changes them before their lines are drawn."""
    await lock_ledgers(transaction, {account: False})
    found = await transaction.run("contact_lines.page", account_id=account, after=after, limit=DRAWN_AT_ONCE)
    return [row for (row,) in found]
