"""Places that rows fill or say to be empty: a contact has one manager in the files, or none where no row gives one."""

from collections.abc import Mapping
from typing import Any

from app.imports.mappings.record_plans import RecordPlan, slot_text
from app.imports.staging.staged_records import Staged, Staging
from graph.ledger.edge_ids import relation_of
from graph.ledger.slots import place_of
from graph.ledger.stored_form import flat_item, nested_text
from schemas.registry import BY_KIND
from schemas.writes import BOOK, WriteItem

_TABLES = (
    "CREATE TABLE filled (slot TEXT, ledger TEXT, PRIMARY KEY (slot, ledger)) WITHOUT ROWID",
    "CREATE TABLE held (place TEXT, ledger TEXT, seq INTEGER, PRIMARY KEY (place, ledger)) WITHOUT ROWID",
)


class FilledPlaces:
    """Knows which places rows fill: of these a row with an empty cell says nothing, and another one too much."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        for table in _TABLES:
            staging.run(table)

    def fill(self, plan: RecordPlan, ledger: str, data: Mapping[str, Any]) -> None:
        """Note the place that a record fills, also where it is refused: its row says that the place is not empty."""
        if names := plan.record.one_per:
            values = {name: data.get(name, plan.resource.defaults.get(name)) for name in names}
            slot = slot_text(plan.resource.kind, values)
            self._staging.run("INSERT OR IGNORE INTO filled VALUES (?, ?)", slot, ledger)

    def is_filled(self, slot: str, ledger: str) -> bool:
        """Whether a row fills a place."""
        return bool(self._staging.run("SELECT 1 FROM filled WHERE slot = ? AND ledger = ?", slot, ledger))

    def other_holder(self, record: Staged, ledger: str, data: Mapping[str, Any]) -> Staged | None:
        """Return the record that holds the place of another in the files, and is another edge; else let this hold it.

        Those that say themselves from when or until when they hold it are left to the store.
        """
        resource, values = BY_KIND[record.kind], _values(record.kind, data)
        place = place_of(resource, values)
        if place is None or {"valid_from", "valid_to"} & data.keys():
            return None
        text = nested_text(place)
        self._staging.run("INSERT OR IGNORE INTO held VALUES (?, ?, ?)", text, ledger, record.seq)
        [[seq]] = self._staging.run("SELECT seq FROM held WHERE place = ? AND ledger = ?", text, ledger)
        other = self._staging.record(seq)
        same = relation_of(resource, values) == relation_of(resource, _values(record.kind, other.fields()))
        return None if same else other


def _values(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    resource = BY_KIND[kind]
    return {**resource.defaults, **flat_item(WriteItem(resource, BOOK, data=data)).data}
