"""The files of a folder that a mapping asks for: found, opened, their columns matched; all before any row is read."""

from dataclasses import dataclass
from pathlib import Path

from app.imports.cells.crosswalks import fold
from app.imports.files.csv_rows import CsvFile, open_csv
from app.imports.files.encodings import encoding_of
from app.imports.mappings.mapping import FileMapping, Mapping
from app.imports.mappings.table_scope import TableScope
from app.writing.places import in_one
from schemas.errors import InvalidInput, Problem
from schemas.messages.message import Message

NAMES_SHOWN = 20
"""Files of the folder that are named where one is missing."""

COLUMNS_SHOWN = 40
"""Columns of a header that are named where one is missing."""


@dataclass(frozen=True)
class TableFile:
    """A file of the import.

    Attributes
    ----------
    places : tuple of (int or None)
        By the scope's order of needed columns, where each stands in a row; None where the file has no such column.
    """

    scope: TableScope
    csv: CsvFile
    places: tuple[int | None, ...]

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.csv.path.name


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
    files: list[TableFile] = []
    for name, asked in mapping.files.items():
        path = _path_of(folder, asked)
        if path is None:
            problems.extend(_missing_file(folder, asked))
            continue
        csv = open_csv(path, encoding_of(path, mapping.encoding), mapping.delimiter, asked.extra_cells == "ignore")
        places, missing = _matched(csv, scopes[name])
        problems.extend(missing)
        files.append(TableFile(scopes[name], csv, places))
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


def _matched(csv: CsvFile, scope: TableScope) -> tuple[tuple[int | None, ...], list[Problem]]:
    header = {fold(name): place for place, name in reversed(list(enumerate(csv.header)))}
    places = [_place_of(name, scope.settings, header) for name in scope.needed]
    optional = {*scope.settings.optional_columns}
    missing = [name for name, place in zip(scope.needed, places, strict=True) if place is None and name not in optional]
    if not missing:
        return tuple(places), []
    columns = [Message("imports.column_names", names=_names(name, scope.settings)) for name in missing]
    shown = [*csv.header[:COLUMNS_SHOWN], *(["..."] if len(csv.header) > COLUMNS_SHOWN else [])]
    fault = Message("imports.no_columns", columns=columns, header=shown)
    return tuple(places), [Problem(f"{csv.path.name} row 1", fault)]


def _place_of(name: str, settings: FileMapping, header: dict[str, int]) -> int | None:
    return next((header[fold(one)] for one in _names(name, settings) if fold(one) in header), None)


def _names(name: str, settings: FileMapping) -> list[str]:
    return list(dict.fromkeys([name, *settings.columns.get(name, ())]))
