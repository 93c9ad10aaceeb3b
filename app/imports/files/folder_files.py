"""The files of a folder that a mapping asks for: found, opened, their columns matched; all before any row is read."""

from dataclasses import dataclass
from pathlib import Path

from app.imports.files.cell_texts import cell_text
from app.imports.files.columns import Columns, matched_columns
from app.imports.files.csv_rows import CsvFile, CsvRow, open_csv
from app.imports.files.encodings import encoding_of
from app.imports.mappings.mapping import FileMapping, Mapping
from app.imports.mappings.table_scope import Cells, TableScope
from app.writing.places import in_one
from schemas.errors import InvalidInput, Problem
from schemas.messages.message import Message

NAMES_SHOWN = 20
"""Files of the folder that are named where one is missing."""


@dataclass(frozen=True)
class TableFile:
    """A file of the import.

    Attributes
    ----------
    columns : Columns
        Where the columns that the mapping reads stand in a row.
    nulls : frozenset of str
        Texts that mean an empty cell.
    """

    scope: TableScope
    csv: CsvFile
    columns: Columns
    nulls: frozenset[str]

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.csv.path.name

    def texts(self, row: CsvRow) -> Cells:
        """Return the cells of a row that the mapping reads, in the order of its scope; None where one is empty."""
        cells, nulls = row.cells, self.nulls
        found = (None if place is None else cell_text(cells[place]) for place in self.columns.places)
        return tuple(text if text and text not in nulls else None for text in found)


def open_files(folder: Path, mapping: Mapping, scopes: dict[str, TableScope]) -> list[TableFile]:
    """Return the files of a folder that a mapping asks for, in the order of the mapping.

    Raises
    ------
    InvalidInput
        When one is missing, or lacks a column; each problem names the file and what was found instead.
    """
    if not folder.is_dir():
        fault = Message("imports.no_folder")
        place = str(folder)
        raise InvalidInput(Message("imports.folder_fault", folder=place, fault=fault), [Problem(place, fault)])
    problems: list[Problem] = []
    nulls = frozenset(mapping.nulls)
    files: list[TableFile] = []
    for name, asked in mapping.files.items():
        path = _path_of(folder, asked)
        if path is None:
            problems.extend(_missing_file(folder, asked))
            continue
        csv = open_csv(path, encoding_of(path, mapping.encoding), mapping.delimiter, asked.extra_cells == "ignore")
        columns = matched_columns(csv, scopes[name], problems.append)
        files.append(TableFile(scopes[name], csv, columns, nulls))
    if problems:
        raise InvalidInput(in_one(problems, str), problems)
    return files


def _path_of(folder: Path, asked: FileMapping) -> Path | None:
    """Return the file of a folder that has one of the names, whatever the case of its letters."""
    wanted = [name.casefold() for name in asked.names]
    found = {path.name.casefold(): path for path in sorted(folder.iterdir()) if path.is_file()}
    return next((found[name] for name in wanted if name in found), None)


def _missing_file(folder: Path, asked: FileMapping) -> list[Problem]:
    if asked.optional:
        return []
    there = sorted(path.name for path in folder.iterdir())[:NAMES_SHOWN]
    return [Problem(asked.names[0], _missing(asked.names, there))]


def _missing(names: list[str], there: list[str]) -> Message:
    if not there:
        return Message("imports.no_file_at_all", names=names)
    return Message("imports.no_file", names=names, there=there)
