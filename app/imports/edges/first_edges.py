"""Edges that are the first to take a place of what earlier files of the same system described: they begin now.

An earlier file had no manager, department or owner there. To say now that there was one as far back as we know would
change what that file said of its time, and two who swap their places would have been above each other at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.imports.edges.former_edges import FormerEnds
from app.imports.staging.staged_records import Staged, Staging
from app.writing.groups import Placed
from graph.ledger.provenance import said_by
from graph.ledger.slots import place_of
from graph.ledger.stored_form import flat_item
from graph.store import Store
from schemas.errors import NotFound
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.writes import BOOK, WriteItem

Subject = tuple[str, str, str]
"""Ledger, kind and id of the record whose place an edge takes."""


class FirstEdges:
    """Knows which records earlier files of a system described.

    Parameters
    ----------
    source : str
        The system.
    """

    def __init__(self, staging: Staging, store: Store, source: str) -> None:
        self._staging = staging
        self._store = store
        self._source = source
        staging.run("CREATE TABLE new (ledger TEXT, kind TEXT, id TEXT, PRIMARY KEY (ledger, kind, id)) WITHOUT ROWID")

    def note_new(self, record: Staged) -> None:
        """Note a record that this import created: no earlier file described it."""
        self._staging.run("INSERT OR IGNORE INTO new VALUES (?, ?, ?)", record.ledger, record.kind, record.key)

    async def places(self, group: Sequence[Placed[Staged]], former: FormerEnds) -> set[int]:
        """Return the places in a group of edges that begin with this import."""
        wanted: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
        for place in former.first:
            if subject := _subject(flat_item(group[place].item)):
                ledger, kind, record_id = subject
                wanted[ledger, kind][place] = record_id
        found: set[int] = set()
        for (ledger, kind), ids in wanted.items():
            described = await self._described(ledger, BY_KIND[kind], ids.values())
            found |= {place for place, record_id in ids.items() if record_id in described}
        return found

    async def _described(self, ledger: str, resource: Resource, ids: Iterable[str]) -> set[str]:
        """Return which records earlier files described.

        They are asked for one by one: few edges are the first, and listing a large account takes seconds.
        """
        wanted = [one for one in dict.fromkeys(ids) if not self._is_new(ledger, resource.kind, one)]
        return {one for one in wanted if self._source in said_by(await self._row(ledger, resource, one)).values()}

    def _is_new(self, ledger: str, kind: str, record_id: str) -> bool:
        query = "SELECT 1 FROM new WHERE ledger = ? AND kind = ? AND id = ?"
        return bool(self._staging.run(query, ledger, kind, record_id))

    async def _row(self, ledger: str, resource: Resource, record_id: str) -> Mapping[str, Any]:
        try:
            return (await self._store.repository.get(resource, ledger, record_id))[0]
        except NotFound:
            return {}


def _subject(item: WriteItem) -> Subject | None:
    """Return whose place an edge takes; None where it takes none, or says itself since when."""
    resource, values = item.resource, {**item.resource.defaults, **item.data}
    if resource.slot is None or place_of(resource, values) is None or values.get("valid_from") is not None:
        return None
    name = resource.slot.of[-1]
    end = next(one for one in resource.ends if name in resource.stored_names(one.field))
    return item.ledger or BOOK, end.kind or values[f"{end.field}_kind"], values[name]
