"""One account of a store, as tests write and read it, and the items they write."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self
from uuid import uuid4

from app.records.answers import list_body
from graph.read.account_graph import AccountGraphs
from graph.store import Store
from schemas.instants import LAST_INSTANT, instant_text
from schemas.reads import Page, PageRequest, Snapshot
from schemas.registry import BY_KIND
from schemas.rows.account_graph import AccountGraph
from schemas.writes import BOOK, WriteItem, WriteOutcome

AUTHOR = "tester"
FAR = LAST_INSTANT
"""An instant that lies after everything a test writes."""


def day(year: int, month: int = 1, number: int = 1) -> str:
    """Return the first instant of a day.

    Examples
    --------
    >>> day(2026, 3)
    '2026-03-01T00:00:00.000000Z'
    """
    return instant_text(datetime(year, month, number, tzinfo=UTC))


def fresh_id(prefix: str = "a") -> str:
    """Return an id that nothing else has."""
    return f"{prefix}-{uuid4().hex}"


def item(
    kind: str,
    record_id: str | None = None,
    /,
    *,
    at: str | None = None,
    correction: bool = False,
    expects: Any = "any",
    ledger: str = BOOK,
    **data: Any,
) -> WriteItem:
    """Return an item that creates or changes a record; its fields are validated as those of a request are."""
    resource = BY_KIND[kind]
    sent = resource.fields.model_validate(data).model_dump(exclude_unset=True)
    return WriteItem(resource, ledger, record_id, sent, effective_at=at, correction=correction, expects=expects)


def person(record_id: str | None = None, **fields: Any) -> WriteItem:
    """Return a person; the name is the id when none is given."""
    return item("person", record_id, **{"name": record_id, **fields})


def department(record_id: str | None = None, **fields: Any) -> WriteItem:
    """Return a department; the name is the id when none is given."""
    return item("department", record_id, **{"name": record_id, **fields})


def membership(who: str, where: str, record_id: str | None = None, **fields: Any) -> WriteItem:
    """Return a membership of a person in a department."""
    return item("membership", record_id, person=who, department=where, **fields)


def line(who: str, manager: str, record_id: str | None = None, **fields: Any) -> WriteItem:
    """Return a reporting line, solid when not said otherwise."""
    return item("reporting_line", record_id, person=who, manager=manager, **fields)


def influence(source: str, target: str, record_id: str | None = None, **fields: Any) -> WriteItem:
    """Return an influence of one person on another."""
    return item("influence", record_id, source=source, target=target, **fields)


def patch(kind: str, record_id: str, **fields: Any) -> WriteItem:
    """Return a change of just these fields of a record that exists."""
    return item(kind, record_id, expects="present", **fields)


def end(kind: str, record_id: str | None, at: str | None = None, **fields: Any) -> WriteItem:
    """Return the end of a record."""
    return replace(item(kind, record_id, at=at, **fields), action="end")


def people(*ids: str) -> list[WriteItem]:
    """Return several people."""
    return [person(one) for one in ids]


def ids_of(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the ids of rows, in their order."""
    return [row["id"] for row in rows]


@dataclass(frozen=True)
class AccountDesk:
    """One account and its store."""

    store: Store
    id: str

    @classmethod
    async def new(cls, store: Store, **fields: Any) -> Self:
        """Create an account with an id of its own."""
        desk = cls(store, fresh_id())
        await desk.write(item("account", desk.id, **{"name": "Acme", **fields}))
        return desk

    async def write(
        self, *items: WriteItem, author: str = AUTHOR, if_match: int | None = None, skip: bool = False
    ) -> WriteOutcome:
        """Store items of this account in one write."""
        placed = [
            replace(one, ledger=self.id, pointer=f"/items/{index}" if len(items) > 1 else "")
            for index, one in enumerate(items)
        ]
        known = None if if_match is None else frozenset({if_match})
        return await self.store.writer.write(placed, author=author, if_match=known, skip=skip)

    async def revision(self) -> int:
        """Return the revision of the account."""
        return (await self.snapshot()).revision

    async def snapshot(self, as_of: str = FAR, known_at: str | None = None) -> Snapshot:
        """Return the moment of a read, by default so late that everything counts that has not ended."""
        return await self.store.repository.snapshot(self.id, as_of, known_at)

    async def page(self, kind: str, snapshot: Snapshot, **request: Any) -> Page:
        """Return one page of a list."""
        return await self.store.repository.page(BY_KIND[kind], snapshot, PageRequest(**request))

    async def list(
        self, kind: str, as_of: str = FAR, known_at: str | None = None, **request: Any
    ) -> Sequence[Mapping[str, Any]]:
        """Return what a list shows."""
        snapshot = await self.snapshot(as_of, known_at)
        return (await self.page(kind, snapshot, **{"limit": 1000, **request})).items

    async def body(self, kind: str, snapshot: Snapshot, **request: Any) -> bytes:
        """Return a list as it goes out."""
        page = await self.page(kind, snapshot, **{"limit": 1000, **request})
        return list_body(BY_KIND[kind], page.items, snapshot, None, None)

    async def graph(self, as_of: str = FAR, known_at: str | None = None) -> AccountGraph:
        """Return the account as analytics reads it."""
        return await self.store.graphs.read(await self.snapshot(as_of, known_at))

    async def fresh_graph(self, snapshot: Snapshot) -> AccountGraph:
        """Return the account as analytics reads it, from the store and not from what was kept of it."""
        return await AccountGraphs(self.store._client).read(snapshot)

    async def get(self, kind: str, record_id: str) -> dict[str, Any]:
        """Return the latest state of a record."""
        row, _ = await self.store.repository.get(BY_KIND[kind], self.id, record_id)
        return row

    async def history(self, kind: str, record_id: str) -> Sequence[Mapping[str, Any]]:
        """Return every row of a record, newest first."""
        rows, _ = await self.store.repository.history(BY_KIND[kind], self.id, record_id)
        return rows
