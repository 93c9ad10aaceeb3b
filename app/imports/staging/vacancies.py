"""Places that rows say to be empty, such as a contact without a manager, unless another row fills them."""

from collections.abc import Mapping
from typing import Any

from app.imports.mappings.record_plans import RecordPlan, slot_text
from app.imports.staging.staged_records import Staging


class Vacancies:
    """Knows which places rows fill: of these a row with an empty cell says nothing."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        staging.run("CREATE TABLE taken (slot TEXT, ledger TEXT, PRIMARY KEY (slot, ledger)) WITHOUT ROWID")

    def fill(self, plan: RecordPlan, ledger: str, data: Mapping[str, Any]) -> None:
        """Note the place that a record fills, also where it is refused: its row says that the place is not empty."""
        if names := plan.record.one_per:
            values = {name: data.get(name, plan.resource.defaults.get(name)) for name in names}
            slot = slot_text(plan.resource.kind, values)
            self._staging.run("INSERT OR IGNORE INTO taken VALUES (?, ?)", slot, ledger)

    def is_filled(self, slot: str, ledger: str) -> bool:
        """Whether a row fills a place."""
        return bool(self._staging.run("SELECT 1 FROM taken WHERE slot = ? AND ledger = ?", slot, ledger))
