"""Reads history in the order it was recorded: changes with their rows, a page of bounded size at a time."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import TypeVar

from graph.engine.client import GraphClient, in_parts
from graph.history.recorded_changes import RecordedChange, RecordedRow, RecordKey, named_ledger
from graph.ledger.record_rows import Row, own_row
from graph.ledger.stored_form import record_name
from graph.read.change_feed import BEGINNING, ChangeFeed, FeedItem
from schemas.changes import FeedPlace
from schemas.errors import Conflict, NotFound
from schemas.messages.message import Message
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.writes import BOOK, BOOK_ID

CHANGES_A_PAGE = 500
ENTRIES_A_PAGE = 2_000
"""Records whose rows are read at once; one change may name more, and is read whole."""

RECORDS_A_STATEMENT = 200
"""So few that their rows stay within 4 MB, however long the texts of each are."""

T = TypeVar("T")

Found = dict[RecordKey, list[Row]]


class HistoryReader:
    """Reads everything recorded until the reading began, of all accounts and the book or of one account.

    Parameters
    ----------
    client : GraphClient
        The way to the store.
    feed : ChangeFeed
        The order of changes.
    """

    def __init__(self, client: GraphClient, feed: ChangeFeed) -> None:
        self._client = client
        self._feed = feed

    async def newest(self, account_id: str | None = None) -> tuple[str | None, int]:
        """Return the last instant that anything was recorded at, and how many changes there were until then.

        Parameters
        ----------
        account_id : str or None
            One account, with the book.

        Raises
        ------
        NotFound
            When there is no such account.
        """
        if account_id is None:
            [[newest, writes, *_]] = await self._client.read("accounts.newest", known_at=None)
            [[revision, revised_at, *_]] = await self._client.read("book.revisions", id=BOOK_ID)
        else:
            rows = await self._client.read("accounts.revisions", account_id=account_id)
            if not rows:
                raise NotFound(Message("records.absent", kind="account", id=account_id))
            writes, newest, revision, revised_at = rows[0][:4]
        return max(filter(None, (newest, revised_at)), default=None), writes + revision

    async def changes(self, until: str, account_id: str | None = None) -> AsyncIterator[RecordedChange]:
        """Yield changes recorded until an instant, with their rows; those of an erased record are gone.

        Of one account: its changes and those of the book, without what the book says of other accounts alone.

        Raises
        ------
        Conflict
            When a write that began before this instant was stored while its place in the order was passed.
        """
        page: list[FeedItem] = []
        entries = 0
        seen: dict[str, int] = defaultdict(int)
        async for item in self._items(until, account_id):
            _check_follows(item, seen)
            if page and entries + len(item.entries) > ENTRIES_A_PAGE:
                for change in await self._with_rows(page, account_id):
                    yield change
                page, entries = [], 0
            page.append(item)
            entries += len(item.entries)
        for change in await self._with_rows(page, account_id):
            yield change

    async def named_since(self, after: FeedPlace) -> dict[RecordKey, str]:
        """Return the records that changes behind one name, of all that are stored by now, and what was done last."""
        until, _ = await self.newest()
        return {
            (item.place.account_id, entry["kind"], entry["id"]): entry["what"]
            async for item in self._ledger(until or "", None, after)
            for entry in item.entries
        }

    async def _items(self, until: str, account_id: str | None) -> AsyncIterator[FeedItem]:
        if account_id is None:
            async for item in self._ledger(until, None):
                yield item
            return
        streams = [self._ledger(until, ledger) for ledger in (BOOK, account_id)]
        heads = [await anext(stream, None) for stream in streams]
        while found := [(item.place, number, item) for number, item in enumerate(heads) if item is not None]:
            _, number, item = min(found, key=lambda one: one[0])
            yield item
            heads[number] = await anext(streams[number], None)

    async def _ledger(self, until: str, ledger: str | None, after: FeedPlace = BEGINNING) -> AsyncIterator[FeedItem]:
        while True:
            page = await self._feed.page(after, CHANGES_A_PAGE, ledger, until)
            for item in page.items:
                yield item
            if not page.items:
                return
            after = page.after

    async def _with_rows(self, items: Sequence[FeedItem], only: str | None) -> list[RecordedChange]:
        wanted: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for item in items:
            for entry in item.entries:
                wanted[item.place.account_id, entry["kind"]][entry["id"]] = None
        if not wanted:
            return [RecordedChange(item.place, item.author, item.entries) for item in items]
        found: Found = defaultdict(list)
        elsewhere: set[RecordKey] = set()
        begin, end = items[0].place.recorded_at, items[-1].place.recorded_at
        for (ledger, kind), ids in wanted.items():
            heads = await self._heads(ledger, BY_KIND[kind], list(ids), begin, end)
            if only is not None and ledger == BOOK:
                elsewhere |= {(ledger, kind, one) for one in ids if _is_elsewhere(kind, heads.get(one), only)}
            older = [one for one in ids if heads.get(one, {}).get("sequence") != 1]
            await self._add_versions(found, ledger, kind, older, begin, end)
            for one, head in heads.items():
                found[ledger, kind, one].append(head)
        tombstones = await self._tombstones(items)
        return [_change(item, found, elsewhere, tombstones) for item in items]

    async def _tombstones(self, items: Sequence[FeedItem]) -> Found:
        keys = [
            (item.place.account_id, entry["kind"], entry["id"])
            for item in items
            for entry in item.entries
            if entry.get("what") == "erased"
        ]
        found: Found = defaultdict(list)
        for part in in_parts([list(key) for key in keys], RECORDS_A_STATEMENT):
            for (row,) in await self._client.read("recorded.tombstones", keys=part):
                found[row["account_id"], row["kind"], row["id"]] = [row]
        return found

    async def _heads(
        self, ledger: str, resource: Resource, ids: Sequence[str], begin: str, end: str
    ) -> Mapping[str, Row]:
        """Return records as last written; of edges, only those written in a span of time: they are found by scan."""
        scope = resource.scope_parameters(ledger)
        if resource.is_edge:
            rows = await self._client.read(f"{resource.plural}.recorded", begin=begin, end=end, **scope)
            return {row["id"]: row for (row,) in rows}
        heads: dict[str, Row] = {}
        for part in in_parts(ids, RECORDS_A_STATEMENT):
            [[rows]] = await self._client.read(f"{resource.plural}.stored", ids=part, **scope)
            heads.update((row["id"], row) for row in rows)
        return heads

    async def _add_versions(
        self, found: Found, ledger: str, kind: str, ids: Sequence[str], begin: str, end: str
    ) -> None:
        names = {record_name(ledger, kind, one): (ledger, kind, one) for one in ids}
        for part in in_parts(list(names), RECORDS_A_STATEMENT):
            for (row,) in await self._client.read("recorded.versions", records=part, begin=begin, end=end):
                found[names[row.pop("record")]].append(row)


def _check_follows(item: FeedItem, seen: dict[str, int]) -> None:
    _, ledger, revision = item.place
    if revision != seen[ledger] + 1:
        raise Conflict(Message("history.being_stored", ledger=named_ledger(ledger)))
    seen[ledger] = revision


def _is_elsewhere(kind: str, head: Row | None, account_id: str) -> bool:
    """Whether a record of the book is about other accounts."""
    named = (head or {}).get("account")
    return kind == "account_tie" or (kind in {"setting", "rule_profile"} and named not in {None, account_id})


def _change(item: FeedItem, found: Found, elsewhere: set[RecordKey], tombstones: Found) -> RecordedChange:
    ledger = item.place.account_id
    entries = [entry for entry in item.entries if (ledger, entry["kind"], entry["id"]) not in elsewhere]
    keys = dict.fromkeys((ledger, entry["kind"], entry["id"]) for entry in entries)
    rows = [
        RecordedRow(kind, one, own_row(row) if kind == "account" else row)
        for _, kind, one in keys
        for row in found.get((ledger, kind, one), ())
        if row["recorded_at"] == item.place.recorded_at
    ]
    erased = [row for key in keys for row in tombstones.get(key, ()) if row["erased_at"] == item.place.recorded_at]
    return RecordedChange(item.place, item.author, entries, rows, erased)
