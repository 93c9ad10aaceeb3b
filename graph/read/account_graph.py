"""Reads one account into an `AccountGraph`: one statement, a second for whom it names of the book; cached.

A row that does not answer for the moment is asked for its older ones; whatever is written between the statements was
recorded after the snapshot and does not count.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from graph.cache import Asked, Cache
from graph.engine.client import GraphClient, Rows
from graph.ledger.record_rows import Row, resolve
from graph.ledger.stored_form import record_name
from graph.read.account_graph_rows import (
    KIND_OF_NAME,
    SHAPES,
    Found,
    drop_ends_of_book,
    drop_loose_ends,
    named_members,
    named_of_book,
    typed,
)
from schemas.reads import Snapshot
from schemas.registry import BY_KIND
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import MemberNode
from schemas.writes import BOOK

NOTHING: Found = {kind: [] for kind in SHAPES}
"""The rows of a kind of which a statement returns none."""

LEFT_OUT = frozenset({"account", "team_member", "competitor"})
"""Kinds for which a graph has no attribute of their name."""


class AccountGraphs:
    """Account graphs by snapshot, kept in the cache of the store."""

    def __init__(self, client: GraphClient, cache: Cache) -> None:
        self._client = client
        self._cache = cache

    async def read(self, snapshot: Snapshot) -> AccountGraph:
        """Return the graph of one account at a snapshot."""

        async def make(_: int) -> AccountGraph:
            return _graph(snapshot, await self._read(snapshot))

        return await self._cache.find(Asked(("graph",), snapshot), make)

    async def members(self, snapshot: Snapshot, ids: Collection[str]) -> dict[str, MemberNode]:
        """Return members of ours at a snapshot, by id, named by the account or not; unknown ids are absent."""
        if not ids:
            return {}
        moment = {"as_of": snapshot.as_of, "known_at": snapshot.known_at}
        answer = await self._client.read("account_graph.book", members=sorted(ids), competitors=[], **moment)
        found = await self._existing(snapshot, BOOK, answer)
        return {row.id: row for row in found.get("team_member", ())}

    async def _read(self, snapshot: Snapshot) -> Found:
        """Return the rows of everything that counts at a snapshot."""
        moment = {"as_of": snapshot.as_of, "known_at": snapshot.known_at}
        answer = await self._client.read("account_graph.read", account_id=snapshot.account_id, **moment)
        found = NOTHING | await self._existing(snapshot, snapshot.account_id, answer)
        drop_loose_ends(found)
        if named := named_of_book(found):
            answer = await self._client.read("account_graph.book", **named, **moment)
            found = found | await self._existing(snapshot, BOOK, answer)
            drop_ends_of_book(found)
        return found

    async def _existing(self, snapshot: Snapshot, ledger: str, answer: Rows) -> Found:
        """Return the typed rows of a statement, completed from older rows where the newest does not answer."""
        rows_of_kinds: dict[str, list[Any]] = {}
        for name, rows in answer:
            rows_of_kinds.setdefault(KIND_OF_NAME[name], []).extend(rows)
        unclear = [(kind, row) for kind, rows in rows_of_kinds.items() if dict in set(map(type, rows)) for row in rows]
        unclear = [(kind, row) for kind, row in unclear if type(row) is dict]
        for kind in {kind for kind, _ in unclear}:
            rows_of_kinds[kind] = [row for row in rows_of_kinds[kind] if type(row) is list]
        for kind, row in await self._resolve(snapshot, ledger, unclear):
            rows_of_kinds[kind].append([row.get(name) for name in SHAPES[kind]._fields])
        return {kind: typed(kind, rows) for kind, rows in rows_of_kinds.items()}

    async def _resolve(
        self, snapshot: Snapshot, ledger: str, unclear: Sequence[tuple[str, Row]]
    ) -> list[tuple[str, Row]]:
        """Return what older rows say of records whose newest row does not answer for the snapshot."""
        if not unclear:
            return []
        rows_of = {record_name(ledger, kind, row["id"]): (kind, [row]) for kind, row in unclear}
        for (older,) in await self._client.read("history.rows", records=sorted(rows_of)):
            rows_of[older["record"]][1].append(older)
        resolved = ((kind, resolve(rows, snapshot.as_of, snapshot.known_at)) for kind, rows in rows_of.values())
        return [(kind, row) for kind, row in resolved if row is not None]


def _graph(snapshot: Snapshot, found: Found) -> AccountGraph:
    rows_of_kinds: dict[str, Any] = {
        BY_KIND[kind].plural: tuple(rows) for kind, rows in found.items() if kind not in LEFT_OUT
    }
    own: dict[str, Any] = {
        name: value for row in found["account"] for name, value in row._asdict().items() if name != "id"
    }
    subject: dict[str, Any] = {name: value for name, value in asdict(snapshot).items() if name != "erased_at"}
    of_book: dict[str, Any] = {"competitors": tuple(found["competitor"])}
    team = named_members(found)
    of_book |= {"members": tuple(row for row in found["team_member"] if row.id in team)}
    of_book |= {"assignees": tuple(row for row in found["team_member"] if row.id not in team)}
    return AccountGraph(**subject, **of_book, **own, **rows_of_kinds)
