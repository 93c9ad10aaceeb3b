"""References within a document: what is said in several places is said once, under `components`."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Part = dict[str, Any]

METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
"""Members of a path that are operations; beside them stands what all of these have in common."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of a document stands, and the name that it would have as a component."""

    holder: Any
    key: str | int
    name: str

    @property
    def part(self) -> Part:
        """The part."""
        found: Part = self.holder[self.key]
        return found


class DocumentError(Exception):
    """The document of the API would contradict itself: a fault of its making, seen by its tests."""


def reference(kind: str, name: str) -> Part:
    """Return a reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def resolved(document: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a part of a document says, in place or by a reference.

    Examples
    --------
    >>> limit = {"name": "limit", "in": "query"}
    >>> resolved({"components": {"parameters": {"limit": limit}}}, reference("parameters", "limit")) == limit
    True
    """
    while "$ref" in part:
        found: Any = document
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def requests_of(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Part]]:
    """Yield the method, as HTTP writes it, and the path of every operation of a document, with the operation."""
    for path, item in document["paths"].items():
        for method in (name for name in item if name in METHODS):
            yield method.upper(), path, item[method]


def operations_of(document: Mapping[str, Any]) -> Iterator[Part]:
    """Yield every operation of a document."""
    for _, _, operation in requests_of(document):
        yield operation


def share(document: Part, kind: str, places: Iterable[Place]) -> None:
    """Move what stands in more than one of some places to the components, and refer to it there.

    Raises
    ------
    DocumentError
        When two different parts would have one name.
    """
    found = list(places)
    times = Counter(_text(place.part) for place in found)
    components: Part = document["components"].setdefault(kind, {})
    for place in found:
        if times[_text(place.part)] > 1:
            if components.setdefault(place.name, place.part) != place.part:
                raise DocumentError(f"two different {kind} would be named '{place.name}'")
            place.holder[place.key] = reference(kind, place.name)


def _text(part: Part) -> str:
    return json.dumps(part, sort_keys=True)
