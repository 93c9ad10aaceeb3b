"""Schema statements: every one of the ``.cypher`` files is applied once, and can be applied again without harm."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import cast

from cypher import statements
from graph.engine.client import GraphClient, Transaction
from schemas.instants import instant_text
from schemas.writes import BOOK_ID


async def migrate(client: GraphClient, now: datetime) -> tuple[str, ...]:
    """Bring the schema of a store up to date and return the names of the statements that were applied.

    A store that has none takes all of them in one transaction, in half the time. Where records may be stored already,
    each stands for itself: an index of many takes long.
    """
    applied = await _applied(client)
    missing = _missing(applied)
    for names in [[name] for name in missing] if applied else [missing]:
        await client.change_schema(*names)
    if missing:
        await client.write(partial(_record, missing, now), spare=True)
    return missing


async def missing_migrations(client: GraphClient) -> tuple[str, ...]:
    """Return the schema statements that a store lacks; empty when its schema is current."""
    return _missing(await _applied(client))


async def _applied(client: GraphClient) -> Sequence[str]:
    [[applied]] = await client.read("migrations.applied")
    return cast(Sequence[str], applied)


def _missing(applied: Sequence[str]) -> tuple[str, ...]:
    return tuple(found.name for found in statements().values() if found.mode == "schema" and found.name not in applied)


async def _record(names: Sequence[str], now: datetime, transaction: Transaction) -> None:
    await transaction.run("book.create", id=BOOK_ID)
    await transaction.run("migrations.record", names=list(names), applied_at=instant_text(now))
