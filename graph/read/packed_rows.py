"""Rows of an account as one short text and back: columns, in which what is repeated stands once. Pure.

The text has two parts. What is remembered of gaps changes on many nights, by the run itself, and stands apart, so that
the rest, a hundred times as much, need not be packed again for it.
"""

import base64
import hashlib
import zlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from pydantic_core import from_json, to_json

from graph.read.account_graph_rows import SHAPES, Found

PACKING = 1
"""Level of zlib: the next ones take five times as long for a sixth less."""

OF_GAPS = frozenset({"gap_state", "action"})
"""Kinds that a refresh of gaps writes."""

APART = "."
"""Between the two parts: no letter of base64."""

FORMAT = hashlib.sha256(repr([APART, *((kind, of._fields) for kind, of in SHAPES.items())]).encode()).hexdigest()[:16]
"""Of what is packed here: another one when a kind or a field comes, goes or moves."""


def packed_rows(found: Mapping[str, Sequence[Any]], kept: str | None = None) -> str:
    """Return the rows of an account as plain letters; the inverse of `unpacked_rows`.

    Parameters
    ----------
    kept : str, optional
        What this returned of the account when nothing was another than what is remembered of gaps.
    """
    others = kept.partition(APART)[0] if kept else _text({kind: found[kind] for kind in found if kind not in OF_GAPS})
    return others + APART + _text({kind: found[kind] for kind in found if kind in OF_GAPS})


def unpacked_rows(text: str) -> Found:
    """Return the rows of an account as they were packed."""
    others, _, of_gaps = text.partition(APART)
    return _found(others) | _found(of_gaps)


def _text(found: Mapping[str, Sequence[Any]]) -> str:
    columns = {kind: [len(rows), *map(_column, zip(*rows, strict=True))] for kind, rows in found.items()}
    return base64.b64encode(zlib.compress(to_json(columns), PACKING)).decode()


def _found(text: str) -> Found:
    columns = from_json(zlib.decompress(base64.b64decode(text)))
    return {kind: _rows(kind, count, packed) for kind, (count, *packed) in columns.items()}


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


def _values(column: Any, count: int) -> Sequence[Any]:
    if column is None:
        return [None] * count
    if type(column) is dict:
        return list(map(column["values"].__getitem__, column["which"]))
    values: list[Any] = column
    return values
