"""What a record of any kind names, as tests know it from the registry."""

from collections.abc import Iterator, Mapping
from typing import Any

from schemas.resource import Reference, Resource
from tests.contract.kinds import example, kinds_at

GHOST = "ghost"
"""Id of what is not there."""


def identity(resource: Resource, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what domain.md derives an id from: both ends, then what distinguishes, each where it is sent."""
    sent = {**resource.defaults, **data}
    for name in dict.fromkeys([end.field for end in resource.ends]) | dict.fromkeys(resource.distinguishing):
        value = sent.get(name)
        if isinstance(value, dict):
            yield from (value["kind"], value["id"])
        elif isinstance(value, list):
            yield from value
        elif value is not None:
            yield value


def ends_of(resource: Resource, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return kind and id of both ends of an edge."""
    found = []
    for end in resource.ends:
        value = data[end.field]
        if end.place is not None:
            found.append((end.kind, value[end.place]))
        else:
            found.append((end.kind, value) if end.kind else (value["kind"], value["id"]))
    return found


def ghosts(resource: Resource) -> Iterator[tuple[str, Any, str, str]]:
    """Yield for each field that names a record: the field, a value that names nobody, the pointer, and their kind."""
    for end in resource.ends:
        if end.place is not None:
            yield end.field, [GHOST, "zombie"], f"/{end.field}/{end.place}", end.kind
        elif end.kind:
            yield end.field, GHOST, f"/{end.field}", end.kind
        else:
            yield from _flat_ghosts(resource, end.field)
    for reference in resource.references:
        if reference.kind:
            yield _ghost(resource, reference)
        else:
            yield from _flat_ghosts(resource, reference.path)


def _flat_ghosts(resource: Resource, field: str) -> Iterator[tuple[str, Any, str, str]]:
    for kind in kinds_at(resource, field):
        yield field, {"kind": kind, "id": GHOST}, f"/{field}/id", kind


def _ghost(resource: Resource, reference: Reference) -> tuple[str, Any, str, str]:
    head, *path = reference.path.split("/")
    value: Any = GHOST
    if path:
        parts = example(resource, head)[0]
        value = [{**parts, path[-1]: GHOST}] if isinstance(parts, dict) else [GHOST]
    return head, value, "/" + reference.path.replace("*", "0"), reference.kind
