"""Edges of an earlier import that the files contradict now: another manager, another owner, or none any more."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.imports.mappings.record_plans import RecordPlan
from app.imports.staging.resolving import EXTERNAL
from app.imports.staging.staged_records import Staged
from app.writing.groups import Placed
from graph.ledger.edge_ids import relation_of
from graph.ledger.provenance import said_by
from graph.ledger.stored_form import flat_item
from graph.store import Store
from schemas.errors import NotFound
from schemas.instants import LAST_INSTANT, instant_text
from schemas.resource import Resource
from schemas.writes import BOOK, WriteItem

Values = tuple[Any, ...]
"""What an edge has in the fields of which a mapping says: one per."""


@dataclass(frozen=True, slots=True)
class Said:
    """One word of the files about whose place an edge takes: by its place in the group, as it would be stored."""

    place: int
    item: WriteItem
    vacant: bool


@dataclass(slots=True)
class FormerEnds:
    """What a group means for the edges that are stored.

    Attributes
    ----------
    ends : list of WriteItem
        What ends them.
    emptied : list of (int or None)
        For each end, the place in the group of the row with an empty cell; None where another edge takes its place.
    left : dict
        By the place of such a row, the edges that stay because others said them.
    first : list of int
        Places of edges whose place nothing holds.
    """

    ends: list[WriteItem] = field(default_factory=list)
    emptied: list[int | None] = field(default_factory=list)
    left: dict[int, int] = field(default_factory=dict)
    first: list[int] = field(default_factory=list)

    def end(self, item: WriteItem, emptied: int | None) -> None:
        """Note what ends an edge, and for which row."""
        self.ends.append(item)
        self.emptied.append(emptied)


class FormerEdges:
    """Finds stored edges of imports that agree with the files in the fields of which a mapping says: one per.

    Parameters
    ----------
    source : str
        The system that the files come from: only what it said itself ends where a cell is empty now.
    """

    def __init__(self, store: Store, plans: list[RecordPlan], source: str) -> None:
        self._store = store
        self._one_per = [tuple(plan.record.one_per) for plan in plans]
        self._source = source
        self._read: dict[tuple[str, str], list[Mapping[str, Any]]] = {}

    def forget(self) -> None:
        """Read again what was read, for it may be otherwise now."""
        self._read.clear()

    async def of(self, group: Sequence[Placed[Staged]], new_accounts: set[str]) -> FormerEnds:
        """Return what a group means for stored edges; those that a person recorded are left alone."""
        sent: dict[tuple[str, Resource, tuple[str, ...]], list[Said]] = defaultdict(list)
        for place, (record, item) in enumerate(group):
            names = self._one_per[record.plan] if record.plan != EXTERNAL else ()
            led_nowhere = item.followed and record.vacant  # who was merged says nothing of what the survivor has not
            if names and record.ledger not in new_accounts and not led_nowhere:
                said = Said(place, flat_item(item), bool(record.vacant))
                sent[record.ledger, item.resource, names].append(said)
        found = FormerEnds()
        for (ledger, resource, names), words in sent.items():
            stored = [name for one in names for name in resource.stored_names(one)]
            by_fields = {_values(said.item.data, resource, stored): said for said in sorted(words, key=_precedence)}
            await self._compare(ledger, resource, stored, by_fields, found)
        return found

    async def _compare(
        self, ledger: str, resource: Resource, names: list[str], words: Mapping[Values, Said], found: FormerEnds
    ) -> None:
        held: set[Values] = set()
        for row in await self._rows(ledger, resource):
            values = _values(row, resource, names)
            if (said := words.get(values)) is None:
                continue
            held.add(values)
            begins = row.get("valid_from")
            later = begins if begins is not None and begins > instant_text(self._store.clock()) else None
            end = WriteItem(resource, ledger or BOOK, row["id"], action="end", effective_at=later)
            if said.vacant:
                self._empty(said.place, row, end, found)
            elif _contradicts(said.item, row):
                found.end(end, None)
        found.first.extend(said.place for values, said in words.items() if values not in held and not said.vacant)

    def _empty(self, place: int, row: Mapping[str, Any], end: WriteItem, found: FormerEnds) -> None:
        own = said_by(row).get(end.resource.identity[0]) == self._source
        if own and row.get("valid_to") is None:
            found.end(end, place)
        else:
            found.left[place] = found.left.get(place, 0) + 1

    async def _rows(self, ledger: str, resource: Resource) -> list[Mapping[str, Any]]:
        """Return the edges that have not ended, read once an account: groups of it speak of different places."""
        key = ledger, resource.kind
        if key not in self._read:
            self._read = {one: rows for one, rows in self._read.items() if one[0] == ledger}
            self._read[key] = await self._open(ledger, resource)
        return self._read[key]

    async def _open(self, ledger: str, resource: Resource) -> list[Mapping[str, Any]]:
        repository = self._store.repository
        try:
            snapshot = await (
                repository.snapshot(ledger, LAST_INSTANT) if ledger else repository.book_snapshot(LAST_INSTANT)
            )
        except NotFound:
            return []
        return [row async for row in repository.rows(resource, snapshot)]


def _precedence(said: Said) -> int:
    """Return which of two words about one place holds, the greater: its own, that of who was merged, an empty cell."""
    return 0 if said.vacant else 1 if said.item.followed else 2


def _contradicts(item: WriteItem, row: Mapping[str, Any]) -> bool:
    """Whether an edge that an import said is another one than the file says now."""
    if row.get("origin") != "import" or row.get("valid_to") is not None:
        return False
    resource = item.resource
    return relation_of(resource, {**resource.defaults, **item.data}) != relation_of(resource, row)


def _values(data: Mapping[str, Any], resource: Resource, names: Iterable[str]) -> Values:
    return tuple(data.get(name, resource.defaults.get(name)) for name in names)
