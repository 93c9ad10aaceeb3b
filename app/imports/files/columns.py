"""The columns of a file that a mapping reads: found by their names; no column of such a name stays unread unsaid."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.imports.cells.crosswalks import fold
from app.imports.files.csv_rows import CsvFile
from app.imports.mappings.mapping import FileMapping
from app.imports.mappings.table_scope import TableScope
from schemas.errors import Problem
from schemas.messages.message import Message

COLUMNS_SHOWN = 40
"""Columns of a header that are named where one is missing."""


@dataclass(slots=True)
class Columns:
    """Where columns stand in a row.

    Attributes
    ----------
    places : list of (int or None)
        By the scope's order of needed columns, where each stands; None where the file has no such column. Behind them,
        further columns of the same names, as `TableScope.copies` says.
    unread : list of (str, str)
        Columns that are not read, as another of the mapping's names for the same is there: each with that other one.
    """

    places: list[int | None] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)


def matched_columns(csv: CsvFile, scope: TableScope, problem: Callable[[Problem], None]) -> Columns:
    """Return where the columns stand that a scope needs; each fault of the header is a problem.

    A name that the header has several times is read as often, where the mapping makes a list of it; else the file is
    refused, as nobody can know which one counts. Of different names for the same column the mapping's first counts.
    """
    header = _by_key(csv.header)
    found = [list(_places_of(name, scope.settings, header)) for name in scope.needed]
    columns = Columns([all_[0] if all_ else None for all_ in found])
    pointer = f"{csv.path.name} row {csv.header_row}"
    for place, all_ in enumerate(found):
        alike = [one for one in all_ if header_key(csv.header[one]) == header_key(csv.header[all_[0]])]
        if place not in scope.single:
            _read_copies(columns, scope, place, all_[1:])
        elif len(alike) > 1:
            names = [csv.header[one] for one in alike]
            numbers = [one + 1 for one in alike]
            problem(Problem(pointer, Message("imports.column_twice", names=names, numbers=numbers)))
        else:
            columns.unread += [(csv.header[one], csv.header[all_[0]]) for one in all_[1:]]
    if missing := _missing(scope, columns):
        problem(Problem(pointer, _no_columns(csv, scope, missing)))
    return columns


def header_key(name: str) -> str:
    """Return by what two headers are the same: without case, accents, width and blanks.

    Examples
    --------
    >>> header_key("E-Mail Address") == header_key("ｅ-ｍａｉｌＡＤＤＲＥＳＳ")
    True
    """
    return fold(name).replace(" ", "")


def _by_key(header: tuple[str, ...]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(header):
        found[header_key(name)].append(place)
    return found


def _places_of(name: str, settings: FileMapping, header: dict[str, list[int]]) -> Iterator[int]:
    """Yield where a column stands under any of its names, the first name first."""
    for key in dict.fromkeys(map(header_key, _names(name, settings))):
        yield from header.get(key, ())


def _read_copies(columns: Columns, scope: TableScope, place: int, others: list[int]) -> None:
    if others:
        first = len(columns.places)
        columns.places.extend(others)
        scope.copies[place] = tuple(range(first, first + len(others)))


def _missing(scope: TableScope, columns: Columns) -> list[str]:
    optional = {*scope.settings.optional_columns}
    return [name for name, place in scope.needed.items() if columns.places[place] is None and name not in optional]


def _no_columns(csv: CsvFile, scope: TableScope, missing: list[str]) -> Message:
    wanted = [Message("imports.column_names", names=_names(name, scope.settings)) for name in missing]
    shown = [*csv.header[:COLUMNS_SHOWN], *(["..."] if len(csv.header) > COLUMNS_SHOWN else [])]
    return Message("imports.no_columns", columns=wanted, header=shown)


def _names(name: str, settings: FileMapping) -> list[str]:
    return list(dict.fromkeys([name, *settings.columns.get(name, ())]))
