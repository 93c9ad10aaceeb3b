"""Values of a mapping as functions of a row: templates, crosswalks, look-ups, and what is read from titles."""

import string
from collections.abc import Callable
from typing import Any, Literal

from pydantic import Field

from app.imports.cells.crosswalks import fold
from app.imports.cells.dates import Unreadable
from app.imports.cells.identifiers import IdForm
from app.imports.cells.known_ids import KnownIds
from app.imports.cells.titles import department_of, function_of
from app.imports.cells.values import person_name
from app.imports.mappings.conditions import compile_condition
from app.imports.mappings.conversions import NUMBERS, Convert, conversion
from app.imports.mappings.field_types import LINE, FieldType, field_types, unknown_field
from app.imports.mappings.mapping import Condition, Part
from app.imports.mappings.money import settled
from app.imports.mappings.table_scope import Cells, Findings, TableScope
from app.imports.titles.reading import read_title
from app.messages.validation import validated
from app.writing.places import fault_at
from schemas.errors import InvalidInput
from schemas.messages.message import Message

Read = Callable[[Cells], Any]
"""Reads a value from a row; raises `Unreadable`."""

TEMPLATE, DATE_TEMPLATE = "{FirstName} {LastName}", "{CloseDate}"
"""Examples of templates, for whoever wrote something else."""

TextOf = Callable[[Cells], str | None]

_READERS: dict[str, Callable[[str], str | None]] = {"function": function_of, "department": department_of}


class ValueMapping(Part):
    """A value that is more than a template."""

    value: Any = Field(None, description="Where it comes from: a template, or several of which the first counts.")
    given: str | None = Field(None, description="A given name, to be joined with ``family``.")
    family: str | None = None
    crosswalk: str | None = Field(None, description="What it is called here.")
    otherwise: str | None = Field(None, description="What a value is that the crosswalk does not know.")
    read: Literal["seniority", "function", "department"] | None = Field(None, description="Read it from a title.")
    by: IdForm | None = Field(None, description="How the id is written; else as the mapping says.")
    lookup: str | None = Field(None, description="Take it from another file of the mapping ...")
    key: Any = Field(None, description="... from the row with this key.")
    when: Condition | None = None


SPECIAL = frozenset(ValueMapping.model_fields)


def compile_value(value: Any, wanted: FieldType, scope: TableScope, pointer: str) -> Read:
    """Return how a value of a mapping is read from a row, as what a field takes.

    Faults of the mapping are noted in the scope.
    """
    if wanted.form == "list":
        return _list(value, wanted, scope, pointer)
    if isinstance(value, dict):
        fields = field_types(wanted.model).keys() if wanted.model else set()
        compiled = _special if SPECIAL & value.keys() and not value.keys() <= fields else _object
        return compiled(value, wanted, scope, pointer)
    if wanted.form in {"object", "table"}:
        scope.problem(pointer, Message("imports.takes_table"))
        return _nothing
    if isinstance(value, list):
        return _first([compile_value(one, wanted, scope, f"{pointer}/{n}") for n, one in enumerate(value)])
    return _constant(value) if isinstance(value, bool | int | float) else _template(value, wanted, scope, pointer)


def _list(value: Any, wanted: FieldType, scope: TableScope, pointer: str) -> Read:
    inner = wanted.inner or LINE
    sent = value if isinstance(value, list) else [value]
    reads = [compile_value(one, inner, scope, f"{pointer}/{place}") for place, one in enumerate(sent)]

    def read(cells: Cells) -> Any:
        found = [one for each in reads if (one := each(cells)) is not None]
        return [one for place, one in enumerate(found) if one not in found[:place]] or None

    return read


def _object(value: dict[str, Any], wanted: FieldType, scope: TableScope, pointer: str) -> Read:
    """Return how an object is read; one that lacks a needed field is left out."""
    known = field_types(wanted.model) if wanted.model else {}
    inner = wanted.inner
    reads: dict[str, Read] = {}
    for name, one in value.items():
        kind = known.get(name) or inner
        if kind is None:
            scope.problem(f"{pointer}/{name}", unknown_field(name, known))
        else:
            reads[name] = compile_value(one, kind, scope, f"{pointer}/{name}")
    fields = wanted.model.model_fields if wanted.model else {}
    needed = [name for name, field in fields.items() if field.is_required()]

    def read(cells: Cells) -> Any:
        found = settled({name: one for name, each in reads.items() if (one := each(cells)) is not None}, fields, needed)
        return found if found and all(name in found for name in needed) else None

    return read


def _special(value: dict[str, Any], wanted: FieldType, scope: TableScope, pointer: str) -> Read:
    try:
        special = validated(ValueMapping, value, pointer)
    except InvalidInput as error:
        scope.findings.problems.extend(error.problems)
        return _nothing
    read = _source(special, wanted, scope, pointer)
    holds = compile_condition(special.when, scope, f"{pointer}/when") if special.when else None
    return read if holds is None else lambda cells: read(cells) if holds(cells) else None


