"""Replays changes that were recorded elsewhere: some in one transaction, each exactly as it was.

No rule of the domain is asked, because history may be older than the rules; what is checked is that it continues what
is stored: revisions, sequences of rows, and the records that edges connect.
"""

import json
import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import Any

from graph.engine.client import ROWS_A_STATEMENT, GraphClient, Transaction, in_parts
from graph.history.holders import replay_holders
from graph.history.recorded_changes import RecordedChange, RecordKey, at_line, named_ledger, refused
from graph.history.replay_plan import Links, ReplayPlan, links_of, plan_replay, touched
from graph.ledger.record_rows import Row, own_row
from graph.ledger.stored_form import change_row
from graph.write.contact_lines import creating, redraw
from schemas.errors import Conflict
from schemas.instants import LAST_INSTANT
from schemas.messages.message import Message
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.writes import BOOK, BOOK_ID

BYTES_A_STATEMENT = 4_000_000
"""Larger messages hang the embedded engine."""


class HistoryWriter:
    """Puts recorded changes into a store.

    Parameters
    ----------
    client : GraphClient
        The way to the store, which may hold some of the changes already.
    """

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def missing(self, changes: Sequence[RecordedChange]) -> tuple[list[RecordedChange], list[RecordedChange]]:
        """Return the changes that are not stored yet, and those in whose place the store has another."""
        keys = [[change.ledger, change.place.revision] for change in changes]
        stored: dict[tuple[str, int], list[Any]] = {}
        for part in in_parts(keys):
            rows = await self._client.read("replay.changes", keys=part)
            stored.update(((row[0], row[1]), row[2:]) for row in rows)
        missing: list[RecordedChange] = []
        others: list[RecordedChange] = []
        for change in changes:
            found = stored.get((change.ledger, change.place.revision))
            if found is None:
                missing.append(change)
            elif [*found[:2], json.loads(found[2])] != [change.place.recorded_at, change.author, change.entries]:
                others.append(change)
        return missing, others

    async def overtakes_accounts(self, change: RecordedChange) -> bool:
        """Whether accounts were written to after a change of the book: answers about them must not change."""
        [[newest, *_]] = await self._client.read("accounts.newest", known_at=None)
        return newest is not None and newest > change.place.recorded_at

    async def replay(self, changes: Sequence[RecordedChange], *, other_book: bool = False) -> None:
        """Store changes with their rows in one transaction, all or nothing.

        Parameters
        ----------
        changes : sequence of RecordedChange
            In the order of the feed; those of one ledger continue what is stored.
        other_book : bool
            Whether the book of this store is another than the one they were recorded beside.

        Raises
        ------
        InvalidInput
            When rows do not continue what is stored, or name what is not there; it says which line of the file.
        Conflict
            When somebody else wrote to one of the accounts meanwhile.
        """

        async def work(transaction: Transaction) -> None:
            await _lock(transaction, changes)
            await _check_erased(transaction, changes)
            records = touched(changes)
            heads = await _read_heads(transaction, {key: rows[0].row for key, rows in records.items()})
            plan = plan_replay(records, heads)
            await _check_links(transaction, links_of(records, other_book=other_book), records.keys())
            await replay_holders(transaction, changes, heads)
            await _store(transaction, plan, changes)

        await self._client.write(work)


async def _lock(transaction: Transaction, changes: Sequence[RecordedChange]) -> None:
    """Take the locks, accounts before the book as every writer does, and check that each change is the next one."""
    token = secrets.token_hex(8)
    ids = sorted({change.ledger for change in changes} - {BOOK})
    revisions: dict[str, int] = defaultdict(int)
    for part in in_parts(ids):
        rows = await transaction.run("accounts.lock", ids=part, token=token)
        revisions.update((row["id"], row["revision"]) for row, _ in rows)
    for ledger in set(ids) - revisions.keys():  # not created yet, or erased as a whole
        for revision, _ in await transaction.run("changes.known", account_id=ledger, known_at=LAST_INSTANT):
            revisions[ledger] = revision
    of_book = [change for change in changes if change.ledger == BOOK]
    if of_book:
        [[book]] = await transaction.run("book.lock", id=BOOK_ID, token=token)
        revisions[BOOK] = book["revision"]
    for change in changes:
        if change.place.revision != revisions[change.ledger] + 1:
            raise _not_the_next(change, revisions[change.ledger])
        revisions[change.ledger] += 1


def _not_the_next(change: RecordedChange, stands: int) -> Conflict:
    ledger, revision = named_ledger(change.ledger), change.place.revision
    return Conflict(
        at_line(change.line, Message("history.not_the_next", ledger=ledger, stands=stands, revision=revision))
    )


