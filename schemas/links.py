"""Which other records a record names: the ends of an edge, references, and what it belongs to."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from schemas.resource import End, Reference, Resource


class Link(NamedTuple):
    """One record that another one names, and the JSON pointer of the field that does."""

    pointer: str
    kind: str
    id: str

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id of the record that is named."""
        return self.kind, self.id


def references_to(*named: str | tuple[str, str]) -> tuple[Reference, ...]:
    """Return the references of a kind of record: each a path and a kind, or a kind whose field bears its name.

    Examples
    --------
    >>> references_to("chain", ("people/*", "person"))
    (Reference(path='chain', kind='chain'), Reference(path='people/*', kind='person'))
    """
    return tuple(Reference(each, each) if isinstance(each, str) else Reference(*each) for each in named)


def end_links(resource: Resource, values: Mapping[str, Any]) -> list[Link]:
    """Return the ends that values name, in their order; those not sent are left out.

    Parameters
    ----------
    values : mapping
        As they are stored: flattened fields as two texts.
    """
    return [link for end in resource.ends for link in _end(end, values)]


def reference_links(resource: Resource, values: Mapping[str, Any]) -> Iterator[Link]:
    """Yield every reference in values, lists of objects as objects."""
    for reference in resource.references:
        if reference.kind:
            name, deeper = _parts(reference.path)
            if values.get(name) is not None:
                yield from _walk(values[name], deeper, f"/{name}", reference.kind)
        elif values.get(f"{reference.path}_id") is not None:
            yield Link(f"/{reference.path}/id", values[f"{reference.path}_kind"], values[f"{reference.path}_id"])


def renamed(resource: Resource, values: Mapping[str, Any], kind: str, names: Mapping[str, str]) -> dict[str, Any]:
    """Return values in which records of a kind are named otherwise; a list that named both names them once.

    Parameters
    ----------
    values : mapping
        Flattened fields as two texts, lists of objects as objects.
    names : mapping
        Ids as they are, and as they shall be.

    Examples
    --------
    >>> from schemas.records.interactions import INTERACTIONS
    >>> renamed(INTERACTIONS, {"people": ["p1", "p2"], "members": ["p1"]}, "person", {"p1": "p2"})
    {'people': ['p2'], 'members': ['p1']}
    """
    changed = dict(values)
    for end in resource.ends:
        if end.kind == kind and changed.get(end.field) is not None:
            changed[end.field] = _otherwise(changed[end.field], names)
    paths = {reference.path: reference.kind for reference in resource.references}
    for path, own in {end.field: end.kind for end in resource.ends if not end.kind}.items() | paths.items():
        if own == kind:
            name, *deeper = path.split("/")
            changed |= {name: _at(changed[name], deeper, names)} if changed.get(name) is not None else {}
        elif not own and changed.get(f"{path}_kind") == kind:
            changed[f"{path}_id"] = names.get(changed[f"{path}_id"], changed[f"{path}_id"])
    return changed


def owner_key(resource: Resource, values: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return kind and id of the record that values belong to and end with; None for what stands alone."""
    if not resource.owner or values.get(resource.owner) is None:
        return None
    kind = next(reference.kind for reference in resource.references if reference.path == resource.owner)
    return kind, values[resource.owner]


def linked_kinds(resource: Resource) -> frozenset[str]:
    """Return the kinds of record that a resource may name, but for those that a value says."""
    kinds = {end.kind for end in resource.ends} | {reference.kind for reference in resource.references}
    return frozenset(kinds - {""})


@cache
def _parts(path: str) -> tuple[str, tuple[str, ...]]:
    """Return the field that a path begins with, and the rest of its parts."""
    name, *deeper = path.split("/")
    return name, tuple(deeper)


def _end(end: End, values: Mapping[str, Any]) -> Iterator[Link]:
    if end.place is not None:
        both = values.get(end.field) or ()
        if len(both) > end.place:
            yield Link(f"/{end.field}/{end.place}", end.kind, both[end.place])
    elif end.kind:
        if values.get(end.field) is not None:
            yield Link(f"/{end.field}", end.kind, values[end.field])
    elif values.get(f"{end.field}_id") is not None:
        yield Link(f"/{end.field}/id", values[f"{end.field}_kind"], values[f"{end.field}_id"])


def _walk(value: Any, path: Sequence[str], pointer: str, kind: str) -> Iterator[Link]:
    if value is None:
        return
    if not path:
        yield Link(pointer, kind, value)
    elif path[0] == "*":
        for place, part in enumerate(value):
            yield from _walk(part, path[1:], f"{pointer}/{place}", kind)
    else:
        yield from _walk(value.get(path[0]), path[1:], f"{pointer}/{path[0]}", kind)


def _otherwise(value: Any, names: Mapping[str, str]) -> Any:
    """Return an id, or a pair of ids in their order, as it shall be."""
    if isinstance(value, str):
        return names.get(value, value)
    return sorted(names.get(one, one) for one in value)


def _at(value: Any, path: Sequence[str], names: Mapping[str, str]) -> Any:
    if value is None:
        return None
    if not path:
        return names.get(value, value)
    if path[0] == "*":
        parts = [_at(part, path[1:], names) for part in value]
        return parts if path[1:] else list(dict.fromkeys(parts))
    return {**value, path[0]: _at(value.get(path[0]), path[1:], names)}
