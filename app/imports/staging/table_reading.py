"""Reads the files of an import: once to count rows and learn how dates are meant, once to stage what rows give."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from app.imports.cells.dates import Unreadable
from app.imports.files.csv_rows import CsvRow
from app.imports.files.folder_files import TableFile
from app.imports.mappings.compiled_mapping import CompiledMapping
from app.imports.mappings.record_plans import Made, RecordPlan
from app.imports.mappings.table_scope import Cells
from app.imports.staging.staged_records import Place, Staging
from schemas.errors import InvalidInput, Problem

_HALF = re.compile("[\ud800-\udfff]")
"""Half characters: how bytes are read that are no text."""

Tell = Callable[[Place, str, str], None]

ROWS_REMEMBERED = 10_000
"""Rows among which one that says the same is recognised at once; of the others the ids tell."""


class TableReading:
    """Reads files and stages what their rows give.

    Attributes
    ----------
    duplicates : int
        Rows that say again what another said.
    """

    def __init__(self, compiled: CompiledMapping, files: list[TableFile], staging: Staging, tell: Tell) -> None:
        self._compiled = compiled
        self._files = files
        self._staging = staging
        self._tell = tell
        self._nulls = frozenset(compiled.mapping.nulls)
        self._lately: set[Cells] = set()
        self.duplicates = 0

    def survey(self) -> list[int]:
        """Return the rows of each file, having learnt how its dates are meant and that it can be read to its end.

        Raises
        ------
        InvalidInput
            When a file cannot be read to its end.
        """
        return [self._survey(table) for table in self._files]

    def stage(self) -> None:
        """Stage what all rows give; tell what cannot be taken of them."""
        for place, table in enumerate(self._files):
            if self._is_looked_up(table):
                self._keep_rows(place, table)
        for plan in self._compiled.plans:
            if plan.record.source is None:
                self._stage_alone(plan)
        for place, table in enumerate(self._files):
            self._stage_file(place, table)

    def _survey(self, table: TableFile) -> int:
        dates = [(table.places[place], column) for place, column in table.scope.dates.items()]
        present = [(place, column) for place, column in dates if place is not None]
        count = 0
        for row in table.csv.rows():
            count += 1
            if not row.fault:
                for place, column in present:
                    column.observe(row.cells[place])
        return count

    def _is_looked_up(self, table: TableFile) -> bool:
        return table.scope.file in self._compiled.findings.looked_up

    def _keep_rows(self, place: int, table: TableFile) -> None:
        key = self._compiled.keys[table.scope.file]
        with self._staging.in_one_go():
            for row in table.csv.rows():
                cells = self._cells(table, row)
                if not row.fault and key is not None and (text := cells[key]):
                    self._staging.at = Place(place, row.number)
                    self._staging.keep_row(table.scope.file, text, cells)

    def _stage_alone(self, plan: RecordPlan) -> None:
        with self._staging.in_one_go():
            try:
                made = plan.made(())
            except Unreadable as error:
                problem = Problem(f"/records/{plan.place}", str(error))
                raise InvalidInput(f"mapping: {problem.pointer}: {error}", [problem]) from None
            if made is not None:
                self._staging.add(plan.place, plan.resource.kind, made, Place(0, 0))

    def _stage_file(self, place: int, table: TableFile) -> None:
        plans = [plan for plan in self._compiled.plans if plan.record.source == table.scope.file]
        refusals = self._compiled.refusals[table.scope.file]
        if not plans and not refusals:
            return
        self._lately.clear()
        with self._staging.in_one_go():
            for row in table.csv.rows():
                self._stage_row(Place(place, row.number), table, row, plans)

    def _stage_row(self, place: Place, table: TableFile, row: CsvRow, plans: list[RecordPlan]) -> None:
        if row.fault:
            self._tell(place, "", row.fault)
            return
        cells = self._cells(table, row)
        if cells in self._lately:
            self.duplicates += len(plans)
            return
        faults = _broken(cells) or self._refused(table, cells) or self._faults(place, table, cells, plans)
        if not faults:
            self._remember(cells)
        for plan in plans if faults else ():
            if any(one in (None, plan) for one in faults.values()):
                self._note_lost(plan, cells, place)
        for fault in faults:
            self._tell(place, self._id_of(table, cells), fault)

    def _refused(self, table: TableFile, cells: Cells) -> dict[str, RecordPlan | None]:
        """Return why the mapping refuses a row."""
        refusals = self._compiled.refusals[table.scope.file]
        reason = next((reason for holds, reason in refusals if holds(cells)), None)
        return {} if reason is None else {reason: None}

    def _faults(
        self, place: Place, table: TableFile, cells: Cells, plans: list[RecordPlan]
    ) -> dict[str, RecordPlan | None]:
        """Stage what a row gives; return what is wrong with it, each with the first record that fails by it."""
        faults: dict[str, RecordPlan | None] = {}
        for plan in plans:
            try:
                made = plan.made(cells)
                fault = self._add(plan, made, place, self._id_of(table, cells)) if made is not None else None
            except Unreadable as error:
                fault = str(error)
            if fault is not None:
                faults.setdefault(fault, plan)
        return faults

    def _remember(self, cells: Cells) -> None:
        """Remember a row that was taken in full, so that one that says the same is passed by."""
        if len(self._lately) >= ROWS_REMEMBERED:
            self._lately.clear()
        self._lately.add(cells)

    def _add(self, plan: RecordPlan, made: Made, place: Place, said: str) -> str | None:
        """Stage a record; return why not, when another row says otherwise under the same id."""
        if self._staging.add(plan.place, plan.resource.kind, made, place, said):
            return None
        before = self._staging.same(plan.place, made)
        told = before.fields()
        if told == made.data:
            self.duplicates += not plan.record.shared
            return None
        if plan.record.gather:
            self._staging.change(before.seq, _gathered(told, made.data, plan.record.gather))
            return None
        if plan.record.shared:
            self._staging.change(before.seq, min(told, made.data, key=repr))
            return None
        where = f"{self._files[before.file].name} row {before.row}"
        return f"{plan.resource.kind} '{made.key}' stands in {where} already, with other values; keep one of them"

    def _note_lost(self, plan: RecordPlan, cells: Cells, place: Place) -> None:
        record_id = None if plan.resource.is_relation or plan.record.shared else plan.id_of(cells)
        if record_id is not None:
            self._staging.lose(plan.resource.kind, record_id, place)

    def _id_of(self, table: TableFile, cells: Cells) -> str:
        key = self._compiled.keys[table.scope.file]
        return (cells[key] if key is not None else None) or ""

    def _cells(self, table: TableFile, row: CsvRow) -> Cells:
        if row.fault:
            return ()
        nulls, cells = self._nulls, row.cells
        found = (None if place is None else cells[place].strip() for place in table.places)
        return tuple(None if text is None or text in nulls or not text else text for text in found)


def _broken(cells: Cells) -> dict[str, RecordPlan | None]:
    """Return the fault of a row that holds bytes which are no text."""
    if any(text is not None and not text.isascii() and _HALF.search(text) for text in cells):
        return {"it holds bytes that are not in the encoding of the rest of the file; save the file as UTF-8": None}
    return {}


def _gathered(said: dict[str, Any], more: dict[str, Any], names: list[str]) -> dict[str, Any]:
    lists: Iterator[tuple[str, list[Any]]] = (
        (name, sorted({*(said.get(name) or ()), *(more.get(name) or ())})) for name in names
    )
    return {**more, **said, **{name: values for name, values in lists if values}}
