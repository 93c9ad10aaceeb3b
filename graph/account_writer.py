"""One unit of work: locks, checks the revision, plans, writes, raises the revision and records the change.

All of it is one transaction. Where nothing changes, nothing is written and no revision is raised.
"""

import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from graph.client import ROWS_A_STATEMENT, GraphClient, Transaction
from graph.collector import collector_paused
from graph.external_id_holders import move_external_ids, read_holders
from graph.item_rules import Indexed, Key
from graph.parent_accounts import read_parents
from graph.record_rows import Row
from graph.stored_form import record_name
from graph.stored_records import read_stored
from graph.write_batch import Ledger, Planned, plan_batch
from graph.write_plan import LedgerPlan
from schemas.errors import Conflict, NotFound, RevisionMismatch
from schemas.instants import later_instant
from schemas.resources import BY_KIND
from schemas.writes import BOOK, BOOK_ID, WriteItem, WriteOutcome

Clock = Callable[[], datetime]

ATTEMPTS = 3
"""How often a write is tried that the book overtakes."""

CHANGES_TOLD = 20
"""Changes since the caller's revision that a mismatch lists."""


class _NothingChanges(Exception):
    """Carries the outcome of a write that changes nothing out of a transaction that is rolled back."""

    def __init__(self, outcome: WriteOutcome) -> None:
        self.outcome = outcome


class _Overtaken(Exception):
    """The book was revised, by another writer, at an instant after the one this write was to be recorded at."""


def utc_now() -> datetime:
    """Return the clock of this machine."""
    return datetime.now(UTC)


class AccountWriter:
    """Writes items of one or more ledgers in one transaction.

    Parameters
    ----------
    client : GraphClient
        The way to the store.
    clock : callable
        Tells the time; a test may hold its own.
    """

    def __init__(self, client: GraphClient, clock: Clock = utc_now) -> None:
        self._client = client
        self._clock = clock

    async def write(
        self, items: Sequence[WriteItem], *, author: str, if_match: frozenset[int] | None = None, skip: bool = False
    ) -> WriteOutcome:
        """Store items, all or nothing, or with ``skip`` those that are sound.

        Raises
        ------
        NotFound
            When an account does not exist.
        RevisionMismatch
            When ``if_match`` is given and does not hold the account's revision.
        InvalidInput, Conflict
            When items cannot be stored (never with ``skip``); ``problems`` points to each.
        """

        async def work(transaction: Transaction) -> WriteOutcome:
            return await self._work(transaction, items, author, if_match, skip)

        for _ in range(ATTEMPTS):
            try:
                return await self._client.write(work)
            except _NothingChanges as nothing:
                return nothing.outcome
            except _Overtaken:
                continue
        raise Conflict("The settings of the book kept changing meanwhile; nothing was written. Try again.")

    async def _work(
        self,
        transaction: Transaction,
        items: Sequence[WriteItem],
        author: str,
        if_match: frozenset[int] | None,
        skip: bool,
    ) -> WriteOutcome:
        by_ledger: dict[str, list[Indexed]] = defaultdict(list)
        for index, item in enumerate(items):
            by_ledger[item.ledger].append((index, item))
        held, last = await _lock(transaction, by_ledger)
        for ledger, properties in held.items():
            await _check_revision(transaction, ledger, properties, if_match)
        now = later_instant(self._clock(), last)
        planned = await _plan(transaction, by_ledger, held, now, author, skip)
        outcome = _outcome(planned, held, len(items))
        changed = [plan for plan, _ in planned if plan.touched_by]
        if not changed:
            raise _NothingChanges(outcome)
        await move_external_ids(transaction, changed)
        await _store(transaction, changed)
        return outcome


async def _lock(
    transaction: Transaction, by_ledger: Mapping[str, Sequence[Indexed]]
) -> tuple[dict[str, Row], str | None]:
    """Take the locks in the order of ids, so that two writers never wait for each other.

    Returns
    -------
    held : dict
        Properties of each ledger. An account that is to be created is held by nobody; uniqueness of its id stands in.
    last : str or None
        The instant that this write must be recorded after: answers depend on account and book, and say the later of
        both as what they knew.
    """
    token = secrets.token_hex(8)
    ids = sorted(ledger for ledger in by_ledger if ledger != BOOK)
    held: dict[str, Row] = {ledger: {} for ledger in by_ledger}
    instants: list[str | None] = []
    for start in range(0, len(ids), ROWS_A_STATEMENT):
        rows = await transaction.run("accounts.lock", ids=ids[start : start + ROWS_A_STATEMENT], token=token)
        held.update((properties["id"], properties) for properties, _ in rows)
        instants.extend(instant for row in rows for instant in (row[0].get("revised_at"), row[1]))
    if any(not held[ledger] for ledger in ids):
        [[_, revised_at]] = await transaction.run("book.revisions", id=BOOK_ID)
        instants.append(revised_at)
    if BOOK in by_ledger or _moves_parents(by_ledger):
        [[book]] = await transaction.run("book.lock", id=BOOK_ID, token=token)
        instants.append(book.get("revised_at"))
    if BOOK in by_ledger:
        held[BOOK] = book
        [[newest, _]] = await transaction.run("accounts.newest", first="", known_at=None)
        instants.append(newest)
    for ledger, items in by_ledger.items():
        if not held[ledger] and any(item.resource.scope == "account" for _, item in items):
            raise NotFound(f"There is no account '{ledger}'.")
    return held, max(filter(None, instants), default=None)


