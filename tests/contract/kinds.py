"""For every kind of record, what a test writes of it: made from the registry, so that a new kind needs no edit."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from typing import Any, NamedTuple, get_args
from uuid import uuid4

from pydantic import ValidationError

from schemas.registry import BY_KIND, RESOURCES
from schemas.resource import EdgeFields, RecordFields, Resource
from schemas.writes import BOOK, WriteItem
from tests.contract.ledgers import day

KINDS = [resource.kind for resource in RESOURCES]
WRITTEN = [resource.kind for resource in RESOURCES if not resource.read_only]
EDGES = [resource.kind for resource in RESOURCES if resource.is_edge]
RELATIONS = [resource.kind for resource in RESOURCES if resource.is_relation]
DATED = [resource.kind for resource in RESOURCES if resource.dated]
OWNED = [resource.kind for resource in RESOURCES if resource.owner]

OBSERVED = day(2020)
"""When everything was that is about one instant."""


class Change(NamedTuple):
    """A field that may change under one id, and two values it may have."""

    field: str
    first: Any
    second: Any


def new_id(kind: str) -> str:
    """Return an id that nothing else has, and that says what it is of."""
    return f"{kind}-{uuid4().hex[:12]}"


def ledger_of(resource: Resource, account_id: str, record_id: str) -> str:
    """Return whose revision a record raises."""
    return {"account": account_id, "book": BOOK, "self": record_id}[resource.scope]


def written(
    kind: str, record_id: str | None, fields: Mapping[str, Any], ledger: str = BOOK, **options: Any
) -> WriteItem:
    """Return an item that writes these fields, whatever they are called, validated as those of a request are."""
    resource = BY_KIND[kind]
    sent = resource.fields.model_validate(fields).model_dump(exclude_unset=True)
    return WriteItem(resource, ledger, record_id, sent, **options)


class Maker:
    """Makes records of one account and of the book, with what they need before them.

    Parameters
    ----------
    account_id : str
        An account that exists.

    Attributes
    ----------
    needed : list of WriteItem
        What must be written first, book-wide records before those of the account.
    """

    def __init__(self, account_id: str) -> None:
        self._account = account_id
        self._made: dict[tuple[str, int], str] = {("account", 0): account_id}
        self.needed: list[WriteItem] = []

    def minimal(self, kind: str, **given: Any) -> dict[str, Any]:
        """Return what a sound record of a kind must have, beside the fields that are given."""
        resource = BY_KIND[kind]
        missing = [name for name in resource.required if name not in given]
        return self._sound(resource, {name: self.value(resource, name) for name in missing} | given) or {}

    def full(self, kind: str) -> dict[str, Any]:
        """Return a sound record of a kind with every field that it can have at once, but for its lifetime and extra."""
        resource, values = BY_KIND[kind], self.minimal(kind)
        for name in resource.fields.model_fields.keys() - {"valid_from", "valid_to", "extra"}:
            if name not in values and (value := self.value(resource, name)) is not None:
                values = self._sound(resource, {**values, name: value}) or values
        return values

    def upsert(self, kind: str, record_id: str | None, fields: Mapping[str, Any], **options: Any) -> WriteItem:
        """Return an item that writes these fields of a record."""
        return written(kind, record_id, fields, ledger_of(BY_KIND[kind], self._account, record_id or ""), **options)

    def record(self, kind: str, place: int = 0) -> str:
        """Return the id of a record of a kind that will be there: the same for the same place, another for another."""
        if (kind, place) not in self._made:
            self._made[kind, place] = record_id = new_id(kind)
            self.needed.append(self.upsert(kind, record_id, self.minimal(kind)))
            self.needed.sort(key=lambda one: one.ledger != BOOK)
        return self._made[kind, place]

    def value(self, resource: Resource, name: str, place: int = 0) -> Any:
        """Return a value of a field; None where a test cannot know one. Another place: other records."""
        if name == resource.dated:
            return OBSERVED
        if name == "external_ids":
            return {"crm": new_id("crm")}
        if any(end.field == name for end in resource.ends):
            return self._end(resource, name, place)
        if any(reference.path.split("/")[0] == name for reference in resource.references):
            return self._reference(resource, name, place)
        fresh = f"k_{uuid4().hex[:12]}"
        if resource.scope == "book" and name in resource.distinguishing and is_valid(resource, name, fresh):
            return fresh
        return example(resource, name)

    def _end(self, resource: Resource, name: str, place: int) -> Any:
        ends = [end for end in resource.ends if end.field == name]
        if ends[0].place is not None:
            return sorted(self.record(end.kind, place * 2 + (end.place or 0)) for end in ends)
        if not ends[0].kind:
            return self._of_any_kind(resource, name, place)
        same = [end.field for end in resource.ends if end.kind == ends[0].kind]
        return self.record(ends[0].kind, place * 2 + same.index(name))

    def _of_any_kind(self, resource: Resource, name: str, place: int) -> dict[str, str]:
        kind = example(resource, name)["kind"]
        return {"kind": kind, "id": self.record(kind, place)}

    def _reference(self, resource: Resource, name: str, place: int) -> Any:
        if name in resource.flattened:
            return self._of_any_kind(resource, name, place)
        value = deepcopy(example(resource, name))
        for reference in resource.references:
            head, *path = reference.path.split("/")
            if head == name:
                value = self._replaced(value, path, self.record(reference.kind, place))
        return value

    def _replaced(self, value: Any, path: list[str], record_id: str) -> Any:
        if not path:
            return record_id
        if path[0] == "*":
            return [self._replaced(value[0] if value else None, path[1:], record_id)]
        return {**value, path[0]: self._replaced(value[path[0]], path[1:], record_id)}

    def _sound(self, resource: Resource, values: dict[str, Any]) -> dict[str, Any] | None:
        """Return values with what these call for, or None where they contradict each other."""
        while faults := faults_of(resource, values):
            lacking = [name for name in faults if name not in values]
            if len(lacking) < len(faults):
                return None
            values |= {name: self.value(resource, name) for name in lacking}
        return values


def faults_of(resource: Resource, values: Mapping[str, Any]) -> list[str]:
    """Return the fields that a kind's own check finds wrong."""
    sent = resource.fields.model_validate(values).model_dump(exclude_unset=True)
    found = resource.check({**resource.defaults, **sent}) if resource.check else ()
    return [pointer.split("/")[1] for pointer, _ in found]


