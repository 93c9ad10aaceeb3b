"""What the store keeps beside records, as a backup holds it: keys, receipts, snapshots, marks of runs and deliveries.

Jobs are left out: their files lie elsewhere, and what they stored is history.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from functools import partial
from typing import Any, Literal

from graph.engine.client import GraphClient, Transaction
from graph.engine.parts import safe_parts
from graph.ledger.record_rows import Row
from schemas.writes import BOOK_ID

Part = Literal["api_keys", "idempotency_keys", "health_records", "report_runs", "deliveries"]

PARTS: tuple[Part, ...] = ("api_keys", "idempotency_keys", "health_records", "report_runs", "deliveries")

ROWS_A_PAGE = 50
"""So few that the longest snapshots and answers of a page stay within what a message may hold."""

_FIRST: dict[Part, dict[str, Any]] = {
    "api_keys": {},
    "idempotency_keys": {"created_at": "", "id": ""},
    "health_records": {"date": "", "account_id": ""},
    "report_runs": {"before": "~"},
    "deliveries": {"before": "~", "state": "", "date": ""},
}
"""Where the pages of each begin."""

_LOCKS = ("lock",)
"""Properties that only order writers."""


class Beside:
    """Reads and writes of these, as a whole.

    Parameters
    ----------
    client : GraphClient
        The way to the store.
    """

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def erased_at(self) -> tuple[str | None, str | None]:
        """Return when anything was last erased, of accounts and of the book."""
        [[_, _, accounts]] = await self._client.read("accounts.newest", known_at=None)
        [[_, _, book]] = await self._client.read("book.revisions", id=BOOK_ID)
        return accounts, book

    async def is_empty(self) -> bool:
        """Whether nothing was ever written and no key was made."""
        [[_, writes, _]] = await self._client.read("accounts.newest", known_at=None)
        [[revision, *_]] = await self._client.read("book.revisions", id=BOOK_ID)
        return not (writes or revision or await self._client.read("api_keys.list"))

    async def rows(self, part: Part) -> AsyncIterator[Row]:
        """Yield every row of a part, with all its properties."""
        if part == "api_keys":
            for (row,) in await self._client.read("api_keys.list"):
                yield row
            return
        name = f"{part}.list" if part in {"report_runs", "deliveries"} else f"{part}.whole"
        after = _FIRST[part]
        while page := await self._client.read(name, **after, limit=ROWS_A_PAGE):
            for (row,) in page:
                yield {key: value for key, value in row.items() if key not in _LOCKS}
            after = after | _place(part, page[-1][0])

    async def store(self, part: Part, rows: Sequence[Row]) -> None:
        """Store rows of a part in a store that has none of them."""
        for some in safe_parts(rows):
            await self._client.write(partial(_WRITES[part], some))


def _place(part: Part, last: Mapping[str, Any]) -> dict[str, Any]:
    """Return where the page after a row begins."""
    if part in {"report_runs", "deliveries"}:
        return {"before": last["date"] if part == "report_runs" else last["id"]}
    return {name: last[name] for name in _FIRST[part]}


async def _keys(rows: Sequence[Row], transaction: Transaction) -> None:
    await transaction.run("api_keys.create", rows=rows)


async def _receipts(rows: Sequence[Row], transaction: Transaction) -> None:
    await transaction.run("idempotency_keys.restore", rows=rows)


async def _snapshots(rows: Sequence[Row], transaction: Transaction) -> None:
    await transaction.run("health_records.write", rows=rows)
    await transaction.run("health_records.stamp", id=BOOK_ID, token=rows[-1]["date"])


async def _runs(rows: Sequence[Row], transaction: Transaction) -> None:
    for row in rows:
        await transaction.run("report_runs.lock", date=row["date"], token=row["date"])
        await transaction.run("report_runs.change", date=row["date"], properties=row)


async def _deliveries(rows: Sequence[Row], transaction: Transaction) -> None:
    await transaction.run("deliveries.plan", rows=rows)


_WRITES = {
    "api_keys": _keys,
    "idempotency_keys": _receipts,
    "health_records": _snapshots,
    "report_runs": _runs,
    "deliveries": _deliveries,
}
