"""Templates of a mapping: texts with columns in braces, as functions of a row."""

import re
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from app.imports.cells.dates import Unreadable
from app.imports.cells.identifiers import IdForm
from app.imports.cells.known_ids import KnownIds
from app.imports.mappings.conversions import NUMBERS, Convert, conversion
from app.imports.mappings.field_types import FieldType
from app.imports.mappings.table_scope import Cells, TableScope
from app.writing.places import fault_at
from schemas.messages.message import Message

Read = Callable[[Cells], Any]
"""Reads a value from a row; raises `Unreadable`."""

TextOf = Callable[[Cells], str | None]

LONGEST_TEXT = 40_000
"""Characters that a value may have before it is read: twice what the longest field takes."""

TEMPLATE, DATE_TEMPLATE = "{FirstName} {LastName}", "{CloseDate}"
"""Examples of templates, for whoever wrote something else."""

_ONE_COLUMN = re.compile(r"\{[^{}]+\}")


def template(value: Any, wanted: FieldType, scope: TableScope, pointer: str, by: IdForm | None = None) -> Read:
    """Return how a text with columns in braces is read: one column as it is, several joined."""
    try:
        parts = list(string.Formatter().parse(value))
    except (TypeError, ValueError):
        scope.problem(pointer, Message("imports.template", example=TEMPLATE))
        return nothing
    names = [name for _, name, _, _ in parts if name is not None]
    if wanted.form == "instant" and names:
        return _date(names, value, scope, pointer)
    alone = len(names) == 1 and value == f"{{{names[0]}}}"
    numbers = scope.number_column(names[0]) if alone and wanted.form in NUMBERS else None
    convert = conversion(wanted, scope, by, numbers)
    if not names:
        return _stated(value, convert, scope, pointer)
    if alone:
        return _cell(scope.column(names[0]), names[0], convert)
    places = [(text, None if name is None else scope.column(name)) for text, name, _, _ in parts]
    if wanted.form == "id":
        return converted(_composed(places, by or scope.mapping.ids, scope.findings.known_ids), convert)
    return converted(_joined(places), convert)


def _stated(value: str, convert: Convert, scope: TableScope, pointer: str) -> Read:
    try:
        return constant(convert(value)) if value else nothing
    except Unreadable as error:
        scope.problem(pointer, error.fault)
        return nothing


def _date(names: list[str], value: str, scope: TableScope, pointer: str) -> Read:
    if len(names) > 1 or value != f"{{{names[0]}}}":
        scope.problem(pointer, Message("imports.date_is_one_column", example=DATE_TEMPLATE))
    place, column = scope.date_column(names[0])
    return _cell(place, names[0], column.read)


@contextmanager
def named(value: Any) -> Iterator[None]:
    """Say of what cannot be read in which column it stands, where a value is one column."""
    column = value[1:-1] if isinstance(value, str) and _ONE_COLUMN.fullmatch(value) else ""
    try:
        yield
    except Unreadable as error:
        raise Unreadable(fault_at(column, error.fault)) from None


def _cell(place: int, name: str, convert: Convert) -> Read:
    def read(cells: Cells) -> Any:
        text = cells[place]
        if text is None:
            return None
        try:
            _check_length(len(text))
            return convert(text)
        except Unreadable as error:
            raise Unreadable(fault_at(name, error.fault)) from None

    return read


def _joined(places: list[tuple[str, int | None]]) -> TextOf:
    """Return how a text is joined of what cells hold; None where none holds anything."""

    def read(cells: Cells) -> str | None:
        found = [(before, None if place is None else cells[place]) for before, place in places]
        if not any(one for _, one in found):
            return None
        _check_length(sum(len(before) + len(one or "") for before, one in found))
        return " ".join("".join(before + (one or "") for before, one in found).split())

    return read


def _composed(places: list[tuple[str, int | None]], form: IdForm, known: KnownIds) -> TextOf:
    """Return how an id is composed of the ids in cells; None where one is empty."""

    def read(cells: Cells) -> str | None:
        parts = []
        _check_length(sum(len(before) + len(cells[place] or "") for before, place in places if place is not None))
        for before, place in places:
            cell = "" if place is None else cells[place]
            if cell is None:
                return None
            parts.append(before + (known.made(cell, form) if cell and form == "salesforce" else cell))
        return "".join(parts)

    return read


def _check_length(length: int) -> None:
    """Refuse a value before it is made, for a template of some kilobytes can make gigabytes of one cell."""
    if length > LONGEST_TEXT:
        raise Unreadable(Message("imports.text_too_long", count=length, most=LONGEST_TEXT))


def converted(text: TextOf, convert: Convert) -> Read:
    """Return how a text is read as something else; None where there is no text."""

    def read(cells: Cells) -> Any:
        found = text(cells)
        return None if found is None else convert(found)

    return read


def first_of(reads: list[Read]) -> Read:
    """Return how the first of several values is read that is there."""
    return lambda cells: next((found for read in reads if (found := read(cells)) is not None), None)


def constant(value: Any) -> Read:
    """Return what reads the same of every row."""
    return lambda cells: value


def nothing(cells: Cells) -> None:
    """Return nothing: for a value that the mapping states wrongly."""
