"""Pages in order of id: a list looks at each record in all its parts, which costs more than what a page shows."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any

from graph.engine.client import GraphClient
from graph.ledger.record_rows import Row, resolve
from graph.statement_times import Rows
from schemas.names.search import name_pattern
from schemas.reads import Page, PageRequest, Snapshot
from schemas.resource import Resource

MATCHED_IN_PLACE = 1_000
"""Names that are looked at in a moment; more are by a thread, since others wait for the loop."""


def in_order_of_id(resource: Resource, request: PageRequest) -> bool:
    """Whether a page is one of nodes in order of id, chosen by nothing but words of their names."""
    chosen = (request.equal, request.least, request.most, request.before, request.holds, request.changed_since)
    plain = not any(chosen) and request.external_id is None and request.sort == "id" and not request.descending
    return plain and not resource.is_edge


class IdPages:
    """Reads such pages, as the statement ``list`` has them."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def page(self, resource: Resource, snapshot: Snapshot, request: PageRequest) -> Page | None:
        """Return a page; None where so many records were otherwise then that only a list finds it in one go."""
        after, wanted = request.after[1] if request.after else "", request.limit + 1
        of_whom = resource.scope_parameters(snapshot.account_id)
        moment = {**of_whom, "as_of": snapshot.as_of, "known_at": snapshot.known_at}
        if request.words:
            [[named]] = await self._client.read(f"{resource.plural}.names", after=after, **moment)
            ids = await _matching(named, request.words)
            read = await self._client.read(f"{resource.plural}.among", ids=ids[:wanted], **moment) if ids else []
            more = len(ids) > wanted
        else:
            read = await self._client.read(f"{resource.plural}.first", after=after, limit=wanted, **moment)
            more = len(read) == wanted
        found = _resolved(read, snapshot, request.words)
        if len(found) < wanted and more:
            return None
        items = tuple(found[: request.limit])
        return Page(items, (items[-1]["id"], items[-1]["id"]) if len(found) == wanted else None)


async def _matching(named: Sequence[tuple[str, str | None]], words: Sequence[str]) -> list[str]:
    """Return the ids, in their order, whose names hold all words, or may."""
    if len(named) <= MATCHED_IN_PLACE:
        return _held_by(named, words)
    return await asyncio.to_thread(_held_by, named, words)


def _held_by(named: Sequence[tuple[str, str | None]], words: Sequence[str]) -> list[str]:
    return sorted(record_id for record_id, name in named if name is None or _holds(name, words))


def _holds(name: str, words: Sequence[str]) -> bool:
    return all(re.fullmatch(name_pattern(word), name) for word in words)


def _resolved(read: Rows, snapshot: Snapshot, words: Sequence[str]) -> list[Row]:
    rows = (_row_then(each, snapshot) for each in read)
    found = [row for row in rows if row is not None and _holds(row.get("name") or "", words)]
    return sorted(found, key=lambda row: str(row["id"]))


def _row_then(read: Sequence[Any], snapshot: Snapshot) -> Row | None:
    """Return a record as it was at a moment; of an account with its revision then."""
    row = resolve(read[0], snapshot.as_of, snapshot.known_at)
    if row is not None and len(read) > 1:
        row["revision"], row["revised_at"] = read[1]
    return row