async def _check_erased(transaction: Transaction, changes: Sequence[RecordedChange]) -> None:
    """Refuse an erasure of what an older file brought here: its rows are not in the file any more."""
    created = touched(changes).keys()
    erased = {
        (change.ledger, entry["kind"], entry["id"]): change.line
        for change in changes
        for entry in change.entries
        if entry.get("what") == "erased"
    }
    for key in (one for one in erased if one not in created):
        resource = BY_KIND[key[1]]
        edges = {"everything": False, "ends": []}
        scope = resource.scope_parameters(key[0]) | (edges if resource.is_edge else {})
        [[held]] = await transaction.run(f"{resource.plural}.stored", ids=[key[2]], **scope)
        if held:
            raise refused(erased[key], Message("history.holds_erased", kind=key[1], id=key[2]))


async def _read_heads(transaction: Transaction, firsts: Mapping[RecordKey, Row]) -> dict[RecordKey, Row]:
    """Return the newest stored row of each record that has one."""
    wanted: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for (ledger, kind, _), row in firsts.items():
        wanted[ledger, kind].append(row)
    heads: dict[RecordKey, Row] = {}
    for (ledger, kind), rows in wanted.items():
        for part in in_parts(rows):
            found = await _stored(transaction, ledger, BY_KIND[kind], part)
            heads.update(((ledger, kind, row["id"]), row) for row in found)
    return heads


async def _stored(transaction: Transaction, ledger: str, resource: Resource, rows: Sequence[Row]) -> list[Row]:
    if resource.is_edge:
        names = ("account_id", "id", *resource.identity)
        ends = [{name: row[name] for name in names if name in row} for row in rows]
        return [row for (row,) in await transaction.run(f"{resource.plural}.by_ends", rows=ends)]
    ids = [row["id"] for row in rows]
    [[found]] = await transaction.run(f"{resource.plural}.stored", ids=ids, **resource.scope_parameters(ledger))
    return [own_row(row) for row in found]


async def _check_links(transaction: Transaction, links: Links, own: Set[RecordKey]) -> None:
    wanted: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for (ledger, link), line in links.items():
        resource = BY_KIND.get(link.kind)
        if resource is None:
            raise refused(line, Message("history.no_kind", kind=link.kind))
        owner = {"account": ledger, "self": link.id, "book": BOOK}[resource.scope]
        if (owner, link.kind, link.id) not in own:
            wanted["" if resource.scope == "self" else owner, link.kind].setdefault(link.id, line)
    for (owner, kind), ids in wanted.items():
        left = list(ids)
        for part in in_parts(left):
            scope = BY_KIND[kind].scope_parameters(owner)
            [[rows]] = await transaction.run(f"{BY_KIND[kind].plural}.lifetimes", ids=part, **scope)
            if missing := set(part) - {row[0] for row in rows}:
                one = min(missing, key=lambda name: ids[name])
                where = named_ledger(owner) if BY_KIND[kind].scope != "self" else Message("history.store")
                raise refused(ids[one], Message("history.missing", kind=kind, id=one, where=where))


async def _store(transaction: Transaction, plan: ReplayPlan, changes: Sequence[RecordedChange]) -> None:
    rows_at_once = max(1, min(ROWS_A_STATEMENT, BYTES_A_STATEMENT // max(1, plan.largest)))
    for kind, resource in BY_KIND.items():
        await transaction.run_all(creating(transaction, resource), plan.created[kind], rows_at_once)
        await transaction.run_all(f"{resource.plural}.change", plan.changed[kind], rows_at_once)
    await redraw(transaction, plan.changed["interaction"], plan.kept)
    await transaction.run_all("history.keep", plan.kept, rows_at_once)
    await transaction.run_all("replay.create_changes", [_change_row(change) for change in changes])
    await transaction.run_all("tombstones.create", [row for change in changes for row in change.tombstones])
    last = _revisions(changes)
    book = last.pop(BOOK, None)
    if book is not None:
        await transaction.run("replay.revise_book", rows=[book])
    accounts = list(last.values())
    for part in in_parts(accounts):
        [[ids]] = await transaction.run("replay.revise_accounts", rows=part)
        absent = {row["account_id"] for row in part} - set(ids)
        for change in changes:
            if change.ledger in absent and change.rows:
                raise refused(change.line, Message("history.no_account", account=change.ledger))


def _revisions(changes: Sequence[RecordedChange]) -> dict[str, Row]:
    """Return the last revision of each ledger, and when something of it was last erased."""
    last: dict[str, Row] = {}
    for change in changes:
        erased_at = change.place.recorded_at if change.erases else last.get(change.ledger, {}).get("erased_at")
        place = {"account_id": change.ledger, "revision": change.place.revision}
        last[change.ledger] = {**place, "recorded_at": change.place.recorded_at, "erased_at": erased_at}
    return last


def _change_row(change: RecordedChange) -> Row:
    return change_row(change.ledger, change.place.revision, change.place.recorded_at, change.author, change.entries)
