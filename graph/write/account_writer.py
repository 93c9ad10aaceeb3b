"""One unit of work: locks, checks the revision, plans, writes, raises the revision and records the change.

All of it is one transaction. Where nothing changes, nothing is written and no revision is raised.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import TypeVar

import uuid_utils

from graph.engine.client import GraphClient, Transaction, in_parts
from graph.engine.open_writes import OpenWrite, OpenWrites
from graph.ledger.keys import Indexed
from graph.ledger.planning.needs import Surroundings, needs_of
from graph.ledger.planning.recorded_batch import RecordedRows, recorded_rows, write_outcome
from graph.ledger.planning.write_batch import Ledger, Planned, WriteContext, accounts_needed, plan_batch, ready_items
from graph.ledger.record_rows import Row
from graph.ledger.starting_points import starting_from
from graph.read.joined_writers import JoinedWriters
from graph.rising_clock import Clock
from graph.write.collector import collector_paused
from graph.write.contact_lines import creating, redraw
from graph.write.following import read_followed
from graph.write.ledger_locks import changes_of_stale_records, check_revision, lock_ledgers
from graph.write.reading import read_erased, read_surroundings
from graph.write.receipts import AlreadyAnswered, Receipt, Receipts, StoredAnswer
from schemas.errors import Conflict
from schemas.messages.message import Message
from schemas.registry import BY_KIND
from schemas.writes import BOOK, StartingPoints, WriteItem, WriteOutcome

T = TypeVar("T")

ATTEMPTS = 3
"""How often a write is tried that the book overtakes."""


class _NothingChanges(Exception):
    """Carries the outcome of a write that changes nothing out of a transaction that is rolled back."""

    def __init__(self, outcome: WriteOutcome) -> None:
        self.outcome = outcome


class Overtaken(Exception):
    """The book was revised, by another writer, at an instant after the one this write was to be recorded at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One write as it was asked for."""

    items: Sequence[WriteItem]
    author: str
    if_match: StartingPoints | None
    skip: bool
    rehearse: bool = False


class AccountWriter:
    """Writes items of one or more ledgers in one transaction.

    Parameters
    ----------
    client, clock : GraphClient, Clock
        The way to the store, and what says when a write is recorded; a test may hold its own.
    joined : JoinedWriters
        Where a process that does not own the engine announces that it writes, before it does: readers of changes then
        wait for it.

    Attributes
    ----------
    open_writes : OpenWrites
        The writes under way.
    receipts : Receipts
        What makes a repeat of a request known.
    zone : tzinfo
        Where dates begin, in custom fields, that are of no account with a time zone of its own.
    """

    zone: tzinfo = UTC

    def __init__(self, client: GraphClient, clock: Clock, joined: JoinedWriters) -> None:
        self._client = client
        self._clock = clock
        self._joined = joined
        self.receipts = Receipts(client, clock)
        self.open_writes = OpenWrites()

    async def write(
        self, items: Sequence[WriteItem], *, author: str, if_match: StartingPoints | None = None, skip: bool = False
    ) -> WriteOutcome:
        """Store items, all or nothing, or with ``skip`` those that are sound.

        Raises
        ------
        NotFound
            When an account does not exist.
        RevisionMismatch
            When ``if_match``, or that of an item, is given and holds neither the account's revision nor the state
            that the record is in.
        InvalidInput, Conflict
            When items cannot be stored (never with ``skip``); ``problems`` points to each.
        """
        asked = Asked(items, author, if_match, skip)

        async def work(transaction: Transaction, write: OpenWrite) -> WriteOutcome:
            outcome, changed = await self.work_on(transaction, asked, write)
            if not changed:
                raise _NothingChanges(outcome)
            return outcome

        try:
            return await self.run(work)
        except _NothingChanges as nothing:
            return nothing.outcome

    async def rehearse(self, items: Sequence[WriteItem], *, author: str) -> WriteOutcome:
        """Return what `write` with ``skip`` would do, and store nothing.

        Beside what belongs to an account its own record may stand, so that what comes after it can be rehearsed where
        it does not exist yet.
        """
        asked = Asked(items, author, None, skip=True, rehearse=True)

        async def work(transaction: Transaction, write: OpenWrite) -> WriteOutcome:
            raise _NothingChanges((await self.work_on(transaction, asked, write))[0])

        try:
            return await self.run(work)
        except _NothingChanges as nothing:
            return nothing.outcome

    async def write_once(
        self,
        items: Sequence[WriteItem],
        receipt: Receipt,
        *,
        author: str,
        if_match: StartingPoints | None = None,
        skip: bool = False,
    ) -> StoredAnswer:
        """Store items as `write` does and return the answer; where the same was asked before, only that answer.

        The answer is stored with its effect, also where nothing changes. After an error nothing is stored: a repeat is
        a first try.

        Raises
        ------
        InvalidInput
            Also when another request had the key of the receipt.
        """
        asked = Asked(items, author, if_match, skip)

        async def work(transaction: Transaction, write: OpenWrite) -> StoredAnswer:
            await self.receipts.take(transaction, receipt)
            outcome, _ = await self.work_on(transaction, asked, write)
            return await self.receipts.keep(transaction, receipt, items, outcome)

        try:
            answer = await self.run(work)
        except AlreadyAnswered as before:
            return before.answer
        await self.receipts.forget_old()
        return answer

    async def run(self, work: Callable[[Transaction, OpenWrite], Awaitable[T]], *, spare: bool = False) -> T:
        """Run a unit of work that writes, again when the book overtakes it; ``spare`` as `GraphClient.write` has it."""
        with self.open_writes.begin() as write:
            for _ in range(ATTEMPTS):
                await self._joined.announce()
                try:
                    return await self._client.write(lambda transaction: work(transaction, write), spare=spare)
                except Overtaken:
                    continue
            raise Conflict(Message("ledger.overtaken"))

    async def work_on(self, transaction: Transaction, asked: Asked, write: OpenWrite) -> tuple[WriteOutcome, bool]:
        """Write within a transaction of the caller's; return the outcome, and whether anything changed."""
        by_ledger = ready_items(asked.items, _new_id)
        needs = needs_of([item for pairs in by_ledger.values() for _, item in pairs])
        must_stand = accounts_needed(by_ledger, asked.rehearse)
        held, last = await lock_ledgers(transaction, must_stand, moves_parents=bool(needs.parents))
        for ledger, properties in held.items():
            if not await check_revision(transaction, ledger, properties, asked.if_match):
                by_ledger[ledger] = starting_from(asked.if_match, by_ledger[ledger])
        write.instant = recorded = self._clock.after(last)
        now = self._clock.effective(recorded)
        around = await read_surroundings(transaction, needs, now)
        context = WriteContext(now, asked.author, asked.skip, asked.rehearse, recorded, self.zone)
        planned = await _plan(transaction, by_ledger, held, around, context)
        outcome = write_outcome(planned, held, len(asked.items))
        changed = [plan for plan, _ in planned if plan.touched_by]
        if changed and not asked.rehearse:
            await _store(transaction, recorded_rows(changed))
        return outcome, bool(changed)


