"""Snapshots in the store: kept once an account and date, read by date, by account, or the newest of each."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from graph.beside_records import BesideRecords
from graph.engine.client import ROWS_A_STATEMENT, Transaction, in_parts
from graph.snapshots.keeping import AFTER_ALL, FIRST_DATE, keep, keep_packed, stamp, thin
from graph.snapshots.packed_text import unpacked
from graph.snapshots.stored_form import (
    Listed,
    StoredSnapshot,
    content_of,
    heads_and_bodies,
    listed_of,
    numbers_of,
    snapshot_of,
    stored,
)
from graph.spool import Spool
from schemas.instants import instant_text
from schemas.reports.dates import ReportDate, days_before
from schemas.reports.numbers import SnapshotNumbers
from schemas.reports.snapshot import KeptSnapshots, Snapshot, SnapshotHead
from schemas.rows.packed_account import PackedAccount
from schemas.writes import BOOK, BOOK_ID

BODIES_A_PAGE = 100
"""Whole snapshots that are read at once: about a megabyte, and as much memory as a page of ten thousand accounts."""


Stamp = tuple[str | None, ...]
"""What is another one after each change of a snapshot: its date, when it was recorded, and a mark of the last change,
which is None while no version changed it that sets one."""

DoToRows = Callable[..., Awaitable[None]]
"""What is done to snapshots in a unit of work, as `thin` is."""


class KeptOf(NamedTuple):
    """What a snapshot that is kept was made of: with the same, it need not be made again."""

    revision: int
    book_revision: int
    settings: str


class AccountNow(NamedTuple):
    """An account as it stands, beside its snapshots."""

    id: str
    revision: int
    name: str | None
    segment: str | None
    tier: str | None
    valid_from: str | None
    valid_to: str | None

    def is_there(self, at: str) -> bool:
        """Whether it exists at an instant."""
        return (self.valid_from or "") <= at and (self.valid_to is None or self.valid_to > at)


class Snapshots(BesideRecords):
    """Reads and writes of snapshots."""

    async def write(self, snapshots: Iterable[Snapshot], packed: Iterable[PackedAccount] = ()) -> frozenset[str]:
        """Keep snapshots, as `write_stored` does."""
        return await self.write_stored(map(stored, snapshots), packed)

    async def write_stored(
        self, snapshots: Iterable[StoredSnapshot], packed: Iterable[PackedAccount] = ()
    ) -> frozenset[str]:
        """Keep snapshots, all or none, in the place of those of the same account and date.

        Parameters
        ----------
        packed : iterable of PackedAccount
            What was read of some of these accounts for their snapshots: kept where the snapshot is.

        Returns
        -------
        frozenset of str
            Ids of the accounts whose snapshot is kept. Left out is an account that is gone, and one of which something
            was erased after the revision that its snapshot shows: that one must be made again.
        """
        found, read = sorted(snapshots, key=lambda each: (each.account_id, each.date)), tuple(packed)

        async def work(transaction: Transaction) -> frozenset[str]:
            erased = await _locked(transaction, sorted({each.account_id for each in found}))
            sound = [each for each in found if _is_sound(each, erased)]
            await keep(transaction, sound, instant_text(self._clock()))
            revisions = {each.account_id: each.revision for each in sound}
            await keep_packed(transaction, [each for each in read if revisions.get(each.account_id) == each.revision])
            return frozenset(revisions)

        return await self._client.write(work) if found else frozenset()

    async def kept(self, on: ReportDate, account_ids: Sequence[str]) -> dict[str, KeptOf]:
        """Return of which of these accounts there is a snapshot of a date, and what it was made of."""
        found: dict[str, KeptOf] = {}
        for part in in_parts(account_ids):
            rows = await self._client.read("health_records.kept", date=on, ids=part)
            found.update((account_id, KeptOf(*rest)) for account_id, *rest in rows)
        return found

    async def of_date(self, on: ReportDate) -> AsyncIterator[list[Snapshot]]:
        """Yield the whole snapshots of a date by account, page by page: memory does not grow with the book."""
        after = ""
        while rows := await self._client.read("health_records.details_on", date=on, after=after, limit=BODIES_A_PAGE):
            yield list(_whole(rows))
            after = rows[-1][0]

    async def kept_on(self, on: ReportDate) -> KeptSnapshots:
        """Return the whole snapshots of a date by account, packed as they are kept, and on disk.

        Raises
        ------
        DiskFull
            When there is no room for them in the folder for temporary files.
        """
        heads: list[SnapshotHead] = []
        bodies = Spool()
        after = ""
        while rows := await self._client.read("health_records.details_on", date=on, after=after, limit=BODIES_A_PAGE):
            heads += await asyncio.to_thread(_spooled, rows, bodies)
            after = rows[-1][0]
        return KeptSnapshots(heads, lambda place: Snapshot.model_validate_json(unpacked(bodies[place].decode())))

    async def get(self, account_id: str, on: ReportDate) -> Snapshot | None:
        """Return the whole snapshot of an account at a date; None where there is none, or only its numbers are left."""
        rows = await self._client.read("health_records.detail", account_id=account_id, date=on)
        return next(_whole(rows), None)

    async def newest(self, account_ids: Sequence[str], before: ReportDate = AFTER_ALL) -> dict[str, Snapshot]:
        """Return the newest whole snapshot of each of these accounts, of dates before one if that is given."""
        found: dict[str, Snapshot] = {}
        for part in in_parts(account_ids, BODIES_A_PAGE):
            rows = await self._client.read("health_records.newest_details", ids=part)
            later = [row[0] for row in rows if row[3] >= before]
            rows = [row for row in rows if row[3] < before]
            if later:
                rows += await self._client.read("health_records.earlier_details", ids=later, before=before)
            found.update((each.account_id, each) for each in _whole(rows))
        return found

    async def history(
        self, account_id: str, first: ReportDate = FIRST_DATE, last: ReportDate = AFTER_ALL
    ) -> list[SnapshotNumbers]:
        """Return the numbers of an account from a date to another one, the oldest first."""
        rows = await self._client.read("health_records.numbers_of", account_id=account_id, first=first, last=last)
        return [numbers_of(row) for row in rows]

    async def numbers_before(
        self, account_id: str, before: str, known_at: str | None = None
    ) -> tuple[SnapshotNumbers, str] | None:
        """Return the numbers of an account at its newest date that began before an instant, and when these were kept.

        Parameters
        ----------
        known_at : str or None
            Forget what was recorded later; None: nothing.

        Returns
        -------
        tuple or None
            None where there is none.
        """
        rows = await self._client.read(
            "health_records.numbers_before", account_id=account_id, before=before, known_at=known_at
        )
        return (numbers_of(rows[0]), rows[0][-1]) if rows else None

    async def contents(self, account_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the newest whole snapshot of each of these accounts, as JSON has it."""
        found: dict[str, dict[str, Any]] = {}
        for part in in_parts(account_ids, BODIES_A_PAGE):
            rows = await self._client.read("health_records.newest_details", ids=part)
            found |= await asyncio.to_thread(_contents, rows)
        return found

    async def account_rows(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return those of some accounts that are stored, as last written, by id."""
        found: dict[str, dict[str, Any]] = {}
        for part in in_parts(ids):
            [[rows]] = await self._client.read("accounts.stored", ids=part)
            found.update((row["id"], row) for row in rows)
        return found

    async def state(self) -> str:
        """Return a text that is another one after each change of any snapshot."""
        rows = await self._client.read("health_records.state", id=BOOK_ID)
        return str(rows[0][0]) if rows else ""

    async def accounts(self) -> list[AccountNow]:
        """Return every account as it stands, by id; those too that ended or will begin."""
        [[rows]] = await self._client.read("health_records.accounts")
        return sorted(map(AccountNow._make, rows))

    async def numbers_on(self, on: ReportDate) -> AsyncIterator[list[SnapshotNumbers]]:
        """Yield the numbers of every account at a date, by account, page by page."""
        async for rows in self._pages("health_records.numbers_on", date=on):
            yield [numbers_of(row) for row in rows]

    async def stamps(self) -> dict[str, Stamp]:
        """Return the stamp of the newest snapshot of every account, by account."""
        [[rows]] = await self._client.read("health_records.newest_stamps")
        return {account_id: tuple(stamp) for account_id, *stamp in rows}

    async def listed(self, account_ids: Sequence[str]) -> list[Listed]:
        """Return the numbers of the newest snapshots of some accounts, and what each lists."""
        found: list[Listed] = []
        for part in in_parts(account_ids):
            found += await asyncio.to_thread(_listed, await self._client.read("health_records.newest_lists", ids=part))
        return found

    async def forget(self, today: ReportDate, days: int, detail_days: int) -> tuple[int, int]:
        """Remove snapshots older than so many days, and of those older than fewer days all but their numbers.

        Returns
        -------
        tuple of int
            How many were removed, and how many lost their details.
        """
        removed = await self._each("too_old", days_before(today, days), _remove)
        return removed, await self._each("too_detailed", days_before(today, detail_days), thin)

    async def _each(self, which: str, before: ReportDate, do: DoToRows) -> int:
        """Do something to snapshots from before a date, a thousand a unit of work, and return how many there were."""
        count = 0
        while rows := await self._client.read(f"health_records.{which}", before=before, limit=ROWS_A_STATEMENT):
            await self._client.write(partial(do, rows=rows))
            count += len(rows)
        return count

    async def _pages(self, name: str, **parameters: Any) -> AsyncIterator[list[list[Any]]]:
        after = ""
        while rows := await self._client.read(name, after=after, limit=ROWS_A_STATEMENT, **parameters):
            yield rows
            after = rows[-1][0]


async def _remove(transaction: Transaction, rows: Sequence[Any]) -> None:
    await transaction.run("health_records.remove", rows=rows)
    await stamp(transaction)


async def _locked(transaction: Transaction, account_ids: Sequence[str]) -> dict[str, int]:
    """Return the accounts that are there, and the book, each with the revision of its last erasure by an id."""
    token = secrets.token_hex(8)
    found: dict[str, int] = {}
    for part in in_parts(account_ids):
        found.update(map(tuple, await transaction.run("health_records.lock", ids=part, token=token)))
    [[rows]] = await transaction.run("health_records.book_erasures", account_id=BOOK)
    return {**found, BOOK: rows}


def _is_sound(snapshot: StoredSnapshot, erased: dict[str, int]) -> bool:
    """Whether an account is there and the snapshot cannot show what was erased."""
    own = erased.get(snapshot.account_id)
    return own is not None and own <= snapshot.revision and erased[BOOK] <= snapshot.book_revision


def _whole(rows: Iterable[Sequence[Any]]) -> Iterator[Snapshot]:
    for _, form, body, *_ in rows:
        found = snapshot_of(form, body)
        if found is not None:
            yield found


def _listed(rows: Iterable[Sequence[Any]]) -> list[Listed]:
    return [listed_of(row) for row in rows]


def _spooled(rows: Iterable[Sequence[Any]], bodies: Spool) -> list[SnapshotHead]:
    """Put packed snapshots on disk, and return their heads."""
    heads = []
    for head, body in heads_and_bodies(rows):
        bodies.add(body.encode())
        heads.append(head)
    return heads


def _contents(rows: Iterable[Sequence[Any]]) -> dict[str, dict[str, Any]]:
    contents = {row[0]: content_of(row[1], row[2]) for row in rows}
    return {account_id: content for account_id, content in contents.items() if content is not None}
