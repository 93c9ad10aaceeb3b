"""Erasing for good: a record with all its rows, and of a person everything about them, leaving a tombstone.

One unit of work like any other: locks, checks the revision, writes, raises revisions and records the change; the change
holds ids only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.cache import Cache
from graph.engine.client import GraphClient, Transaction
from graph.engine.open_writes import OpenWrite
from graph.erasure.names import names_of, pattern_of
from graph.erasure.reach import Goal, Sweep, gone_with, sweep_of
from graph.erasure.reading import (
    Elsewhere,
    identities_of,
    read_account,
    read_book,
    read_elsewhere,
    read_records,
)
from graph.erasure.snapshots import Names, clean_member, clean_member_at_last, clean_snapshots, erase_snapshots
from graph.erasure.writing import Stamp, store_sweeps
from graph.ledger.keys import Key
from graph.ledger.record_rows import Row, revision_of
from graph.ledger.rules.book_pointers import pointer_errors
from graph.ledger.starting_points import check_start
from graph.read.tombstones import absence
from graph.rising_clock import Clock
from graph.write.account_writer import AccountWriter, Overtaken
from graph.write.collector import collector_paused
from graph.write.ledger_locks import changes_of_stale_records, check_revision, lock_ledgers
from graph.write.reading import read_pointers
from schemas.instants import instant_text
from schemas.resource import Resource
from schemas.writes import BOOK, StartingPoints, WriteItem

_CALLED = frozenset({"person", "team_member"})
"""Kinds of records that are a human."""


@dataclass(frozen=True, slots=True)
class Erased:
    """The outcome of an erasure: by ledger the entries of its change, that of the record itself first."""

    ledger: str
    revision: int
    erased_at: str
    entries: Mapping[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One erasure as it was asked for."""

    resource: Resource
    ledger: str
    id: str
    author: str
    if_match: StartingPoints | None

    @property
    def key(self) -> Key:
        return self.resource.kind, self.id

    @property
    def item(self) -> WriteItem:
        return WriteItem(self.resource, self.ledger, self.id, action="end")


class Erasures:
    """Erases stored records.

    Parameters
    ----------
    client : GraphClient
        The way to the store.
    clock : Clock
        That of the writer: says when an erasure is recorded.
    writer : AccountWriter
        Whose units of work these are.
    cache : Cache
        Forgets what it keeps of the ledgers that are touched.
    """

    def __init__(self, client: GraphClient, clock: Clock, writer: AccountWriter, cache: Cache) -> None:
        self._client = client
        self._clock = clock
        self._writer = writer
        self._cache = cache

    async def erase(
        self,
        resource: Resource,
        ledger: str,
        record_id: str,
        *,
        author: str,
        if_match: StartingPoints | None = None,
    ) -> Erased:
        """Erase a record for good.

        Raises
        ------
        NotFound
            When there is no such record; says so when it was erased before.
        RevisionMismatch
            When ``if_match`` is given and holds neither the ledger's revision nor the state the record is in.
        Conflict
            When something open points to a record of the book.
        """
        asked = _Asked(resource, ledger, record_id, author, if_match)
        await self._clean_ahead(asked)

        async def work(transaction: Transaction, write: OpenWrite) -> Erased | None:
            return await self._work(transaction, asked, write)

        erased = await self._writer.run(work, spare=True)
        if erased is None:
            raise await absence(self._client, ledger, *asked.key)
        self._cache.forget(erased.entries)
        return erased

    async def _work(self, transaction: Transaction, asked: _Asked, write: OpenWrite) -> Erased | None:
        """Erase a record and return what became of it; None, and nothing written, when there is none."""
        elsewhere = await read_elsewhere(transaction, asked.key, asked.ledger)
        held, last = await lock_ledgers(
            transaction, dict.fromkeys((asked.ledger, *elsewhere), asked.resource.scope == "account")
        )
        if not held[asked.ledger]:
            return None
        passed = await check_revision(transaction, asked.ledger, held[asked.ledger], asked.if_match)
        elsewhere = await read_elsewhere(transaction, asked.key, asked.ledger)
        if not elsewhere.keys() <= held.keys():
            raise Overtaken
        write.instant = now = self._clock.after(last)
        if asked.ledger == BOOK:
            await _check_pointers(transaction, asked, self._clock.effective(now))
        sweeps = await _sweeps(transaction, asked, held, elsewhere)
        if asked.key not in sweeps[0].erased:
            return None
        if not passed:
            async with changes_of_stale_records(transaction):
                revision = revision_of(held[asked.ledger])
                check_start(asked.if_match, asked.ledger, revision, asked.key, sweeps[0].rows[asked.key])
        revisions = {one: revision_of(properties) + 1 for one, properties in held.items()}
        stamp = Stamp(now, asked.author, revisions)
        await transaction.run("packed_accounts.erase", ids=sorted(held))
        await _clean_snapshots(transaction, asked, sweeps)
        entries = await store_sweeps(transaction, sweeps, asked.key, stamp)
        return Erased(asked.ledger, revisions[asked.ledger], now, entries)

    async def _clean_ahead(self, asked: _Asked) -> None:
        """Take a member of ours from the snapshots of the book before they are erased: too many for one unit of work.

        Not where the erasure would be refused.
        """
        if asked.resource.kind != "team_member" or asked.if_match is not None:
            return
        now = instant_text(self._clock())

        async def names(transaction: Transaction) -> Names:
            await _check_pointers(transaction, asked, now)
            rows = await read_book(transaction, asked.key)
            return pattern_of(names_of(rows.get(asked.key, ())))

        await clean_member(self._client, asked.id, await self._client.write(names, spare=True))


