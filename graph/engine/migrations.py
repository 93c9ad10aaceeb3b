"""Schema statements: every one of the ``.cypher`` files is applied once, and can be applied again without harm."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from cypher import statements
from graph.engine.client import GraphClient, Transaction
from schemas.instants import instant_text
from schemas.writes import BOOK_ID


async def migrate(client: GraphClient, now: datetime) -> tuple[str, ...]:
    """Bring the schema of a store up to date and return the names of the statements that were applied."""
    missing = await missing_migrations(client)
    for name in missing:
        await client.change_schema(name)
    if missing:
        await client.write(partial(_record, missing, now), spare=True)
    return missing


async def missing_migrations(client: GraphClient) -> tuple[str, ...]:
    """Return the schema statements that a store lacks; empty when its schema is current."""
    [[applied]] = await client.read("migrations.applied")
    return tuple(found.name for found in statements().values() if found.mode == "schema" and found.name not in applied)


async def _record(names: Sequence[str], now: datetime, transaction: Transaction) -> None:
    await transaction.run("book.create", id=BOOK_ID)
    await transaction.run("migrations.record", names=list(names), applied_at=instant_text(now))
