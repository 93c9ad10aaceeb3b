"""Rows of an account as one short text and back: columns, in which what is repeated stands once. Pure.

The text has three parts. What is remembered of gaps changes on many nights, by the run itself, and stands apart, so
that the rest, a hundred times as much, need not be packed again for it. The last part is numbers that follow from the
rows, as JSON has them.
"""

import base64
import hashlib
import zlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Literal

from pydantic_core import from_json, to_json

from graph.read.account_graph_rows import SHAPES, Found
from schemas.rows.table import Column, Table

PACKING = 1
"""Level of zlib: the next ones take five times as long for a sixth less."""

NO_STRINGS: Literal["none"] = "none"
"""Looks no string up among those that were read before: in columns what is repeated stands once anyway."""

OF_GAPS = frozenset({"gap_state", "action"})
"""Kinds that a refresh of gaps writes."""

LOOKED_AT_BY_COLUMN = frozenset({"interaction"})
"""Kinds of which there are thousands of rows, few of which anybody looks at."""

APART = "."
"""Between the parts: no letter of base64."""

FORMAT = hashlib.sha256(repr([APART * 2, *((kind, of._fields) for kind, of in SHAPES.items())]).encode()).hexdigest()[
    :16
]
"""Of what is packed here: another one when a kind or a field comes, goes or moves."""


def packed_rows(
    found: Mapping[str, Sequence[Any]], kept: str | None = None, numbers: Mapping[str, Any] | None = None
) -> str:
    """Return the rows of an account as plain letters; the inverse of `unpacked_rows` and `unpacked_numbers`.

    Parameters
    ----------
    kept : str, optional
        What this returned of the account when nothing was another than what is remembered of gaps.
    numbers : mapping, optional
        Numbers that go with the rows; without them those that are kept.
    """
    others, _, of_kept = _parts(kept) if kept else (_columns(found, of_gaps=False), "", _text({}))
    with_them = of_kept if numbers is None else _text(numbers)
    return APART.join((others, _columns(found, of_gaps=True), with_them))


def unpacked_rows(text: str) -> Found:
    """Return the rows of an account as they were packed."""
    others, of_gaps, _ = _parts(text)
    return {
        kind: _table(kind, count, packed) if kind in LOOKED_AT_BY_COLUMN else _rows(kind, count, packed)
        for part in (others, of_gaps)
        for kind, (count, *packed) in _content(part).items()
    }


def unpacked_numbers(text: str) -> dict[str, Any]:
    """Return the numbers that were packed with rows."""
    return _content(_parts(text)[2])


def _parts(text: str) -> tuple[str, str, str]:
    others, of_gaps, numbers = text.split(APART)
    return others, of_gaps, numbers


def _columns(found: Mapping[str, Sequence[Any]], *, of_gaps: bool) -> str:
    chosen = {kind: rows for kind, rows in found.items() if (kind in OF_GAPS) == of_gaps}
    return _text({kind: [len(rows), *map(_column, zip(*rows, strict=True))] for kind, rows in chosen.items()})


def _text(content: Mapping[str, Any]) -> str:
    return base64.b64encode(zlib.compress(to_json(content), PACKING)).decode()


def _content(text: str) -> dict[str, Any]:
    content: dict[str, Any] = from_json(zlib.decompress(base64.b64decode(text)), cache_strings=NO_STRINGS)
    return content


def _column(values: tuple[Any, ...]) -> list[Any] | dict[str, Any] | None:
    """Return a column: nothing where all is null, its values, or where these repeat each of them once, and which."""
    types = set(map(type, values))
    if types == {type(None)}:
        return None
    if types <= {str, type(None)}:
        return _column_of_texts(values)
    places: dict[Any, int] = {}
    try:
        which = [places.setdefault(_key(value), len(places)) for value in values]
    except TypeError:
        return list(values)
    if len(places) * 2 > len(values):
        return list(values)
    first = dict(zip(reversed(which), reversed(values), strict=True))
    return {"values": [first[place] for place in range(len(places))], "which": which}


def _column_of_texts(values: tuple[str | None, ...]) -> list[Any] | dict[str, Any]:
    """Return a column of texts, as `_column` does of anything, without a step of Python for each of them."""
    different = list(dict.fromkeys(values))
    if len(different) * 2 > len(values):
        return list(values)
    places = {value: place for place, value in enumerate(different)}
    return {"values": different, "which": list(map(places.__getitem__, values))}


def _key(value: Any) -> Any:
    """Return by what a value is the same as another, of texts and lists of texts: of others equal ones may differ."""
    if value is None or type(value) is str:
        return value
    if type(value) is list and all(type(one) is str for one in value):
        return tuple(value)
    raise TypeError


def _rows(kind: str, count: int, columns: Sequence[Any]) -> list[Any]:
    if not count:
        return []
    full = [_values(column, count) for column in columns]
    return list(map(partial(tuple.__new__, SHAPES[kind]), zip(*full, strict=True)))


def _table(kind: str, count: int, columns: Sequence[Any]) -> Table[Any]:
    there = columns or [[]] * len(SHAPES[kind]._fields)
    return Table(SHAPES[kind], count, [_column_of_table(column, count) for column in there])


def _column_of_table(column: Any, count: int) -> Column:
    if type(column) is dict:
        return Column(column["values"], column["which"])
    return Column([None], [0] * count) if column is None else Column(column)


def _values(column: Any, count: int) -> Sequence[Any]:
    if column is None:
        return [None] * count
    if type(column) is dict:
        return list(map(column["values"].__getitem__, column["which"]))
    values: list[Any] = column
    return values