def _moves_parents(by_ledger: Mapping[str, Sequence[Indexed]]) -> bool:
    """Whether an account gets a parent: such writes go one by one, so that no two close a ring together."""
    return any(item.data.get("parent") for items in by_ledger.values() for _, item in items)


async def _plan(
    transaction: Transaction,
    by_ledger: Mapping[str, Sequence[Indexed]],
    held: Mapping[str, Row],
    now: str,
    author: str,
    skip: bool,
) -> list[Planned]:
    every_item = [item for pairs in by_ledger.values() for _, item in pairs]
    parents = await read_parents(transaction, every_item)
    holders = await read_holders(transaction, every_item)
    ledgers = []
    for ledger, items in by_ledger.items():
        stored = await read_stored(transaction, ledger, held[ledger], [item for _, item in items], now)
        ledgers.append((Ledger(ledger, held[ledger], stored), items))
    with collector_paused():
        return plan_batch(ledgers, holders, parents, now, author, skip)


async def _check_revision(
    transaction: Transaction, ledger: str, properties: Row, if_match: frozenset[int] | None
) -> None:
    revision = int(properties.get("revision", 0))
    if if_match is None or revision in if_match:
        return
    known = min(if_match, default=revision)
    rows = await transaction.run("changes.since", account_id=ledger, revision=known, limit=CHANGES_TOLD)
    changed = [
        {"revision": number, "recorded_at": recorded_at, "author": author, "entries": json.loads(entries)}
        for number, recorded_at, author, entries in rows
    ]
    raise RevisionMismatch(
        f"The revision is {revision} now; read again, look at what changed, and repeat with the new ETag.",
        revision,
        changed,
    )


def _outcome(planned: Sequence[Planned], held: Mapping[str, Row], count: int) -> WriteOutcome:
    revisions: dict[str, int] = {}
    revised_at: dict[str, str | None] = {}
    for plan, results in planned:
        if plan.touched_by:
            plan.revision += 1
        revisions[plan.ledger] = plan.revision
        revised_at[plan.ledger] = plan.now if plan.touched_by else held[plan.ledger].get("revised_at")
        if count == 1 and results[0].outcome != "refused":
            results[0].row = plan.latest((results[0].kind, results[0].id or ""))
    results = [result for _, found in planned for result in found]
    return WriteOutcome(revisions, revised_at, sorted(results, key=lambda result: result.index))


async def _store(transaction: Transaction, plans: Sequence[LedgerPlan]) -> None:
    kept: list[Row] = []
    created: dict[str, list[Row]] = defaultdict(list)
    changed: dict[str, list[Row]] = defaultdict(list)
    for plan in plans:
        for key in plan.touched_by:
            new, again, older = plan.new_rows(key)
            name = record_name(plan.ledger, *key)
            kept.extend({**_without_nulls(row), "record": name} for row in older)
            if new is not None:
                created[key[0]].append(_new_row(key, new))
            if again is not None:
                changed[key[0]].append(_changed_row(key, again, older[-1]))
    for kind, resource in BY_KIND.items():
        await transaction.run_all(f"{resource.plural}.create", created[kind])
        await transaction.run_all(f"{resource.plural}.change", changed[kind])
    await transaction.run_all("history.keep", kept)
    await _revise(transaction, "accounts.revise", [_change(plan) for plan in plans if plan.ledger != BOOK])
    await _revise(transaction, "book.revise", [_change(plan) for plan in plans if plan.ledger == BOOK])


async def _revise(transaction: Transaction, name: str, changes: Sequence[Row]) -> None:
    for start in range(0, len(changes), ROWS_A_STATEMENT):
        part = changes[start : start + ROWS_A_STATEMENT]
        [[revised]] = await transaction.run(name, rows=part)
        if revised < len(part):
            raise _Overtaken


def _without_nulls(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _new_row(key: Key, row: Row) -> Row:
    return {**row, "revision": 0} if key[0] == "account" else row


def _changed_row(key: Key, row: Row, stored: Row) -> Row:
    """Return the row to set; an account's is merged beside its counters, so what it lost is named with null."""
    return {**dict.fromkeys(stored), **row} if key[0] == "account" else _without_nulls(row)


def _change(plan: LedgerPlan) -> dict[str, Any]:
    return {
        "account_id": plan.ledger,
        "revision": plan.revision,
        "recorded_at": plan.now,
        "author": plan.author,
        "entries": json.dumps(plan.entries, ensure_ascii=False, separators=(",", ":")),
    }
