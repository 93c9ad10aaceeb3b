"""One account of a store, as tests write and read it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self
from uuid import uuid4

from app.records.answers import list_body
from graph.cache import Cache
from graph.read.account_graph import AccountGraphs
from graph.store import Store
from schemas.instants import LAST_INSTANT, instant_text
from schemas.reads import Page, PageRequest, Snapshot
from schemas.registry import BY_KIND
from schemas.rows.account_graph import AccountGraph
from schemas.writes import WriteItem, WriteOutcome
from tests.contract.items import item
from tests.contract.placing import placed

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
        own = [replace(one, ledger=self.id) for one in items]
        known = None if if_match is None else frozenset({if_match})
        return await placed(own, self.store.writer.write(own, author=author, if_match=known, skip=skip))

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
        return await AccountGraphs(self.store._client, Cache(0)).read(snapshot)

    async def get(self, kind: str, record_id: str) -> dict[str, Any]:
        """Return the latest state of a record."""
        row, _ = await self.store.repository.get(BY_KIND[kind], self.id, record_id)
        return row

    async def history(self, kind: str, record_id: str) -> Sequence[Mapping[str, Any]]:
        """Return every row of a record, newest first."""
        rows, _ = await self.store.repository.history(BY_KIND[kind], self.id, record_id)
        return rows
