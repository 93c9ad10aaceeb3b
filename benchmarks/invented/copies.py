"""`python -m benchmarks.invented.copies FOLDER ACCOUNTS [CONTACTS]`: fill a large book, by imports and copies.

An import of 10,000 accounts takes hours, as it judges each of 2,300 records an account. A copy is written by the
statements that an import ends with; rows, edges, changes and revisions are those of its original, under an id of its
own. What was filled before it was cut off stays, and the rest follows.
"""

import asyncio
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.exchange.ndjson_import import import_ndjson
from benchmarks.invented.books import INTERACTIONS, book_lines
from graph.engine.client import Transaction, in_parts
from graph.store import Store, StoreOptions
from graph.write.contact_lines import creating
from schemas.registry import BY_KIND

ORIGINALS = 40
"""Accounts that are imported; of a book that is not larger, all are."""

PRINTED_EVERY = 50
"""Copies after which progress is printed."""

ROWS_AT_ONCE = 4_000
"""Rows that the copies of one transaction have together: with more of them, each takes longer."""

CHANGES_AT_ONCE = 20
"""Changes sent with one statement: each names up to a thousand records."""

Row = dict[str, Any]


async def fill_book(store: Store, accounts: int, originals: int = ORIGINALS, contacts: int = INTERACTIONS) -> None:
    """Fill a store up to so many accounts of `book_lines`: the first are imported, and the others copied from these."""
    there = len(await store.snapshots.accounts())
    if there <= originals:
        report = await import_ndjson(store, book_lines(min(accounts, originals), contacts=contacts), "bench")
        assert not report.rejected, report.rejects[:3]
    if (first := max(there, originals)) < accounts:
        await _fill_copies(store, range(first, accounts), originals)


async def _fill_copies(store: Store, numbers: range, originals: int) -> None:
    """Write copies of these numbers, of one original after the other, and say how far they are."""
    read = [await read_original(store, f"acc{number:05}") for number in range(originals)]
    began, printed = time.monotonic(), numbers.start
    for part in in_parts(numbers, max(1, ROWS_AT_ONCE // read[0].size)):
        await copy_accounts(store, {number: read[number % originals] for number in part})
        done = part[-1] + 1
        if done - printed >= PRINTED_EVERY or done == numbers.stop:
            printed = done
            seconds = (time.monotonic() - began) / (done - numbers.start)
            print(f"{done} of {numbers.stop} accounts, {seconds:.2f} s each", flush=True)


@dataclass(frozen=True, slots=True)
class Original:
    """An account as it is stored: the rows of each kind, in an order in which they can be written, and its changes."""

    id: str
    rows: dict[str, list[Row]]
    changes: list[Row]

    @property
    def size(self) -> int:
        """How many rows it has."""
        return sum(map(len, self.rows.values()))

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


async def copy_accounts(store: Store, originals: Mapping[int, Original]) -> None:
    """Write copies of these numbers, all or none; the name of each is that of its original with another number."""
    rows: dict[str, list[Row]] = {kind: [] for kind in BY_KIND}
    changes: list[Row] = []
    for number, original in originals.items():
        copy = f"acc{number:05}"
        for kind, found in original.rows_of(copy):
            rows[kind] += found
        rows["account"][-1]["name"] = f"{rows['account'][-1]['name'].rpartition(' ')[0]} {number}"
        changes += original.changes_of(copy)

    async def work(transaction: Transaction) -> None:
        for kind, found in rows.items():
            await transaction.run_all(creating(transaction, BY_KIND[kind]), found)
        await transaction.run_all("replay.create_changes", changes, CHANGES_AT_ONCE)

    await store._client.write(work)


async def _main(folder: Path, accounts: int, contacts: int = INTERACTIONS) -> None:
    store = await Store.open(StoreOptions(folder, cache_bytes=0))
    try:
        await fill_book(store, accounts, contacts=contacts)
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1]), *map(int, sys.argv[2:])))
