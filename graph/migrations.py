"""Schema statements by version: each is applied once, in order, and can be applied again without harm."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from graph.client import GraphClient, Transaction
from schemas.instants import instant_text
from schemas.writes import BOOK_ID

MIGRATIONS: Mapping[int, tuple[str, ...]] = {
    1: (
        "schema.migration_key",
        "schema.account_key",
        "schema.book_key",
        "schema.setting_key",
        "schema.department_key",
        "schema.department_account",
        "schema.person_key",
        "schema.person_account",
        "schema.version_key",
        "schema.version_record",
        "schema.change_key",
        "schema.change_account",
        "schema.external_id_key",
    ),
}
"""Number -> statements. A number that was released is never changed; a new need is a new number."""


async def migrate(client: GraphClient, now: datetime) -> tuple[int, ...]:
    """Bring the schema of a store up to date and return the numbers that were applied."""
    missing = await missing_migrations(client)
    for number in missing:
        for name in MIGRATIONS[number]:
            await client.change_schema(name)
        await client.write(partial(_record, number, now))
    return missing


async def missing_migrations(client: GraphClient) -> tuple[int, ...]:
    """Return the numbers that a store lacks; empty when its schema is current."""
    [[applied]] = await client.read("migrations.applied", first=0)
    return tuple(number for number in MIGRATIONS if number not in applied)


async def _record(number: int, now: datetime, transaction: Transaction) -> None:
    await transaction.run("book.create", id=BOOK_ID)
    await transaction.run("migrations.record", number=number, applied_at=instant_text(now))
