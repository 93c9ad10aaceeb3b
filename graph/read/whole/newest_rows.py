"""The rows of whole kinds of an account as last written: at once, or in parts where a long answer would hold up others.

The embedded engine answers as many statements at once as there are cores.
"""

import asyncio
from collections.abc import Sequence

from graph.engine.client import GraphClient, in_parts
from graph.ledger.record_rows import Row
from schemas.reads import AccountSize
from schemas.resource import Resource

WHOLE_AT_ONCE = 2_000
"""People, ties, contacts or stakes from which on an account is read in parts."""

ROWS_AT_ONCE = 500
"""Records of one part: about 15 ms of an engine."""

SOURCES_AT_ONCE = 250
"""Records whose edges of one kind make a part: as long, where each has two."""


def is_large(size: AccountSize) -> bool:
    """Whether an account is read in parts.

    Examples
    --------
    >>> is_large(AccountSize(people=100, ties=400, contacts=1_500)), is_large(AccountSize(people=6_000))
    (False, True)
    """
    return max(size) > WHOLE_AT_ONCE


class NewestRows:
    """Reads rows of an account as last written.

    What is written between two statements is there or not; whoever asks for a moment before it tells them apart by
    their ``recorded_at``.

    Parameters
    ----------
    rows_at_once : int
        Records of one part, at most.
    sources_at_once : int
        Records whose edges of one kind make a part.
    """

    def __init__(
        self, client: GraphClient, rows_at_once: int = ROWS_AT_ONCE, sources_at_once: int = SOURCES_AT_ONCE
    ) -> None:
        self._client = client
        self._rows_at_once = rows_at_once
        self._sources_at_once = sources_at_once

    async def at_once(self, account_id: str, resources: Sequence[Resource]) -> dict[str, list[Row]]:
        """Return the rows of each kind, in no order, each kind by one statement.

        Parameters
        ----------
        resources : sequence of Resource
            Nodes of an account, and edges between such nodes.
        """
        found = await asyncio.gather(*(self._whole(account_id, resource) for resource in resources))
        return {resource.kind: rows for resource, rows in zip(resources, found, strict=True)}

    async def in_parts(self, account_id: str, resources: Sequence[Resource]) -> dict[str, list[Row]]:
        """Return the same by one statement after the other, none of which takes long.

        Parameters
        ----------
        resources : sequence of Resource
            As above; with an edge the nodes that it begins at.
        """
        found: dict[str, list[Row]] = {}
        for resource in sorted(resources, key=lambda one: one.is_edge):
            if resource.is_edge:
                ids = [str(row["id"]) for row in found[resource.ends[0].kind]]
                statement, at_once = f"{resource.plural}.of_sources", self._sources_at_once
            else:
                [[ids]] = await self._client.read(f"{resource.plural}.ids", account_id=account_id)
                statement, at_once = f"{resource.plural}.stored", self._rows_at_once
            found[resource.kind] = []
            for part in in_parts(ids, at_once):
                [[rows]] = await self._client.read(statement, account_id=account_id, ids=part)
                found[resource.kind] += rows
        return found

    async def _whole(self, account_id: str, resource: Resource) -> list[Row]:
        if resource.is_edge:
            of_all = {"everything": True, "ids": [], "ends": []}
            [[rows]] = await self._client.read(f"{resource.plural}.stored", account_id=account_id, **of_all)
        else:
            [[rows]] = await self._client.read(f"{resource.plural}.together", account_id=account_id)
        return list(rows)
