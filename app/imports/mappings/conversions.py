"""The text of a cell as what a field of ours takes."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.imports.cells.crosswalks import fold
from app.imports.cells.dates import Unreadable
from app.imports.cells.identifiers import IdForm
from app.imports.cells.shortened import external_id_of, telephone_of
from app.imports.cells.values import flag_of, key_of, line_of, prose_of
from app.imports.mappings.field_types import FieldType
from app.imports.mappings.table_scope import TableScope
from app.imports.numbers.number_column import NumberColumn, number_of, whole_of
from schemas.messages.message import Message

Convert = Callable[[str], Any]
"""Makes a value of a text; raises `Unreadable`."""


NUMBERS = frozenset({"number", "money", "whole", "number_or_line", "whole_or_line"})
"""Forms that are read as a column of numbers is."""


def conversion(
    wanted: FieldType, scope: TableScope, by: IdForm | None = None, numbers: NumberColumn | None = None
) -> Convert:
    """Return how a text becomes what a field takes.

    Parameters
    ----------
    numbers : NumberColumn or None
        The column that holds the text; None for a text that stands for itself.
    """
    column, form = numbers or NumberColumn(scope.mapping.decimal), by or scope.mapping.ids
    known = scope.findings.known_ids
    ways: dict[str, Convert] = {
        "id": lambda text: known.made(text, form),
        "instant": scope.date_of,
        "key": key_of,
        "number": lambda text: number_of(text, column),
        "money": column.read,
        "whole": lambda text: whole_of(text, column),
        "number_or_line": partial(_or_line, lambda text: number_of(text, column)),
        "whole_or_line": partial(_or_line, lambda text: whole_of(text, column)),
        "telephone": telephone_of,
        "external": external_id_of,
        "flag": flag_of,
        "prose": prose_of,
        "choice": partial(_chosen, {fold(str(one)): one for one in wanted.choices}),
    }
    if by is not None and wanted.form in {"line", "external"}:
        return lambda text: str(known.made(text, by))
    return ways.get(wanted.form, line_of)


def _or_line(number: Convert, text: str) -> Any:
    """Return a text as a number where it is one, else as it stands."""
    try:
        return number(text)
    except Unreadable:
        return line_of(text)


def _chosen(choices: dict[str, Any], text: str) -> Any:
    key = fold(text)
    for tried in (key, key.replace(" ", "_"), key.replace("-", "_")):
        if tried in choices:
            return choices[tried]
    raise Unreadable(Message("imports.not_a_choice", text=text[:40], choices=[*map(str, choices.values())]))
