"""Silence of a row: the fields for which it gives no value, though it has the columns that they are read from."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NamedTuple

from app.imports.mappings.mapping import RecordMapping
from app.imports.mappings.table_scope import Cells, TableScope
from schemas.resource import NESTED, Resource

LIFETIME = frozenset({"valid_from", "valid_to"})
"""Fields that an empty cell never clears: a beginning that nobody says is as far back as we know, and an end stands."""


class Columns(NamedTuple):
    """The columns that a field is read from.

    Attributes
    ----------
    places : frozenset of int
        Their places in the cells of a row.
    looked_up : bool
        Whether the value stands in another file: one that is not found there says nothing.
    """

    places: frozenset[int]
    looked_up: bool


@contextmanager
def noting_columns(scope: TableScope) -> Iterator[list[Columns]]:
    """Yield a list that holds, afterwards, the columns that were asked for within."""
    noted: list[Columns] = []
    before = scope.noted
    found: set[int | None] = set()
    scope.noted = found
    try:
        yield noted
    finally:
        scope.noted = before
        noted.append(Columns(frozenset(place for place in found if place is not None), None in found))


class Silence:
    """Finds the fields of a record of which a row says nothing.

    Parameters
    ----------
    columns : mapping
        Fields, or entries ``extra/key``, with the columns that each is read from.
    """

    def __init__(self, resource: Resource, scope: TableScope, columns: Mapping[str, Columns]) -> None:
        lasting = {*resource.required, *resource.deciding, *resource.identity, *resource.fixed, *resource.defaults}
        lasting |= {resource.owner, resource.dated, *LIFETIME, *NESTED}
        self._scope = scope
        self._columns = columns
        self._passing = [name for name in columns if name not in lasting]

    def fields(self, cells: Cells, data: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the fields, or entries, that could be cleared and of which a row says nothing.

        Parameters
        ----------
        data : mapping
            Fields that the row gives.
        """
        return tuple(
            name for name in self._clearable if not is_given(name, data) and self._is_silent(self._columns[name], cells)
        )

    @cached_property
    def _clearable(self) -> tuple[str, ...]:
        """Fields that an empty cell of this file may clear."""
        return tuple(name for name in self._passing if self._may_clear(self._columns[name]))

    def are_silent(self, names: Iterable[str], cells: Cells) -> bool:
        """Whether a row says nothing of fields, though it has their columns."""
        columns = [self._columns.get(name) for name in names]
        return all(one is not None and self._may_clear(one) and self._is_silent(one, cells) for one in columns)

    def _is_silent(self, columns: Columns, cells: Cells) -> bool:
        return not columns.looked_up or all(cells[place] is None for place in columns.places & self._scope.present)

    def _may_clear(self, columns: Columns) -> bool:
        """Whether the file has a column of a field, and none that keeps what it gave before."""
        scope = self._scope
        present = [name for name, place in scope.needed.items() if place in columns.places & scope.present]
        clears = (scope.settings.on_empty.get(name, scope.mapping.on_empty) == "clears" for name in present)
        return bool(present) and all(clears)


def entries_of(record: RecordMapping) -> Iterator[tuple[str, str, Any]]:
    """Yield the entries of custom fields and external ids that a record gives: name of the field, key and value."""
    for name in NESTED:
        value = record.data.get(name)
        if isinstance(value, dict):
            yield from ((name, key, one) for key, one in value.items())


def is_given(name: str, data: Mapping[str, Any]) -> bool:
    """Whether fields hold a field, or an entry."""
    field, _, entry = name.partition("/")
    return field in data and (not entry or entry in data[field])
