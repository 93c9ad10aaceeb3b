"""Rows of one CSV file: read within limits, known by the number that a spreadsheet gives them."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from schemas.errors import InvalidInput, Problem
from schemas.messages.message import Message

LARGEST_LINE = 2_000_000
LARGEST_CELL = 1_000_000
"""Characters of a line, and of a cell, that are read at most."""

MOST_COLUMNS = 2_000
"""Columns that a file may have; refused before anything is read of it."""

_DELIMITERS = (",", ";", "\t", "|")

ALONE = "surrogateescape"
"""How bytes that are not text are read: as half characters, by which their row is refused."""


class CsvRow(NamedTuple):
    """One row: its number in a spreadsheet (the header is 1), and its cells; or why it cannot be read."""

    number: int
    cells: list[str]
    fault: Message | None = None


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file as it is to be read.

    Attributes
    ----------
    header : tuple of str
        Names of its columns, without spaces around them.
    extra_cells : bool
        Whether rows may have more cells than the header.
    """

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    extra_cells: bool = False

    def rows(self) -> Iterator[CsvRow]:
        """Yield the rows below the header; empty ones are passed over.

        Raises
        ------
        InvalidInput
            When nobody can know where rows end: a quote that is never closed, a line or cell without end.
        """
        for row in _records(self.path, self.encoding, self.delimiter):
            if row.number > 1 and (row.fault or any(row.cells)):
                yield row if row.fault else self._checked(row)

    def _checked(self, row: CsvRow) -> CsvRow:
        cells, columns = len(row.cells), len(self.header)
        if cells == columns or (self.extra_cells and cells > columns):
            return row
        fault = Message("imports.cells", cells=cells, columns=columns, delimiter=self.delimiter)
        return CsvRow(row.number, row.cells, fault)


def open_csv(path: Path, encoding: str, delimiter: str | None, extra_cells: bool = False) -> CsvFile:
    """Return a file with its header read.

    Parameters
    ----------
    delimiter : str or None
        The character between cells; None for the one that the header has most of.

    Raises
    ------
    InvalidInput
        When it has no header, more columns than the limit, or a line too long to be read.
    """
    with _lines(path, encoding) as lines:
        first = next(lines, "")
    if not first.strip():
        raise _refused(path, Message("imports.file_empty"))
    delimiter = delimiter or max(_DELIMITERS, key=first.count)
    if (columns := first.count(delimiter) + 1) > MOST_COLUMNS:
        raise _refused(path, Message("imports.many_columns", columns=columns, most=MOST_COLUMNS))
    header = next((row for row in _records(path, encoding, delimiter)), CsvRow(1, []))
    if header.fault:
        raise _refused_row(path, 1, header.fault)
    return CsvFile(path, encoding, delimiter, tuple(name.strip() for name in header.cells), extra_cells)


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[CsvRow]:
    csv.field_size_limit(LARGEST_CELL)
    number = 0
    with _lines(path, encoding) as lines:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            number += 1
            begins = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield CsvRow(number, [], _fault(path, number, begins, str(error)))
            else:
                yield CsvRow(number, cells)


def _fault(path: Path, number: int, line: int, error: str) -> Message:
    """Return why a row cannot be read; raise where it hides the rows after it."""
    if "unexpected end" in error:
        raise _refused_row(path, number, Message("imports.quote_open", line=line))
    if "field larger" in error:
        raise _refused_row(path, number, Message("imports.cell_too_long", line=line, most=LARGEST_CELL))
    return Message("imports.not_csv", line=line)


@contextmanager
def _lines(path: Path, encoding: str) -> Iterator[Iterator[str]]:
    errors = "strict" if encoding.startswith(("utf-16", "utf-32")) else ALONE
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding, errors=errors, newline="") as text:
        yield _limited(path, text)


def _limited(path: Path, text: io.TextIOWrapper) -> Iterator[str]:
    number = 0
    try:
        while line := text.readline(LARGEST_LINE):
            number += 1
            if len(line) == LARGEST_LINE:
                raise _refused_line(path, number, Message("imports.line_too_long", most=LARGEST_LINE))
            yield line
    except UnicodeError:
        raise _refused_line(path, number + 1, Message("imports.line_encoding")) from None


def _refused(path: Path, fault: Message) -> InvalidInput:
    return InvalidInput(Message("imports.file_fault", place=path.name, fault=fault), [Problem(path.name, fault)])


def _refused_row(path: Path, number: int, fault: Message) -> InvalidInput:
    place = Message("places.row", file=path.name, row=number)
    detail = Message("imports.file_fault", place=place, fault=fault)
    return InvalidInput(detail, [Problem(f"{path.name} row {number}", fault)])


def _refused_line(path: Path, number: int, fault: Message) -> InvalidInput:
    place = Message("places.line", file=path.name, line=number)
    detail = Message("imports.file_fault", place=place, fault=fault)
    return InvalidInput(detail, [Problem(f"{path.name} line {number}", fault)])
