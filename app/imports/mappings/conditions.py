"""Conditions of a mapping: when a row counts."""

from collections.abc import Callable

from app.imports.cells.crosswalks import fold
from app.imports.cells.dates import DateColumn, Unreadable, as_instant
from app.imports.cells.values import flag_of
from app.imports.mappings.mapping import Condition
from app.imports.mappings.table_scope import Cells, TableScope
from app.writing.places import fault_at
from schemas.messages.message import Message

Holds = Callable[[Cells], bool]


def compile_condition(condition: Condition, scope: TableScope, pointer: str) -> Holds:
    """Return a test of whether a row satisfies all that a condition says.

    The test raises `Unreadable` for a cell that must be a flag and is none.
    """
    place = scope.column(condition.column)
    tests: list[Holds] = []
    if condition.among is not None:
        tests.append(_among(place, condition, condition.among, scope, pointer))
    if condition.not_among is not None:
        tests.append(_not(_among(place, condition, condition.not_among, scope, pointer)))
    if condition.filled is not None:
        tests.append(_filled(place, condition.filled))
    if condition.flag is not None:
        tests.append(_flagged(place, condition.column, condition.flag))
    if condition.same_as is not None:
        tests.append(_same(place, scope.column(condition.same_as)))
    if condition.before is not None:
        tests.append(_before(condition, scope, pointer))
    if not tests:
        scope.problem(pointer, Message("imports.condition_empty"))
    return lambda cells: all(test(cells) for test in tests)


def _among(place: int, condition: Condition, values: list[str], scope: TableScope, pointer: str) -> Holds:
    known = {fold(value) for value in values}
    if condition.crosswalk is None:
        return lambda cells: fold(cells[place] or "") in known
    table = scope.table(condition.crosswalk, f"{pointer}/crosswalk")
    return lambda cells: fold(table.get(fold(cells[place] or ""), "")) in known


def _not(test: Holds) -> Holds:
    return lambda cells: not test(cells)


def _filled(place: int, filled: bool) -> Holds:
    return lambda cells: (cells[place] is not None) is filled


def _flagged(place: int, name: str, flag: bool) -> Holds:
    def holds(cells: Cells) -> bool:
        text = cells[place]
        try:
            return text is not None and flag_of(text) is flag
        except Unreadable as error:
            raise Unreadable(fault_at(name, error.fault)) from None

    return holds


def _same(place: int, other: int) -> Holds:
    return lambda cells: cells[place] is not None and cells[place] == cells[other]


def _before(condition: Condition, scope: TableScope, pointer: str) -> Holds:
    place, column = scope.date_column(condition.column)
    try:
        limit = as_instant(scope.date_of(condition.before or ""))
    except Unreadable as error:
        scope.problem(f"{pointer}/before", error.fault)
        return lambda cells: False
    return lambda cells: _lies_before(cells[place], column, limit)


def _lies_before(text: str | None, column: DateColumn, limit: str) -> bool:
    """Whether a cell is a date before a limit; one that is not a date is refused where it is used."""
    try:
        return text is not None and as_instant(column.read(text)) < limit
    except Unreadable:
        return False
