"""What the plain model must know of a kind of record: declarations of the registry, read in its own way.

Values are those that callers send: ``{"kind", "id"}`` for a thing of any kind, a list for a pair.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from schemas.registry import BY_KIND
from schemas.resource import Resource

Key = tuple[str, str]


def ends(kind: str, data: Mapping[str, Any]) -> list[Key]:
    """Return both ends of an edge; of what is none, nothing."""
    found = []
    for end in BY_KIND[kind].ends:
        value = data[end.field]
        if isinstance(value, dict):
            found.append((value["kind"], value["id"]))
        else:
            found.append((end.kind, value if end.place is None else value[end.place]))
    return found


def owner(kind: str, data: Mapping[str, Any]) -> Key | None:
    """Return what a record belongs to and ends with."""
    resource = BY_KIND[kind]
    if not resource.owner:
        return None
    (owning,) = (reference.kind for reference in resource.references if reference.path == resource.owner)
    return owning, data[resource.owner]


def references(kind: str, data: Mapping[str, Any]) -> Iterator[Key]:
    """Yield what else the values of a record name."""
    for reference in BY_KIND[kind].references:
        values: list[Any] = [data]
        for name in reference.path.split("/"):
            within = [one for one in values if one is not None]
            values = [part for one in within for part in one] if name == "*" else [one.get(name) for one in within]
        for value in values:
            if value is not None:
                yield (value["kind"], value["id"]) if isinstance(value, dict) else (reference.kind, value)


def identifying_fields(resource: Resource) -> list[str]:
    """Return the fields by which two relations of a kind are told apart."""
    return [*dict.fromkeys(end.field for end in resource.ends), *resource.distinguishing]


def relation(kind: str, data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return which relation values are of: its type, its ends, and what distinguishes it where that is given."""
    resource = BY_KIND[kind]
    values = {**resource.defaults, **{name: value for name, value in data.items() if value is not None}}
    parts: list[str] = []
    for name in identifying_fields(resource):
        value = values.get(name, "")
        parts += value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return (resource.relation, *parts)