def _new_id() -> str:
    return str(uuid_utils.uuid7())


async def _plan(
    transaction: Transaction,
    by_ledger: Mapping[str, Sequence[Indexed]],
    held: Mapping[str, Row],
    around: Surroundings,
    context: WriteContext,
) -> list[Planned]:
    ledgers = []
    for ledger, sent in by_ledger.items():
        items, stored = await read_followed(transaction, ledger, held[ledger], sent, context.now)
        ledgers.append((Ledger(ledger, held[ledger], stored), items))
    erased = [(one, pairs) for one, pairs in ledgers if not held[one.id] or "erased_at" in held[one.id]]
    await read_erased(transaction, ((one.id, one.stored, (item for _, item in pairs)) for one, pairs in erased))
    async with changes_of_stale_records(transaction):
        with collector_paused():
            return plan_batch(ledgers, around, context)


async def _store(transaction: Transaction, rows: RecordedRows) -> None:
    if rows.moves:
        await _move_names(transaction, rows)
    for kind in (kind for kind in BY_KIND if kind in rows.created or kind in rows.changed):
        await transaction.run_all(creating(transaction, BY_KIND[kind]), rows.created.get(kind, ()))
        await transaction.run_all(f"{BY_KIND[kind].plural}.change", rows.changed.get(kind, ()))
    await redraw(transaction, rows.changed.get("interaction", ()), rows.kept)
    await transaction.run_all("history.keep", rows.kept)
    await revise(transaction, rows.changes)


async def _move_names(transaction: Transaction, rows: RecordedRows) -> None:
    """Let records let go of the ids of other systems, and then let others hold them."""
    if released := rows.released:
        await transaction.run("external_ids.release", keys=released)
    await transaction.run_all("external_ids.hold", rows.held)


async def revise(transaction: Transaction, changes: Sequence[Row]) -> None:
    """Raise the revisions of ledgers and record their changes: those of accounts, then that of the book.

    Raises
    ------
    Overtaken
        When another ledger was revised at a later instant.
    """
    await _revise(transaction, "accounts.revise", [change for change in changes if change["account_id"] != BOOK])
    await _revise(transaction, "book.revise", [change for change in changes if change["account_id"] == BOOK])


async def _revise(transaction: Transaction, name: str, changes: Sequence[Row]) -> None:
    for part in in_parts(changes):
        [[revised]] = await transaction.run(name, rows=part)
        if revised < len(part):
            raise Overtaken