def _source(special: ValueMapping, wanted: FieldType, scope: TableScope, pointer: str) -> Read:
    if special.lookup is not None:
        return _looked_up(special, wanted, scope, pointer)
    if not (special.crosswalk or special.read or special.given or special.family):
        if special.by is None:
            return compile_value(special.value, wanted, scope, f"{pointer}/value")
        if isinstance(special.value, str):
            return _template(special.value, wanted, scope, f"{pointer}/value", special.by)
        text = compile_value(special.value, LINE, scope, f"{pointer}/value")
        return _converted(text, conversion(wanted, scope, special.by))
    return _converted(_text(special, scope, pointer), conversion(wanted, scope, special.by))


def _text(special: ValueMapping, scope: TableScope, pointer: str) -> TextOf:
    """Return how the text is read that a special value is made from."""
    if special.given or special.family:
        given, family = (
            compile_value(part or "", LINE, scope, f"{pointer}/{name}")
            for name, part in (("given", special.given), ("family", special.family))
        )
        return lambda cells: person_name(given(cells), family(cells))
    text = compile_value(special.value, LINE, scope, f"{pointer}/value")
    if special.crosswalk:
        text = _crossed(text, special, scope, pointer)
    if special.read:
        text = _read_by(text, _READERS.get(special.read) or _level_reader(scope.findings))
    return text


def _crossed(text: TextOf, special: ValueMapping, scope: TableScope, pointer: str) -> TextOf:
    name = special.crosswalk or ""
    table = scope.table(name, f"{pointer}/crosswalk")

    def read(cells: Cells) -> str | None:
        found = text(cells)
        if found is None:
            return None
        known = table.get(fold(found))
        return otherwise(found) if known is None else known or None

    def otherwise(found: str) -> str | None:
        if special.otherwise is None:
            scope.findings.note_unknown(name, found)
            return None
        return special.otherwise.replace("{}", found)

    return read


def _read_by(text: TextOf, reader: Callable[[str], str | None]) -> TextOf:
    def read(cells: Cells) -> str | None:
        found = text(cells)
        return reader(found) if found else None

    return read


def _level_reader(findings: Findings) -> Callable[[str], str | None]:
    """Return how levels are read from titles; those that say none are noted with why."""

    def read(title: str) -> str | None:
        reading = read_title(title)
        if reading.unread:
            findings.note_unread(title, reading.unread)
        return reading.seniority

    return read


def _looked_up(special: ValueMapping, wanted: FieldType, scope: TableScope, pointer: str) -> Read:
    name = special.lookup or ""
    if name not in scope.mapping.files or not scope.mapping.files[name].key:
        scope.problem(f"{pointer}/lookup", Message("imports.no_lookup", file=name))
        return _nothing
    key = compile_value(special.key, LINE, scope, f"{pointer}/key")
    other = scope.other(name)
    read = compile_value(special.value, wanted, other, f"{pointer}/value")

    def found(cells: Cells) -> Any:
        text = key(cells)
        row = scope.look_up(name, text) if text else None
        return read(row) if row is not None else None

    return found


def _template(value: Any, wanted: FieldType, scope: TableScope, pointer: str, by: IdForm | None = None) -> Read:
    """Return how a text with columns in braces is read: one column as it is, several joined."""
    try:
        parts = list(string.Formatter().parse(value))
    except (TypeError, ValueError):
        scope.problem(pointer, Message("imports.template", example=TEMPLATE))
        return _nothing
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
        return _converted(_composed(places, by or scope.mapping.ids, scope.findings.known_ids), convert)
    return _converted(_joined(places), convert)


def _stated(value: str, convert: Convert, scope: TableScope, pointer: str) -> Read:
    try:
        return _constant(convert(value)) if value else _nothing
    except Unreadable as error:
        scope.problem(pointer, error.fault)
        return _nothing


def _date(names: list[str], value: str, scope: TableScope, pointer: str) -> Read:
    if len(names) > 1 or value != f"{{{names[0]}}}":
        scope.problem(pointer, Message("imports.date_is_one_column", example=DATE_TEMPLATE))
    place, column = scope.date_column(names[0])
    return _cell(place, names[0], column.read)


def _cell(place: int, name: str, convert: Convert) -> Read:
    def read(cells: Cells) -> Any:
        text = cells[place]
        if text is None:
            return None
        try:
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
        return " ".join("".join(before + (one or "") for before, one in found).split())

    return read


def _composed(places: list[tuple[str, int | None]], form: IdForm, known: KnownIds) -> TextOf:
    """Return how an id is composed of the ids in cells; None where one is empty."""

    def read(cells: Cells) -> str | None:
        parts = []
        for before, place in places:
            cell = "" if place is None else cells[place]
            if cell is None:
                return None
            parts.append(before + (known.made(cell, form) if cell and form == "salesforce" else cell))
        return "".join(parts)

    return read


def _converted(text: TextOf, convert: Convert) -> Read:
    def read(cells: Cells) -> Any:
        found = text(cells)
        return None if found is None else convert(found)

    return read


def _first(reads: list[Read]) -> Read:
    return lambda cells: next((found for read in reads if (found := read(cells)) is not None), None)


def _constant(value: Any) -> Read:
    return lambda cells: value


def _nothing(cells: Cells) -> None:
    """Return nothing: for a value that the mapping states wrongly."""
