"""Translations of a text: what a crosswalk calls it, and what is read from a title."""

from collections.abc import Callable, Mapping

from app.imports.cells.crosswalks import fold
from app.imports.cells.dates import Unreadable
from app.imports.cells.several import SHOWN, sign_between
from app.imports.cells.titles import department_of, function_of
from app.imports.mappings.mapping import ValueMapping
from app.imports.mappings.table_scope import Findings, TableScope
from app.imports.titles.reading import read_title
from schemas.messages.message import Message

Translate = Callable[[str], str | None]
"""Makes another text of a text, None where there is none; raises `Unreadable`."""

AS_IT_IS = "{}"
"""In ``otherwise``, the value itself."""

_READERS: dict[str, Translate] = {"function": function_of, "department": department_of}


def translation(special: ValueMapping, scope: TableScope, pointer: str) -> Translate:
    """Return how a text is translated as a value of a mapping says."""
    steps: list[Translate] = []
    if special.crosswalk:
        steps.append(_crossed(special, scope, pointer))
    if special.read:
        steps.append(_READERS.get(special.read) or _level_reader(scope.findings))

    def translated(text: str) -> str | None:
        found: str | None = text
        for step in steps:
            found = step(found) if found else None
        return found

    return translated


def _crossed(special: ValueMapping, scope: TableScope, pointer: str) -> Translate:
    name = special.crosswalk or ""
    table = scope.table(name, f"{pointer}/crosswalk")

    def read(text: str) -> str | None:
        known = table.get(fold(text))
        return otherwise(text) if known is None else known or None

    def otherwise(text: str) -> str | None:
        if special.otherwise is None:
            scope.findings.note_unknown(name, text)
            return None
        if AS_IT_IS not in special.otherwise:
            _check_single(text, name, table)
        return special.otherwise.replace(AS_IT_IS, text)

    return read


def _check_single(text: str, name: str, table: Mapping[str, str]) -> None:
    """Refuse several values in one, of which a word for unknown ones would lose all."""
    if sign := sign_between(text, lambda part: fold(part) in table):
        raise Unreadable(Message("imports.several_values", text=text[:SHOWN], crosswalk=name, sign=sign))


def _level_reader(findings: Findings) -> Translate:
    """Return how levels are read from titles; those that say none are noted with why."""

    def read(title: str) -> str | None:
        reading = read_title(title)
        if reading.unread:
            findings.note_unread(title, reading.unread)
        return reading.seniority

    return read