async def _check_pointers(transaction: Transaction, asked: _Asked, now: str) -> None:
    pointers = await read_pointers(transaction, {asked.resource.kind: [asked.id]}, now)
    if errors := pointer_errors([(0, asked.item)], pointers):
        raise errors[0]


async def _clean_snapshots(transaction: Transaction, asked: _Asked, sweeps: Sequence[Sweep]) -> None:
    """Take the erased from what the nightly report is made from."""
    names = pattern_of(names_of(sweeps[0].rows[asked.key])) if asked.resource.kind in _CALLED else None
    if asked.resource.kind == "team_member":
        await clean_member_at_last(transaction, asked.id, names)
    if asked.resource.kind == "account":
        await erase_snapshots(transaction, asked.ledger)
    for sweep in sweeps if asked.ledger != BOOK else ():
        if sweep.ledger != BOOK and asked.resource.kind != "account":
            await clean_snapshots(transaction, sweep.ledger, frozenset(sweep.erased), names)


async def _sweeps(
    transaction: Transaction, asked: _Asked, held: Mapping[str, Row], elsewhere: Elsewhere
) -> list[Sweep]:
    """Return what is to be done to each ledger, to that of the record first."""
    if asked.ledger == BOOK:
        rows = await read_book(transaction, asked.key)
    else:
        rows = await read_account(transaction, asked.ledger, held[asked.ledger])
    if asked.key not in rows:
        return [Sweep(asked.ledger, rows)]
    identities = identities_of(asked.key, asked.ledger)
    names = pattern_of(names_of(rows[asked.key])) if asked.resource.kind == "person" else None
    with collector_paused():
        gone = gone_with(rows, asked.key) if asked.resource.scope != "self" else dict.fromkeys([asked.key, *rows])
        sweeps = [sweep_of(asked.ledger, rows, Goal(gone.keys(), identities, names))]
    for ledger, keys in elsewhere.items():
        if ledger == BOOK:
            others = await read_book(transaction, asked.key)
            goal = Goal(others.keys())
        else:
            others = await read_records(transaction, ledger, keys)
            goal = Goal(frozenset() if identities else others.keys(), identities)
        sweeps.append(sweep_of(ledger, others, goal))
    return [sweeps[0], *(sweep for sweep in sweeps[1:] if sweep.entries)]
