"""Rows of an account as one short text and back: columns, in which what is repeated stands once. Pure."""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from graph.read.account_graph_rows import SHAPES, Found

PACKING = 1
"""Level of zlib: the next ones take five times as long for a sixth less."""

FORMAT = hashlib.sha256(repr([(kind, shape._fields) for kind, shape in SHAPES.items()]).encode()).hexdigest()[:16]
"""Of what is packed here: another one when a kind or a field comes, goes or moves."""


def packed_rows(found: Mapping[str, Sequence[Any]]) -> str:
    """Return the rows of an account as plain letters; the inverse of `unpacked_rows`."""
    columns = {kind: [len(rows), *map(_column, zip(*rows, strict=True))] for kind, rows in found.items()}
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), PACKING)).decode()


def unpacked_rows(text: str) -> Found:
    """Return the rows of an account as they were packed."""
    columns = json.loads(zlib.decompress(base64.b64decode(text)))
    return {kind: _rows(kind, count, packed) for kind, (count, *packed) in columns.items()}


def _column(values: tuple[Any, ...]) -> list[Any] | dict[str, Any] | None:
    """Return a column: nothing where all is null, its values, or where these repeat each of them once, and which."""
    if all(value is None for value in values):
        return None
    places: dict[Any, int] = {}
    try:
        which = [places.setdefault(_key(value), len(places)) for value in values]
    except TypeError:
        return list(values)
    if len(places) * 2 > len(values):
        return list(values)
    first = dict(zip(reversed(which), reversed(values), strict=True))
    return {"values": [first[place] for place in range(len(places))], "which": which}


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
