"""`python -m benchmarks.invented.copies FOLDER ACCOUNTS`: fill a large book, of accounts that are imported and copies.

An import of 10,000 accounts takes hours, as it judges each of 2,300 records an account. A copy is written by the
statements that an import ends with; rows, edges, changes and revisions are those of its original, under an id of its
own. What was filled before it was cut off stays, and the rest follows.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.exchange.ndjson_import import import_ndjson
from benchmarks.invented.books import book_lines
from graph.engine.client import Transaction
from graph.store import Store, StoreOptions
from graph.write.contact_lines import creating
from schemas.registry import BY_KIND

ORIGINALS = 40
"""Accounts that are imported; of a book that is not larger, all are."""

TOLD_EVERY = 50
"""Copies after which progress is printed."""

Row = dict[str, Any]


async def fill_book(store: Store, accounts: int, originals: int = ORIGINALS) -> None:
    """Fill a store up to so many accounts of `book_lines`: all are imported, or some and the others copied."""
    there = len(await store.snapshots.accounts())
    if there <= originals:
        report = await import_ndjson(store, book_lines(min(accounts, originals)), "bench")
        assert not report.rejected, report.rejects[:3]
    async for number, seconds in _copies(store, range(max(there, originals), accounts), originals):
        print(f"{number + 1} of {accounts} accounts, {seconds:.2f} s each", flush=True)


async def _copies(store: Store, numbers: range, originals: int) -> AsyncIterator[tuple[int, float]]:
    """Write copies of these numbers, of one original after the other; yield how long each took, now and then."""
    read: dict[int, Original] = {}
    began, since = time.monotonic(), numbers.start
    for number in numbers:
        of = number % originals
        if of not in read:
            read[of] = await read_original(store, f"acc{of:05}")
        await copy_account(store, read[of], number)
        if (number + 1) % TOLD_EVERY == 0:
            yield number, (time.monotonic() - began) / (number + 1 - since)
            began, since = time.monotonic(), number + 1


@dataclass(frozen=True, slots=True)
class Original:
    """An account as it is stored: the rows of each kind, in an order in which they can be written, and its changes."""

    id: str
    rows: dict[str, list[Row]]
    changes: list[Row]

    def rows_of(self, copy: str) -> Iterator[tuple[str, list[Row]]]:
        """Yield the rows of a copy, by kind: each value that is the id of the account is that of the copy."""
        for kind, rows in self.rows.items():
            yield kind, [{name: copy if value == self.id else value for name, value in row.items()} for row in rows]

    def changes_of(self, copy: str) -> list[Row]:
        """Return the changes of a copy."""
        return [
            {**change, "account_id": copy, "entries": change["entries"].replace(f'"{self.id}"', f'"{copy}"')}
            for change in self.changes
        ]


async def read_original(store: Store, account_id: str) -> Original:
    """Return an account with everything that is stored of it, but what was overwritten: nothing of these books is."""
    [[account]] = await store._client.read("accounts.stored", ids=[account_id])
    rows = {"account": account}
    for kind, resource in BY_KIND.items():
        if resource.scope != "account":
            continue
        name, chosen = ("stored", {"everything": True, "ids": [], "ends": []}) if resource.is_edge else ("together", {})
        [[found]] = await store._client.read(f"{resource.plural}.{name}", account_id=account_id, **chosen)
        assert all(row["sequence"] == 1 for row in found), f"{kind} of {account_id} was changed"
        if found:
            rows[kind] = found
    changes = await store._client.read("changes.since", account_id=account_id, revision=0, limit=account[0]["revision"])
    names = ("revision", "recorded_at", "author", "entries")
    return Original(account_id, rows, [dict(zip(names, change, strict=True)) for change in changes])


async def copy_account(store: Store, original: Original, number: int) -> None:
    """Write a copy of an account, whole or not at all; its name is that of the original with another number."""
    copy = f"acc{number:05}"

    async def work(transaction: Transaction) -> None:
        for kind, rows in original.rows_of(copy):
            if kind == "account":
                rows[0]["name"] = f"{rows[0]['name'].rpartition(' ')[0]} {number}"
            await transaction.run_all(creating(transaction, BY_KIND[kind]), rows)
        await transaction.run_all("replay.create_changes", original.changes_of(copy))

    await store._client.write(work)


async def _main(folder: Path, accounts: int) -> None:
    store = await Store.open(StoreOptions(folder, cache_bytes=0))
    try:
        await fill_book(store, accounts)
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1]), int(sys.argv[2])))
