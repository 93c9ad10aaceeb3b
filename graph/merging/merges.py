"""Merging people: one unit of work that reads all of an account, plans, writes, and says what it did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.engine.client import Transaction
from graph.engine.open_writes import OpenWrite
from graph.erasure.reading import read_account
from graph.ledger.keys import Key
from graph.ledger.record_rows import Row, latest, revision_of
from graph.ledger.starting_points import check_start
from graph.merging.edges import DropReason
from graph.merging.plan import MergePlan, plan_merge
from graph.merging.values import MergedValues
from graph.rising_clock import Clock
from graph.write.account_writer import AccountWriter, Asked
from graph.write.collector import collector_paused
from graph.write.ledger_locks import changes_of_stale_records, check_revision, lock_ledgers
from graph.write.receipts import AlreadyAnswered, Receipt, StoredAnswer
from schemas.errors import Conflict, InvalidInput, NotFound, Problem
from schemas.messages.message import Message
from schemas.writes import StartingPoints, WriteOutcome

KIND = "person"


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of a merge.

    Attributes
    ----------
    revision : int
        Of the account, after it.
    merged_at : str
        The instant from which on it is one person.
    moved : sequence of tuple
        Kind, id, and the id under which it stands now; the same where the record stayed what it is.
    dropped : sequence of tuple
        Kind, id and reason of each edge that did not go over.
    values : MergedValues
        What became of the values.
    """

    ledger: str
    person: str
    into: str
    revision: int
    merged_at: str
    moved: Sequence[tuple[str, str, str]]
    dropped: Sequence[tuple[str, str, DropReason]]
    values: MergedValues


@dataclass(frozen=True, slots=True)
class AskedMerge:
    """One merge as it was asked for."""

    ledger: str
    person: str
    into: str
    author: str
    if_match: StartingPoints | None = None


class Merges:
    """Merges people of one account.

    Parameters
    ----------
    clock : Clock
        That of the writer.
    writer : AccountWriter
        Whose units of work these are.
    """

    def __init__(self, clock: Clock, writer: AccountWriter) -> None:
        self._clock = clock
        self._writer = writer

    async def merge(self, asked: AskedMerge) -> Merged:
        """Merge one person into another.

        Raises
        ------
        NotFound
            When there is no such account or person.
        InvalidInput
            When there is nobody to merge into, or it is the same person.
        Conflict
            When either has ended, or was merged before.
        RevisionMismatch
            When ``if_match`` is given and holds neither the account's revision nor the state the person is in.
        """

        async def work(transaction: Transaction, write: OpenWrite) -> Merged:
            return (await self._work(transaction, asked, write))[0]

        return await self._writer.run(work)

    async def merge_once(self, asked: AskedMerge, receipt: Receipt) -> StoredAnswer:
        """Merge as `merge` does and return the answer; where the same was asked before, only that answer."""

        async def work(transaction: Transaction, write: OpenWrite) -> StoredAnswer:
            await self._writer.receipts.take(transaction, receipt)
            merged, plan = await self._work(transaction, asked, write)
            return await self._writer.receipts.keep(transaction, receipt, plan.items, merged)

        try:
            answer = await self._writer.run(work)
        except AlreadyAnswered as before:
            return before.answer
        await self._writer.receipts.forget_old()
        return answer

    async def _work(self, transaction: Transaction, asked: AskedMerge, write: OpenWrite) -> tuple[Merged, MergePlan]:
        held, last = await lock_ledgers(transaction, {asked.ledger: True})
        passed = await check_revision(transaction, asked.ledger, held[asked.ledger], asked.if_match)
        instant = self._clock.effective(self._clock.after(last))
        rows = await read_account(transaction, asked.ledger, held[asked.ledger])
        if not passed:
            async with changes_of_stale_records(transaction):
                revision, key = revision_of(held[asked.ledger]), (KIND, asked.person)
                check_start(asked.if_match, asked.ledger, revision, key, rows.get(key, ()))
        _check(asked, rows, instant)
        with collector_paused():
            plan = plan_merge(asked.ledger, rows, asked.person, asked.into, instant)
        outcome, _ = await self._writer.work_on(transaction, Asked(plan.items, asked.author, None, False), write)
        return _merged(asked, plan, outcome, instant), plan


def _check(asked: AskedMerge, rows: Mapping[Key, Sequence[Row]], instant: str) -> None:
    """Refuse what cannot be merged."""
    if asked.person == asked.into:
        raise InvalidInput.at("/into", Message("ledger.merged_with_itself"))
    for person, place in ((asked.person, ""), (asked.into, "/into")):
        if (KIND, person) not in rows:
            missing = Message("ledger.missing_in_account", kind=KIND, id=person, account=asked.ledger)
            raise InvalidInput.at(place, missing) if place else NotFound(missing)
        row = latest(rows[KIND, person])
        if row.get("merged_into") is not None:
            raise _conflict(place, Message("ledger.merged_already", id=person, into=row["merged_into"]))
        if row.get("valid_to") is not None and row["valid_to"] <= instant:
            raise _conflict(place, Message("ledger.over_already", kind=KIND, id=person, ended=row["valid_to"]))


def _conflict(place: str, detail: Message) -> Conflict:
    return Conflict(detail, [Problem(place, detail)])


def _merged(asked: AskedMerge, plan: MergePlan, outcome: WriteOutcome, instant: str) -> Merged:
    return Merged(
        asked.ledger,
        asked.person,
        asked.into,
        outcome.revisions[asked.ledger],
        instant,
        [(kind, record_id, outcome.results[place].id or "") for (kind, record_id), place in plan.moved],
        [(kind, record_id, reason) for (kind, record_id), reason in plan.dropped],
        plan.values,
    )
