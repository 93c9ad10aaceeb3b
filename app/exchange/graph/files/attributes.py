"""Attributes of nodes and edges as other programs take them: one name, one type, never a null."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graph.ledger.stored_form import nested_text

Json = Mapping[str, Any]
Value = str | bool | int | float

KEPT_FOR_THE_PROGRAM = frozenset(
    {"id", "source", "target", "parent", "label", "weight", "key", "value", "interaction", "shared_name", "selected"}
    | {"kind", "name", "undirected", "pid", "start", "end"}
)
"""Names that a program, or we, give a meaning of their own: a field of a record that bears one is ``record_<name>``."""

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Marked(NamedTuple):
    """A node or an edge with its attributes, none of them null."""

    thing: Json
    attributes: dict[str, Value]


def marked(things: Sequence[Json], *own: str) -> list[Marked]:
    """Return nodes or edges of `as_node_link`, each with its attributes: its own of these names, then its record's.

    Lists of texts are joined by semicolons, objects are JSON text.

    Examples
    --------
    >>> marked([{"kind": "person", "record": {"id": "p1", "tags": ["a", "b"], "title": None, "vacant": False}}], "kind")
    ... # doctest: +ELLIPSIS
    [Marked(thing=..., attributes={'kind': 'person', 'record_id': 'p1', 'tags': 'a; b', 'vacant': False})]
    """
    return [Marked(thing, dict(_attributes(thing, own))) for thing in things]


def types_of(things: Sequence[Marked], names: Mapping[type, str]) -> dict[str, str]:
    """Return the type of each attribute as a format names it; one that holds values of several is text.

    Parameters
    ----------
    names : mapping
        What the format calls each type of Python.

    Examples
    --------
    >>> types_of([Marked({}, {"a": 1, "b": True}), Marked({}, {"a": 0.5, "b": "x"})], {int: "i", float: "f", str: "s"})
    {'a': 'f', 'b': 's'}
    """
    found: dict[str, set[type]] = {}
    for thing in things:
        for name, value in thing.attributes.items():
            found.setdefault(name, set()).add(type(value))
    return {name: names[_together(types)] for name, types in found.items()}


def attribute_text(value: Value) -> str:
    """Return a value as it stands in XML, without the characters that XML cannot hold.

    Examples
    --------
    >>> attribute_text(True), attribute_text(0.5), attribute_text(f"a{chr(11)}b")
    ('true', '0.5', 'ab')
    """
    return _NOT_IN_XML.sub("", value) if isinstance(value, str) else json.dumps(value)


def weight_of(edge: Marked) -> float | None:
    """Return how strong an edge is said to be, above 0 to 1; None where nothing is said, or 0: no layout takes it."""
    strength = edge.attributes.get("strength")
    return float(strength) if isinstance(strength, int | float) and strength > 0 else None


def _together(types: set[type]) -> type:
    if types <= {int, float}:
        return float if float in types else int
    return types.pop() if len(types) == 1 else str


def _attributes(thing: Json, own: Sequence[str]) -> Iterator[tuple[str, Value]]:
    for name in own:
        if thing[name] is not None:
            yield name, thing[name]
    for name, value in (thing["record"] or {}).items():
        if value is not None and value != [] and (name, value) != ("name", thing.get("name")):
            yield f"record_{name}" if name in KEPT_FOR_THE_PROGRAM else name, _flat(value)


def _flat(value: Any) -> Value:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(value)
    return nested_text(value) if isinstance(value, list | dict) else value
