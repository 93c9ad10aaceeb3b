"""Reads the files of an import: once to count rows and learn from whole columns, once to stage what rows give."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from app.imports.cells.dates import Unreadable
from app.imports.files.csv_rows import CsvRow
from app.imports.files.folder_files import TableFile
from app.imports.mappings.compiled_mapping import CompiledMapping
from app.imports.mappings.record_plans import Made, RecordPlan
from app.imports.mappings.table_scope import Cells
from app.imports.staging.staged_records import Place, Staging, row_of
from schemas.errors import InvalidInput, Problem
from schemas.messages.message import Message

_HALF = re.compile("[\ud800-\udfff]")
"""Half characters: how bytes are read that are not text."""

Note = Callable[[Place, str, Message], None]
"""Notes a reject: where, the id, and the reason."""

Faults = dict[Message, RecordPlan | None]
"""The faults of a row, each with the first record that fails by it."""

ROWS_REMEMBERED, CHARACTERS_REMEMBERED = 10_000, 10_000_000
"""Rows among which one that says the same is recognised at once; others are recognised by their ids."""


class TableReading:
    """Reads files and stages what their rows give.

    Parameters
    ----------
    compiled : CompiledMapping
        Which columns give which fields.
    files : list of TableFile
        What is read, in this order.
    staging : Staging
        Takes what rows give.
    note : callable
        Takes what is refused.

    Attributes
    ----------
    duplicates : int
        Rows that say again what another said.
    """

    def __init__(self, compiled: CompiledMapping, files: list[TableFile], staging: Staging, note: Note) -> None:
        self._compiled = compiled
        self._files = files
        self._staging = staging
        self._note = note
        self._lately: set[Cells] = set()
        self._characters = 0
        self.duplicates = 0

    def survey(self) -> list[int]:
        """Return the rows of each file, having learnt how its columns are meant and that it can be read.

        Raises
        ------
        InvalidInput
            When a file cannot be read to its end.
        """
        return [self._survey(table) for table in self._files]

    def stage(self) -> None:
        """Stage what all rows give; note what cannot be taken of them."""
        for place, table in enumerate(self._files):
            if self._is_looked_up(table):
                self._keep_rows(place, table)
        for plan in self._compiled.plans:
            if plan.record.source is None:
                self._stage_alone(plan)
        for place, table in enumerate(self._files):
            self._stage_file(place, table)

    def _survey(self, table: TableFile) -> int:
        scope, count = table.scope, 0
        for row in table.csv.rows():
            count += 1
            if not row.fault and (scope.dates or scope.numbers):
                cells = table.texts(row)
                for place, column in scope.dates.items():
                    column.observe(cells[place] or "")
                for place, number in scope.numbers.items():
                    number.observe(cells[place] or "", row.number)
        return count

    def _is_looked_up(self, table: TableFile) -> bool:
        return table.scope.file in self._compiled.findings.looked_up

    def _keep_rows(self, place: int, table: TableFile) -> None:
        key = self._compiled.keys[table.scope.file]
        with self._staging.in_one_go():
            for row in table.csv.rows():
                cells = table.texts(row)
                if not row.fault and key is not None and (text := cells[key]):
                    self._staging.at = Place(place, row.number)
                    self._staging.keep_row(table.scope.file, text, cells)

    def _stage_alone(self, plan: RecordPlan) -> None:
        with self._staging.in_one_go():
            try:
                made = plan.made(())
            except Unreadable as error:
                place, fault = f"/records/{plan.place}", error.fault
                detail = Message("imports.mapping_record", place=place, fault=fault)
                raise InvalidInput(detail, [Problem(place, fault)]) from None
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
        cells = table.texts(row)
        if cells in self._lately and not row.fault:
            self.duplicates += len(plans)
            return
        faults: Faults = {row.fault: None} if row.fault else _broken(cells)
        faults = faults or self._refused(table, cells) or self._faults(place, table, cells, plans)
        if not faults:
            self._remember(cells)
        for plan in plans if faults else ():
            if any(one in (None, plan) for one in faults.values()):
                self._note_lost(plan, cells, place)
        for fault in faults:
            self._note(place, self._id_of(table, cells), fault)

    def _refused(self, table: TableFile, cells: Cells) -> Faults:
        """Return why the mapping refuses a row."""
        refusals = self._compiled.refusals[table.scope.file]
        try:
            reason = next((reason for holds, reason in refusals if holds(cells)), None)
        except Unreadable as error:
            reason = error.fault
        return {} if reason is None else {reason: None}

    def _faults(self, place: Place, table: TableFile, cells: Cells, plans: list[RecordPlan]) -> Faults:
        """Stage what a row gives; return what is wrong with it."""
        faults: Faults = {}
        for plan in plans:
            try:
                made = plan.made(cells)
                fault = self._add(plan, made, place, self._id_of(table, cells)) if made is not None else None
            except Unreadable as error:
                fault = error.fault
            if fault is not None:
                faults.setdefault(fault, plan)
        return faults

    def _remember(self, cells: Cells) -> None:
        """Remember a row that was taken in full, so that one that says the same is passed by."""
        self._characters += sum(len(text) for text in cells if text is not None)
        if len(self._lately) >= ROWS_REMEMBERED or self._characters > CHARACTERS_REMEMBERED:
            self._lately.clear()
            self._characters = 0
        self._lately.add(cells)

    def _add(self, plan: RecordPlan, made: Made, place: Place, said: str) -> Message | None:
        """Stage a record; return why not, when another row says otherwise under the same id."""
        if self._staging.add(plan.place, plan.resource.kind, made, place, said):
            return None
        before = self._staging.same(plan.place, made)
        stands = before.fields()
        if silent := before.silent_fields():
            self._staging.hush(before.seq, set(silent) & set(made.silent))
        if not made.data:
            return None
        if stands == made.data:
            self.duplicates += not plan.record.shared
            return None
        if plan.record.gather:
            self._staging.change(before.seq, _gathered(stands, made.data, plan.record.gather))
            return None
        if plan.record.shared or not stands:
            self._staging.change(before.seq, min(stands or made.data, made.data, key=repr))
            return None
        where = row_of(self._staging.names, before.place)
        return Message("imports.stands_already", kind=plan.resource.kind, id=made.key, place=where)

    def _note_lost(self, plan: RecordPlan, cells: Cells, place: Place) -> None:
        record_id = None if plan.resource.is_relation or plan.record.shared else plan.id_of(cells)
        if record_id is not None:
            self._staging.lose(plan.resource.kind, record_id, place)

    def _id_of(self, table: TableFile, cells: Cells) -> str:
        key = self._compiled.keys[table.scope.file]
        return _HALF.sub("?", (cells[key] if key is not None else None) or "")


def _broken(cells: Cells) -> Faults:
    """Return the fault of a row that contains bytes which are not text."""
    if any(text is not None and not text.isascii() and _HALF.search(text) for text in cells):
        return {Message("imports.row_encoding"): None}
    return {}


def _gathered(said: dict[str, Any], more: dict[str, Any], names: list[str]) -> dict[str, Any]:
    lists: Iterator[tuple[str, list[Any]]] = (
        (name, sorted({*(said.get(name) or ()), *(more.get(name) or ())})) for name in names
    )
    return {**more, **said, **{name: values for name, values in lists if values}}
