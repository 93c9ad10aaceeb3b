"""Values of a mapping as functions of a row: templates, crosswalks, look-ups, and what is read from titles."""

from collections.abc import Callable
from typing import Any

from app.imports.cells.dates import Unreadable
from app.imports.cells.several import parts_of
from app.imports.cells.values import person_name
from app.imports.mappings.conditions import compile_condition
from app.imports.mappings.conversions import conversion
from app.imports.mappings.field_types import LINE, FieldType, field_types, unknown_field
from app.imports.mappings.mapping import SPECIAL, ValueMapping
from app.imports.mappings.money import settled
from app.imports.mappings.table_scope import Cells, TableScope
from app.imports.mappings.templates import Read, TextOf, constant, converted, first_of, named, nothing, template
from app.imports.mappings.translations import translation
from app.messages.validation import validated
from schemas.errors import InvalidInput
from schemas.messages.message import Message

ReadAll = Callable[[Cells], list[Any]]
"""Reads several values from a row; raises `Unreadable`."""

MOST_IN_LIST = 1_000
"""Values of one list that a row may give; no list of ours takes as many."""

_SEVERAL_LINES = FieldType("prose")


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
        return nothing
    if isinstance(value, list):
        return first_of([compile_value(one, wanted, scope, f"{pointer}/{n}") for n, one in enumerate(value)])
    return constant(value) if isinstance(value, bool | int | float) else template(value, wanted, scope, pointer)


def _list(value: Any, wanted: FieldType, scope: TableScope, pointer: str) -> Read:
    """Return how a list is read: its values, from each column of a name, and each of several in one cell."""
    inner = wanted.inner or LINE
    sent = value if isinstance(value, list) else [value]
    pointers = [f"{pointer}/{place}" if sent is value else pointer for place in range(len(sent))]
    reads = [_values(one, inner, scope, at) for one, at in zip(sent, pointers, strict=True)]

    def read(cells: Cells) -> Any:
        found = [one for each in reads for one in each(cells)]
        if len(found) > MOST_IN_LIST:
            raise Unreadable(Message("imports.many_values", count=len(found), most=MOST_IN_LIST))
        return [one for place, one in enumerate(found) if one not in found[:place]] or None

    return read


def _values(value: Any, inner: FieldType, scope: TableScope, pointer: str) -> ReadAll:
    """Return how the values of one entry of a list are read."""
    with scope.listing() as places:
        if isinstance(value, dict) and "split" in value:
            read = _split(value, inner, scope, pointer)
        else:
            one = compile_value(value, inner, scope, pointer)
            read = lambda cells: [one(cells)]  # noqa: E731 - as short as what it does
    return lambda cells: [
        each for variant in scope.variants(cells, places) for each in read(variant) if each is not None
    ]


def _split(value: dict[str, Any], inner: FieldType, scope: TableScope, pointer: str) -> ReadAll:
    """Return how the several values of one cell are read."""
    special = _checked(value, scope, pointer)
    if special is None or special.split is None:
        return lambda cells: []
    sign = special.split
    text = _source_text(special, _SEVERAL_LINES, scope, pointer)
    translate, convert = translation(special, scope, pointer), conversion(inner, scope, special.by)
    holds = compile_condition(special.when, scope, f"{pointer}/when") if special.when else None

    def read(cells: Cells) -> list[Any]:
        found = text(cells) if holds is None or holds(cells) else None
        with named(special.value):
            translated = map(translate, parts_of(found, sign)) if found else ()
            return [convert(part) for part in translated if part]

    return read


def _object(value: dict[str, Any], wanted: FieldType, scope: TableScope, pointer: str) -> Read:
    """Return how an object is read; one that lacks a needed field is left out."""
    known = field_types(wanted.model) if wanted.model else wanted.entries
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
    special = _checked(value, scope, pointer)
    if special is None:
        return nothing
    if special.split is not None:
        scope.problem(f"{pointer}/split", Message("imports.split_takes_list"))
        return nothing
    read = _source(special, wanted, scope, pointer)
    if special.when is None:
        return read
    holds = compile_condition(special.when, scope, f"{pointer}/when")
    return lambda cells: read(cells) if holds(cells) else None


def _checked(value: dict[str, Any], scope: TableScope, pointer: str) -> ValueMapping | None:
    """Return what a mapping says of a value; None where it says it wrongly, which is noted."""
    try:
        return validated(ValueMapping, value, pointer)
    except InvalidInput as error:
        scope.findings.problems.extend(error.problems)
        return None


def _source(special: ValueMapping, wanted: FieldType, scope: TableScope, pointer: str) -> Read:
    if special.lookup is not None:
        return _looked_up(special, wanted, scope, pointer)
    if not (special.crosswalk or special.read or special.given or special.family):
        if special.by is None:
            return compile_value(special.value, wanted, scope, f"{pointer}/value")
        if isinstance(special.value, str):
            return template(special.value, wanted, scope, f"{pointer}/value", special.by)
        text = compile_value(special.value, LINE, scope, f"{pointer}/value")
        return converted(text, conversion(wanted, scope, special.by))
    text = _source_text(special, LINE, scope, pointer)
    translate = translation(special, scope, pointer)
    return converted(
        lambda cells: translate(found) if (found := text(cells)) else None, conversion(wanted, scope, special.by)
    )


def _source_text(special: ValueMapping, form: FieldType, scope: TableScope, pointer: str) -> TextOf:
    """Return how the text is read that a special value is made from."""
    if special.lookup is not None:
        return _looked_up(special, form, scope, pointer)
    if special.given or special.family:
        given, family = (
            compile_value(part or "", LINE, scope, f"{pointer}/{name}")
            for name, part in (("given", special.given), ("family", special.family))
        )
        return lambda cells: person_name(given(cells), family(cells))
    return compile_value(special.value, form, scope, f"{pointer}/value")


def _looked_up(special: ValueMapping, wanted: FieldType, scope: TableScope, pointer: str) -> Read:
    name = special.lookup or ""
    if name not in scope.mapping.files or not scope.mapping.files[name].key:
        scope.problem(f"{pointer}/lookup", Message("imports.no_lookup", file=name))
        return nothing
    key = compile_value(special.key, LINE, scope, f"{pointer}/key")
    other = scope.other(name)
    with other.listing() as places:
        read = compile_value(special.value, wanted, other, f"{pointer}/value")
    other.single.update(places)

    def found(cells: Cells) -> Any:
        text = key(cells)
        row = scope.look_up(name, text) if text else None
        return read(row) if row is not None else None

    return found