@cache
def change_of(kind: str) -> Change:
    """Return a field of a kind that may change, with two values; one of its own, where it has any."""
    resource = BY_KIND[kind]
    kept = {*resource.required, *RecordFields.model_fields}
    own = [name for name in resource.fields.model_fields if name not in kept and name not in EdgeFields.model_fields]
    for name in (*own, "confidence", *resource.required):
        if name in resource.fields.model_fields and (values := _two_values(resource, name)):
            return Change(name, *values)
    raise LookupError(f"nothing of a {kind} can change")


def another(resource: Resource, name: str, value: Any) -> Any:
    """Return another value that a field may have, where it names no record."""
    return next(one for one in _others(resource, name, value) if is_valid(resource, name, one))


def is_valid(resource: Resource, name: str, value: Any) -> bool:
    """Whether a field may have a value, whatever else there is."""
    try:
        resource.fields.model_validate({name: value})
    except ValidationError:
        return False
    return True


def _two_values(resource: Resource, name: str) -> tuple[Any, Any] | None:
    heads = {reference.path.split("/")[0] for reference in resource.references}
    never = {*(end.field for end in resource.ends), *resource.distinguishing, *resource.fixed, *resource.flattened}
    if name in heads | never | {resource.dated} or name in resource.json_fields:
        return None
    first = example(resource, name)
    minimal = Maker("nobody").minimal(resource.kind)
    for second in _others(resource, name, first):
        if is_valid(resource, name, second) and not any(
            faults_of(resource, {**minimal, name: value}) for value in (first, second)
        ):
            return first, second
    return None


def _others(resource: Resource, name: str, value: Any) -> Iterator[Any]:
    if choices := _choices(resource, name):
        yield from (one for one in choices if one != value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (value + 1, value / 2)
    elif isinstance(value, str):
        yield from (f"{value} of another", f"{value}_2", *BY_KIND)


def example(resource: Resource, name: str) -> Any:
    """Return the example of a field, or what its type allows; None for what has parts and no example."""
    field = resource.fields.model_fields[name]
    if field.examples:
        return field.examples[0]
    if choices := _choices(resource, name):
        return choices[0]
    parts = resource.fields.model_json_schema()["properties"][name].get("anyOf", [{}])
    if parts[0].get("format") == "date-time":
        return day(2024)
    return {"boolean": True, "string": "x"}.get(parts[0].get("type"))


def _choices(resource: Resource, name: str) -> tuple[Any, ...]:
    part = resource.fields.model_json_schema()["properties"][name].get("anyOf", [{}])[0]
    return tuple(part.get("enum", ()))


def kinds_at(resource: Resource, name: str) -> tuple[str, ...]:
    """Return the kinds of record that a flattened field may name."""
    (model,) = (one for one in get_args(resource.fields.model_fields[name].annotation) if one is not type(None))
    return get_args(model.model_fields["kind"].annotation)
