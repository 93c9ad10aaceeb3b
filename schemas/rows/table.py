"""Rows of one kind as columns, in which what is repeated stands once: few of thousands of rows are ever looked at."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any, Generic, NamedTuple, Self, TypeVar, overload

Row = TypeVar("Row", bound=tuple[Any, ...])


class Column(NamedTuple):
    """The values of one field.

    Attributes
    ----------
    values : sequence
        One of each row, or each once.
    which : sequence of int or None
        Position among the values, of each row; None: they are one of each row.
    """

    values: Sequence[Any]
    which: Sequence[int] | None = None

    def of(self, place: int) -> Any:
        """Return the value of one row."""
        return self.values[place if self.which is None else self.which[place]]

    @property
    def all(self) -> Sequence[Any]:
        """The value of each row."""
        return self.values if self.which is None else list(map(self.values.__getitem__, self.which))

    def told_apart(self) -> "Column":
        """Return the column with each value once; values that cannot be hashed, such as lists, stand once already."""
        if self.which is not None:
            return self
        first = {value: place for place, value in enumerate(dict.fromkeys(self.values))}
        return Column(list(first), list(map(first.__getitem__, self.values)))


class Table(Sequence[Row], Generic[Row]):
    """Rows of one kind; each is made when somebody looks at it.

    Parameters
    ----------
    shape : type
        A named tuple.
    columns : sequence of Column
        One of each field.

    Examples
    --------
    >>> from schemas.rows.deals import ChainNode
    >>> table = Table.of(ChainNode, [ChainNode("c1", "o1"), ChainNode("c2", "o1")])
    >>> table.column("opportunity").told_apart().values, table[1] == ChainNode("c2", "o1")
    (['o1'], True)
    """

    def __init__(self, shape: type[Any], count: int, columns: Iterable[Column]) -> None:
        self._shape = shape
        self._count = count
        self._columns: dict[str, Column] = dict(zip(shape._fields, columns, strict=True))

    @classmethod
    def of(cls, shape: type[Any], rows: Sequence[Row]) -> Self:
        """Return rows that are there already."""
        columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else ((),) * len(shape._fields)
        return cls(shape, len(rows), map(Column, columns))

    def column(self, name: str) -> Column:
        """Return the values of one field."""
        return self._columns[name]

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        columns = [column.all for column in self._columns.values()]
        return tuple(map(partial(tuple.__new__, self._shape), zip(*columns, strict=True)))

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice) or "_rows" in self.__dict__:
            return self._rows[place]
        row: Row = tuple.__new__(self._shape, [column.of(place) for column in self._columns.values()])
        return row

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Table | tuple) and tuple(self) == tuple(other))

    def __hash__(self) -> int:
        return hash(self._rows)
