"""The files of a folder that a mapping asks for: found, opened, their columns matched; all before any row is read."""

from dataclasses import dataclass
from pathlib import Path

from app.imports.cells.crosswalks import fold
from app.imports.files.csv_rows import CsvFile, open_csv
from app.imports.files.encodings import encoding_of
from app.imports.mappings.mapping import FileMapping, Mapping
from app.imports.mappings.table_scope import TableScope
from app.messages.sentences import sentence
from schemas.errors import InvalidInput, Problem


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
        raise _refused(str(folder), "is no folder; give the folder that holds the exported files")
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
        raise InvalidInput("; ".join(f"{one.pointer}: {sentence(one.detail, 'en')}" for one in problems), problems)
    return files


def _path_of(folder: Path, asked: FileMapping) -> Path | None:
    """Return the file of a folder that has one of the names, whatever the case of its letters."""
    wanted = [name.casefold() for name in asked.names]
    found = {path.name.casefold(): path for path in sorted(folder.iterdir()) if path.is_file()}
    return next((found[name] for name in wanted if name in found), None)


def _missing_file(folder: Path, asked: FileMapping) -> list[Problem]:
    if asked.optional:
        return []
    there = ", ".join(sorted(path.name for path in folder.iterdir())[:20]) or "nothing"
    names = " or ".join(asked.names)
    return [Problem(asked.names[0], f"is not in the folder, under the name {names}; there is {there}")]


def _matched(csv: CsvFile, scope: TableScope) -> tuple[tuple[int | None, ...], list[Problem]]:
    header = {fold(name): place for place, name in reversed(list(enumerate(csv.header)))}
    places = [_place_of(name, scope.settings, header) for name in scope.needed]
    optional = {*scope.settings.optional_columns}
    missing = [name for name, place in zip(scope.needed, places, strict=True) if place is None and name not in optional]
    if not missing:
        return tuple(places), []
    found = ", ".join(csv.header[:40]) + (", ..." if len(csv.header) > 40 else "")
    expected = "; ".join(" or ".join(_names(name, scope.settings)) for name in missing)
    told = f"has no column {expected}; its header is {found}. Export it, or name the column in the mapping"
    return tuple(places), [Problem(f"{csv.path.name} row 1", told)]


def _place_of(name: str, settings: FileMapping, header: dict[str, int]) -> int | None:
    return next((header[fold(one)] for one in _names(name, settings) if fold(one) in header), None)


def _names(name: str, settings: FileMapping) -> list[str]:
    return list(dict.fromkeys([name, *settings.columns.get(name, ())]))


def _refused(pointer: str, detail: str) -> InvalidInput:
    return InvalidInput(f"{pointer} {detail}", [Problem(pointer, detail)])
