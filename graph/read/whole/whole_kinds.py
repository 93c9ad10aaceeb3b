"""Reads every record of some kinds of one account: each row once, whereas a list looks at all of them for each page.

A row that does not answer for the moment is asked for its older ones; whatever is written between the statements was
recorded after the snapshot and does not count. What is erased between them is missing from then on, at any moment: then
all is read again.
"""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from graph.engine.client import GraphClient, in_parts
from graph.ledger.record_rows import Row, exists, resolve
from graph.ledger.stored_form import record_name, unnested
from graph.read.account_rows import answers
from graph.read.repository import Repository
from graph.read.whole.newest_rows import NewestRows, is_large
from schemas.errors import StoreUnavailable
from schemas.links import end_links
from schemas.messages.message import Message
from schemas.reads import AccountSize, Snapshot
from schemas.registry import BY_KIND
from schemas.resource import Resource

TIMES_READ = 3
"""So often an account is read where something of it is erased each time."""

RESOLVED_IN_PLACE = 500
"""Records that are looked at in a moment; more are by a thread, since others wait for the loop."""


class _Known(NamedTuple):
    """The records of a kind: those that are so at a moment, and which exist then, as far as was known."""

    rows: list[Row]
    existing: frozenset[str]


class WholeKinds:
    """Records by kind, as the lists of the same moment have them."""

    def __init__(self, client: GraphClient, repository: Repository) -> None:
        self._client = client
        self._repository = repository
        self._newest = NewestRows(client)

    async def read(self, snapshot: Snapshot, kinds: Collection[str], size: AccountSize) -> dict[str, list[Row]]:
        """Return what is so of an account at a snapshot: the rows of each kind in order of id.

        An edge is so where both its ends exist, which are read for it.

        Parameters
        ----------
        kinds : collection of str
            Kinds of records of an account.
        size : AccountSize
            Of the account: a large one is read in parts, so that others are answered between them.

        Raises
        ------
        NotFound
            When the account was erased meanwhile.
        StoreUnavailable
            When something of it was erased each time that it was read.
        """
        erased_at = snapshot.erased_at
        for _ in range(TIMES_READ):
            found = await self._read(snapshot, [BY_KIND[kind] for kind in kinds], size)
            now = await self._repository.snapshot(snapshot.account_id, snapshot.as_of)
            if now.erased_at == erased_at:
                return found
            erased_at = now.erased_at
        raise StoreUnavailable(Message("store.erased_meanwhile"))

    async def _read(self, snapshot: Snapshot, wanted: Sequence[Resource], size: AccountSize) -> dict[str, list[Row]]:
        within = [resource for resource in wanted if resource.is_edge and _is_within(resource)]
        nodes = {one.kind for one in wanted if not one.is_edge} | {end.kind for one in within for end in one.ends}
        beyond = [resource for resource in wanted if resource.is_edge and resource not in within]
        known = await self._all(snapshot, [*(BY_KIND[kind] for kind in sorted(nodes)), *within], size)
        others = await asyncio.gather(*(self._listed(snapshot, resource) for resource in beyond))
        existing = {kind: known[kind].existing for kind in nodes}
        found = {one.kind: known[one.kind].rows for one in wanted if one.kind in nodes}
        for one in within:
            found[one.kind] = await asyncio.to_thread(_between, one, known[one.kind].rows, existing)
        return found | {one.kind: rows for one, rows in zip(beyond, others, strict=True)}

    async def _all(self, snapshot: Snapshot, resources: Sequence[Resource], size: AccountSize) -> dict[str, _Known]:
        reading = self._newest.in_parts if is_large(size) else self._newest.at_once
        newest = await reading(snapshot.account_id, resources)
        known = await asyncio.gather(*(self._known(snapshot, kind, rows) for kind, rows in newest.items()))
        return dict(zip(newest, known, strict=True))

    async def _listed(self, snapshot: Snapshot, resource: Resource) -> list[Row]:
        return [row async for row in self._repository.rows(resource, snapshot)]

    async def _known(self, snapshot: Snapshot, kind: str, newest: Sequence[Row]) -> _Known:
        rows_of = {record_name(snapshot.account_id, kind, row["id"]): [row] for row in newest}
        unclear = sorted(name for name, [row] in rows_of.items() if not answers(row, snapshot))
        for part in in_parts(unclear):
            for (older,) in await self._client.read("history.rows", records=part):
                rows_of[older["record"]].append(older)
        if len(newest) <= RESOLVED_IN_PLACE:
            return _resolved(snapshot, rows_of.values())
        return await asyncio.to_thread(_resolved, snapshot, list(rows_of.values()))


def _is_within(edge: Resource) -> bool:
    """Whether both ends of an edge are records of the account."""
    return all(end.kind and BY_KIND[end.kind].scope == "account" for end in edge.ends)


def _resolved(snapshot: Snapshot, records: Iterable[list[Row]]) -> _Known:
    so: list[Row] = []
    existing: set[str] = set()
    for rows in records:
        known = next((row for row in rows if row["recorded_at"] <= snapshot.known_at), None)
        if known is None or not exists(known, snapshot.as_of):
            continue
        existing.add(known["id"])
        if known is rows[0] and answers(known, snapshot):
            so.append(known)
        elif row := resolve(rows, snapshot.as_of, snapshot.known_at):
            so.append(row)
    return _Known(sorted(so, key=lambda row: str(row["id"])), frozenset(existing))


def _between(edge: Resource, rows: Iterable[Row], existing: Mapping[str, Collection[str]]) -> list[Row]:
    """Return the edges whose ends both exist."""
    return [row for row in rows if all(end.id in existing[end.kind] for end in end_links(edge, unnested(edge, row)))]
