"""Edges of an earlier import that the files contradict now: another manager, another owner."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from app.imports.mappings.record_plans import RecordPlan
from app.imports.staging.resolving import EXTERNAL
from app.imports.staging.staged_records import Staged
from graph.ledger.edge_ids import relation_of
from graph.ledger.stored_form import flat_item
from graph.store import Store
from schemas.errors import NotFound
from schemas.instants import LAST_INSTANT
from schemas.resource import Resource
from schemas.writes import BOOK, WriteItem

Owners = Mapping[tuple[Any, ...], WriteItem]
"""By the fields of which there is one, what the files say."""


class FormerEdges:
    """Finds stored edges of imports that agree with a new one in the fields of which a mapping says: one per."""

    def __init__(self, store: Store, plans: list[RecordPlan]) -> None:
        self._store = store
        self._one_per = [tuple(plan.record.one_per) for plan in plans]

    async def ends(self, group: Iterable[tuple[Staged, WriteItem]], new_accounts: set[str]) -> list[WriteItem]:
        """Return the items that end what a group contradicts; edges that a person recorded are left alone."""
        sent: dict[tuple[str, Resource, tuple[str, ...]], list[WriteItem]] = defaultdict(list)
        for record, item in group:
            names = self._one_per[record.plan] if record.plan != EXTERNAL else ()
            if names and record.ledger not in new_accounts:
                sent[record.ledger, item.resource, names].append(flat_item(item))
        ended = []
        for (ledger, resource, names), items in sent.items():
            stored = [name for one in names for name in resource.stored_names(one)]
            by_fields = {_values(item.data, resource, stored): item for item in items}
            ended.extend(await self._contradicted(ledger, resource, stored, by_fields))
        return ended

    async def _contradicted(self, ledger: str, resource: Resource, names: list[str], owners: Owners) -> list[WriteItem]:
        repository = self._store.repository
        try:
            snapshot = await (
                repository.snapshot(ledger, LAST_INSTANT) if ledger else repository.book_snapshot(LAST_INSTANT)
            )
        except NotFound:
            return []
        ended = []
        async for row in repository.rows(resource, snapshot):
            item = owners.get(_values(row, resource, names))
            if item is None or row.get("origin") != "import" or row.get("valid_to") is not None:
                continue
            if relation_of(resource, {**resource.defaults, **item.data}) != relation_of(resource, row):
                ended.append(WriteItem(resource, ledger or BOOK, row["id"], action="end"))
        return ended


def _values(data: Mapping[str, Any], resource: Resource, names: list[str]) -> tuple[Any, ...]:
    return tuple(data.get(name, resource.defaults.get(name)) for name in names)
