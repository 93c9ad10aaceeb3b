"""Export of NDJSON: what is valid at one instant, in lines that the import takes."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic_core import to_json

from graph.ledger.stored_form import wire_form
from graph.store import Store
from schemas.reads import Snapshot
from schemas.records.accounts import ACCOUNTS
from schemas.registry import ABOUT_ACCOUNTS, ACCOUNT_RESOURCES, BOOK_RESOURCES
from schemas.resource import Resource


async def export_ndjson(store: Store, account_id: str | None, as_of: str) -> AsyncIterator[bytes]:
    """Yield one line a record: of one account, or of the whole book, accounts in order of id.

    Raises
    ------
    NotFound
        When the account does not exist.
    """
    if account_id is not None:
        snapshot = await store.repository.snapshot(account_id, as_of)
        row = await store.repository.get_at(ACCOUNTS, account_id, replace(snapshot, account_id=""))
        async for line in _account_lines(store, snapshot, row):
            yield line
        return
    before = [one for one in BOOK_RESOURCES if one not in (ACCOUNTS, *ABOUT_ACCOUNTS)]
    async for line in _book_lines(store, as_of, before):
        yield line
    async for row in store.repository.rows(ACCOUNTS, await store.repository.accounts_snapshot(as_of)):
        async for line in _account_lines(store, await store.repository.snapshot(row["id"], as_of), row):
            yield line
    async for line in _book_lines(store, as_of, ABOUT_ACCOUNTS):
        yield line


async def _book_lines(store: Store, as_of: str, resources: Sequence[Resource]) -> AsyncIterator[bytes]:
    for resource in resources:
        async for row in store.repository.rows(resource, await store.repository.book_snapshot(as_of)):
            yield _line(resource, row, None)


async def _account_lines(store: Store, snapshot: Snapshot, account: dict[str, Any]) -> AsyncIterator[bytes]:
    yield _line(ACCOUNTS, account, None)
    for resource in ACCOUNT_RESOURCES:
        async for row in store.repository.rows(resource, snapshot):
            yield _line(resource, row, snapshot.account_id)


def _line(resource: Resource, row: dict[str, Any], account_id: str | None) -> bytes:
    values = wire_form(resource, row)
    data = {name: values[name] for name in resource.fields.model_fields if values.get(name) is not None}
    owner = {"account_id": account_id} if account_id else {}
    return to_json({**owner, "kind": resource.kind, "id": row["id"], "data": data}) + b"\n"
