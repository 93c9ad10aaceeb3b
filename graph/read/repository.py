"""Reads of stored records, by statement name: one class for every resource."""

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from typing import Any

from graph.engine.client import GraphClient, in_parts
from graph.ledger.record_rows import Row, latest, resolve
from graph.ledger.stored_form import nested_text, record_name
from graph.read.lists.id_pages import IdPages, in_order_of_id
from graph.read.lists.pages import item_of, page_parameters
from graph.read.tombstones import absence
from graph.statement_times import Rows
from schemas.errors import NotFound
from schemas.messages.message import Message
from schemas.names.alike import Recorded
from schemas.reads import Newest, Page, PageRequest, Snapshot
from schemas.resource import Resource
from schemas.rows.rule_gaps import RuleGap
from schemas.writes import BOOK, BOOK_ID

LARGEST_PAGE = 5_000
"""Records of a page where all pages are read: each page looks at all records again."""

IDS_AT_ONCE = 5_000
"""Ids that one statement is asked for."""


class Repository:
    """Answers what is stored, now or at any instant as known at any other."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client
        self._id_pages = IdPages(client)

    async def snapshot(self, account_id: str, as_of: str, known_at: str | None = None) -> Snapshot:
        """Return the moment a read of one account is answered for.

        Parameters
        ----------
        known_at : str or None
            Forget what was recorded later; None: all that is recorded now.

        Raises
        ------
        NotFound
            When there is no such account.
        """
        rows = await self._client.read("accounts.revisions", account_id=account_id)
        if not rows:
            raise await absence(self._client, account_id, "account", account_id)
        account, book = (rows[0][0], rows[0][1]), (rows[0][2], rows[0][3])
        if known_at is not None:
            account, book = await self._known(account_id, account, known_at), await self._known(BOOK, book, known_at)
        newest = max(account[1] or "", book[1] or "") or known_at or as_of
        return Snapshot(account_id, as_of, newest, account[0], book[0], max(rows[0][4], default=""))

    async def book_snapshot(self, as_of: str, known_at: str | None = None) -> Snapshot:
        """Return the moment a read of book-wide records is answered for."""
        [[revision, revised_at, erased_at]] = await self._client.read("book.revisions", id=BOOK_ID)
        if known_at is not None:
            revision, revised_at = await self._known(BOOK, (revision, revised_at), known_at)
        return Snapshot(BOOK, as_of, revised_at or known_at or as_of, revision, revision, erased_at or "")

    async def snapshots(self, account_ids: Sequence[str], as_of: str) -> dict[str, Snapshot]:
        """Return the moments that reads of the present are answered for, of those of some accounts that there are."""
        found: dict[str, Snapshot] = {}
        for part in in_parts(account_ids):
            for account, revision, revised, book, book_revised, erased in await self._client.read(
                "accounts.moments", ids=part
            ):
                newest = max(revised or "", book_revised or "") or as_of
                found[account] = Snapshot(account, as_of, newest, revision, book, max(erased, default=""))
        return found

    async def revisions(self, account_ids: Sequence[str]) -> dict[str, int]:
        """Return the revisions of those of some accounts that there are, by id."""
        return {row[0]: row[1] async for row in self._each("accounts.revisions_of", ids=account_ids)}

    async def time_zones(self, account_ids: Sequence[str]) -> dict[str, str]:
        """Return the time zones of those of some accounts that say one, as last written, by id."""
        return {row[0]: row[1] async for row in self._each("accounts.time_zones", ids=account_ids)}

    async def accounts_snapshot(self, as_of: str, known_at: str | None = None) -> Snapshot:
        """Return the moment a list of accounts is answered for; its revision is the number of all writes."""
        [[newest, writes, erased_at]] = await self._client.read("accounts.newest", known_at=known_at)
        return Snapshot(BOOK, as_of, newest or known_at or as_of, writes, erased_at=erased_at or "")

    async def _known(self, ledger: str, newest: tuple[int, str | None], known_at: str) -> tuple[int, str | None]:
        if newest[1] is None or newest[1] <= known_at:
            return newest
        rows = await self._client.read("changes.known", account_id=ledger, known_at=known_at)
        return (rows[0][0], rows[0][1]) if rows else (0, None)

    async def get(self, resource: Resource, account_id: str, record_id: str) -> tuple[Row, int]:
        """Return the latest state of a record, ended or future too, and the revision; raises as `get_newest`."""
        newest = await self.get_newest(resource, account_id, record_id)
        return newest.row, newest.revision

    async def get_newest(self, resource: Resource, account_id: str, record_id: str) -> Newest:
        """Return a record as it was last written, ended or future too.

        Raises
        ------
        NotFound
            When there is no such account or record.
        """
        rows = await self._head(resource, account_id, record_id)
        revision, _, head = rows[0]
        row = head
        if head.get("state_to") is not None:
            row = latest([head, *await self._older(resource, account_id, record_id)])
        return Newest(row, head, revision)

    async def get_at(self, resource: Resource, record_id: str, snapshot: Snapshot) -> Row:
        """Return a record as it was at a snapshot.

        Raises
        ------
        NotFound
            When it did not exist then, as far as was known.
        """
        page = await self.page(resource, snapshot, PageRequest(limit=1), record_id)
        if not page.items:
            as_of, known_at = snapshot.as_of, snapshot.known_at
            message = Message("records.absent_then", kind=resource.kind, id=record_id, as_of=as_of, known_at=known_at)
            raise NotFound(message)
        return dict(page.items[0])

    async def history(self, resource: Resource, account_id: str, record_id: str) -> tuple[list[Row], int]:
        """Return all rows of a record, newest first, and the revision."""
        revision, _, row = (await self._head(resource, account_id, record_id))[0]
        older = await self._older(resource, account_id, record_id)
        by_sequence = {found["sequence"]: found for found in [*older, row]}
        return [by_sequence[sequence] for sequence in sorted(by_sequence, reverse=True)], revision

    async def page(
        self, resource: Resource, snapshot: Snapshot, request: PageRequest, record_id: str | None = None
    ) -> Page:
        """Return one page of what was so at a snapshot; one more is read to know whether another follows."""
        if record_id is None and in_order_of_id(resource, request):
            page = await self._id_pages.page(resource, snapshot, request)
            if page is not None:
                return page
        parameters = page_parameters(resource, snapshot, request, record_id)
        rows = await self._client.read(f"{resource.plural}.list", **parameters)
        items = tuple(item_of(row) for row in rows[: request.limit])
        last = rows[request.limit - 1] if len(rows) > request.limit else None
        return Page(items, (last[3], last[0]["id"]) if last else None)

    async def rows(self, resource: Resource, snapshot: Snapshot, **equal: str) -> AsyncIterator[Row]:
        """Yield every record of a resource at a snapshot whose fields equal what is given, in order of id."""
        request = PageRequest(limit=LARGEST_PAGE, equal=equal)
        while True:
            page = await self.page(resource, snapshot, request)
            for row in page.items:
                yield dict(row)
            if page.after is None:
                return
            request = replace(request, after=page.after)

    async def rules(self, snapshot: Snapshot) -> dict[str, list[Row]]:
        """Return the stage models and the rule profiles of the book at a snapshot, by kind, in order of id."""
        moment = {"as_of": snapshot.as_of, "known_at": snapshot.known_at}
        found: dict[str, list[Row]] = defaultdict(list)
        for kind, rows in await self._client.read("book.rules", **moment):
            if row := resolve(rows, **moment):
                found[kind].append(row)
        return {kind: sorted(rows, key=lambda row: str(row["id"])) for kind, rows in found.items()}

    async def holders(
        self, resource: Resource, names: Sequence[tuple[str, str]]
    ) -> dict[tuple[str, str], tuple[str, str]]:
        """Return account and id of the standing records that ids of other systems name: (system, id there) each."""
        found = {}
        for part in in_parts(names):
            keys = [[system, resource.kind, value] for system, value in part]
            [[rows]] = await self._client.read("external_ids.holders", keys=keys)
            found.update({(row[0], row[2]): (row[3] or BOOK, row[4]) for row in rows})
        return found

    async def holder(self, resource: Resource, system: str, external_id: str) -> tuple[str, str] | None:
        """Return account and id of the standing record that an id of another system names."""
        [[rows]] = await self._client.read("external_ids.holders", keys=[[system, resource.kind, external_id]])
        return (rows[0][3] or BOOK, rows[0][4]) if rows else None

    async def named(self, account_id: str, now: str) -> list[Recorded]:
        """Return who the people of an account are that have not ended, but for placeholders."""
        [[rows]] = await self._client.read("people.named", account_id=account_id, now=now)
        return [Recorded(*row) for row in rows]

    async def merged(self, people: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Return whom people of any accounts were merged into, and those in turn: account and id each."""
        found: dict[tuple[str, str], str] = {}
        waiting = sorted(people)
        while waiting:
            new: dict[tuple[str, str], str] = {}
            for part in in_parts(waiting):
                [[rows]] = await self._client.read("people.merged_among", keys=[list(key) for key in part])
                new.update(((row[0], row[1]), row[2]) for row in rows)
            waiting = sorted({(account, into) for (account, _), into in new.items()} - found.keys() - new.keys())
            found |= new
        return found

    async def merged_people(self, account_id: str) -> dict[str, str]:
        """Return whom the people of an account were merged into, of those who were, by id."""
        [[rows]] = await self._client.read("people.merged_of_account", account_id=account_id)
        return {row[0]: row[1] for row in rows}

    async def naming(self, people: Collection[tuple[str, str]]) -> set[str]:
        """Return the accounts of everybody who is, or ever was, said to be one of some people: account and id each."""
        identities = [nested_text({"account": account, "person": person}) for account, person in people]
        return {row[0] for row in await self._client.read("people.naming", identities=identities)}

    async def external_ids(self, system: str, kinds: Sequence[str]) -> list[str]:
        """Return all ids that standing records of some kinds have in another system."""
        found: list[str] = []
        for kind in kinds:
            after: str | None = ""
            while after is not None:
                rows = await self._client.read(
                    "external_ids.of_system", system=system, kind=kind, after=after, limit=IDS_AT_ONCE
                )
                found.extend(row[0] for row in rows)
                after = rows[-1][0] if len(rows) == IDS_AT_ONCE else None
        return found

    async def departments_with_made_ids(self) -> list[tuple[str, str, str]]:
        """Return account, id and name of the departments of all accounts whose ids may have been made from names."""
        found: list[tuple[str, str, str]] = []
        after: tuple[str, str] | None = ("", "")
        while after is not None:
            rows = await self._client.read(
                "departments.made_ids", after_account=after[0], after_id=after[1], limit=IDS_AT_ONCE
            )
            found.extend((row[0], row[1], row[2]) for row in rows)
            after = (rows[-1][0], rows[-1][1]) if len(rows) == IDS_AT_ONCE else None
        return found

    async def stored_departments(self, keys: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
        """Return account, id and name of those of some departments that are stored."""
        asked = [list(key) for key in keys]
        return [(row[0], row[1], row[2]) async for row in self._each("departments.there", keys=asked)]

    async def names_of_ours(self, ids: Sequence[str]) -> dict[str, str | None]:
        """Return what those of us are called who are stored, by id."""
        return {row["id"]: row.get("name") async for row in self._each("team_members.stored", ids=ids)}

    async def gaps_of_rule(self, rule: str) -> list[RuleGap]:
        """Return what became of every gap of a rule, of all accounts, by one statement."""
        rows = await self._client.read("gap_rules.record", rule=rule)
        return [
            RuleGap(account, is_open, times_opened, muted, json.loads(feedback or "[]"), actions)
            for account, is_open, times_opened, muted, feedback, actions in rows
        ]

    async def _each(self, statement: str, **asked: Sequence[Any]) -> AsyncIterator[Any]:
        """Yield what a statement collects of each of many values, asked for in parts."""
        [(name, values)] = asked.items()
        for part in in_parts(values):
            [[rows]] = await self._client.read(statement, **{name: part})
            for row in rows:
                yield row

    async def _head(self, resource: Resource, account_id: str, record_id: str) -> Rows:
        scope = resource.scope_parameters(account_id)
        rows = await self._client.read(f"{resource.plural}.get", id=record_id, **scope)
        if not rows and resource.scope == "account":
            raise await absence(self._client, account_id, "account", account_id)
        if not rows or rows[0][2] is None:
            raise await absence(self._client, account_id, resource.kind, record_id)
        return rows

    async def _older(self, resource: Resource, account_id: str, record_id: str) -> list[Row]:
        name = record_name(account_id, resource.kind, record_id)
        return [row for (row,) in await self._client.read("history.rows", records=[name])]
