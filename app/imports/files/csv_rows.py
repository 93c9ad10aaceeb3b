"""Rows of one CSV file: read within limits, known by the number that a spreadsheet gives them."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from app.imports.files.cell_texts import cell_text, shown_text
from app.imports.files.delimiters import Cut, cut_of
from app.imports.files.file_faults import file_refused, row_refused
from app.imports.files.text_lines import text_lines
from schemas.errors import InvalidInput
from schemas.messages.message import Message

LARGEST_CELL = 1_000_000
"""Characters of a cell that are read at most."""

LARGEST_ROW = 10_000_000
"""Characters of a row, over all its lines, that are read at most."""

MOST_COLUMNS = 2_000
"""Columns that a file may have; refused before anything is read of it."""

SHOWN = 40
"""Characters of a cell that a refusal shows."""


class CsvRow(NamedTuple):
    """One row: its number in a spreadsheet, and its cells; or why it cannot be read, and what of it could."""

    number: int
    cells: list[str]
    fault: Message | None = None


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file as it is to be read.

    Attributes
    ----------
    header : tuple of str
        Names of its columns, as `cell_text` reads them; names left empty at the end are none.
    header_row : int
        Number of the row that names them: 1, unless rows without content stand before it. A line that states the
        delimiter counts as no row, as in a spreadsheet.
    extra_cells : bool
        Whether rows may have more cells than the header.
    """

    path: Path
    encoding: str
    cut: Cut
    header: tuple[str, ...]
    header_row: int = 1
    extra_cells: bool = False

    @property
    def delimiter(self) -> str:
        """The sign between cells."""
        return self.cut.delimiter

    def rows(self) -> Iterator[CsvRow]:
        """Yield the rows below the header; those without content are passed over.

        Cells that are missing at the end are empty, and empty ones beyond the header are nothing.

        Raises
        ------
        InvalidInput
            When nobody can know where rows end: a quote that is never closed, a line or cell without end.
        """
        for row in _records(self.path, self.encoding, self.cut):
            if row.number > self.header_row and (row.fault or holds_something(row.cells)):
                yield self._fitted(row)

    def _fitted(self, row: CsvRow) -> CsvRow:
        """Return a row with as many cells as the header has names; what stands beyond it is its fault."""
        cells, columns = row.cells, len(self.header)
        if len(cells) == columns:
            return row
        if len(cells) < columns:
            return row._replace(cells=cells + [""] * (columns - len(cells)))
        surplus = next((place for place in range(columns, len(cells)) if cell_text(cells[place])), None)
        fault = row.fault
        if surplus is not None and not self.extra_cells:
            text = shown_text(cells[surplus])[:SHOWN]
            fault = fault or Message(
                "imports.cells", number=surplus + 1, text=text, columns=columns, delimiter=self.delimiter
            )
        return CsvRow(row.number, cells[:columns], fault)


def open_csv(path: Path, encoding: str, delimiter: str | None, extra_cells: bool = False) -> CsvFile:
    """Return a file with its header read.

    Parameters
    ----------
    delimiter : str or None
        The sign between cells; None for the one that the file states (``sep=;``), or that its header has most of.

    Raises
    ------
    InvalidInput
        When it has no header, more columns than the limit, a line too long to be read, or states another delimiter.
    """
    cut = cut_of(path, encoding, delimiter)
    if not cut.columns:
        raise file_refused(path, Message("imports.file_empty"))
    if cut.columns > MOST_COLUMNS:
        raise file_refused(path, Message("imports.many_columns", columns=cut.columns, most=MOST_COLUMNS))
    header = next(row for row in _records(path, encoding, cut) if row.fault or holds_something(row.cells))
    if header.fault:
        raise row_refused(path, header.number, header.fault)
    return CsvFile(path, encoding, cut, _names(header.cells), header.number, extra_cells)


def holds_something(cells: list[str]) -> bool:
    """Return whether a row has any content: blanks and what is not seen are none."""
    return any(cell and (not cell.isspace() if cell.isascii() else cell_text(cell)) for cell in cells)


def _names(cells: list[str]) -> tuple[str, ...]:
    names = [shown_text(cell) for cell in cells]
    while not names[-1]:
        names.pop()
    return tuple(names)


def _records(path: Path, encoding: str, cut: Cut) -> Iterator[CsvRow]:
    csv.field_size_limit(LARGEST_CELL)
    number = 0
    with text_lines(path, encoding) as lines:
        for _ in range(cut.lines_before):
            next(lines)
        row_lines: list[str] = []
        reader = csv.reader(
            _noted(lines, row_lines, lambda: _too_long(path, number)), delimiter=cut.delimiter, strict=True
        )
        while True:
            number += 1
            begins = cut.lines_before + reader.line_num + 1
            row_lines.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                fault = _fault(path, number, begins, str(error))
                yield CsvRow(number, _roughly(row_lines, cut.delimiter), fault)
            else:
                yield CsvRow(number, cells)


def _noted(lines: Iterator[str], noted: list[str], fault: Callable[[], InvalidInput]) -> Iterator[str]:
    size = 0
    for line in lines:
        size = len(line) + (size if noted else 0)
        if size > LARGEST_ROW:
            raise fault()
        noted.append(line)
        yield line


def _too_long(path: Path, number: int) -> InvalidInput:
    return row_refused(path, number, Message("imports.row_too_long", most=LARGEST_ROW))


def _roughly(lines: list[str], delimiter: str) -> list[str]:
    """Return the cells that can be read of a row that is not valid, so that other rows know that it is there."""
    try:
        return next(csv.reader(lines, delimiter=delimiter), [])
    except csv.Error:
        return []


def _fault(path: Path, number: int, line: int, error: str) -> Message:
    """Return why a row cannot be read; raise where it hides the rows after it."""
    if "unexpected end" in error:
        raise row_refused(path, number, Message("imports.quote_open", line=line))
    if "field larger" in error:
        raise row_refused(path, number, Message("imports.cell_too_long", line=line, most=LARGEST_CELL))
    return Message("imports.not_csv", line=line)
