"""Every resource describes its own fields: what it names exists, and its examples are sound."""

from typing import Any, get_args

import pytest
from pydantic import BaseModel

from schemas.resource import EdgeFields, RecordStamp, Resource, Stamp
from tests.unit.schemas.every_resource import resources

KINDS = {resource.kind: resource for resource in resources()}

every = pytest.mark.parametrize("resource", KINDS.values(), ids=list(KINDS))


def example(resource: Resource) -> dict[str, Any]:
    """Return a body as the documentation shows it: every field that has an example."""
    return {name: field.examples[0] for name, field in resource.fields.model_fields.items() if field.examples}


def stored(resource: Resource, values: dict[str, Any]) -> dict[str, Any]:
    """Return values as a check sees them: flattened fields as two texts."""
    flat = {
        f"{name}_{part}": values[name][part] for name in resource.flattened if name in values for part in values[name]
    }
    return {**resource.defaults, **values, **flat}


def holds_objects(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(map(holds_objects, get_args(annotation)))


def test_kinds_and_plurals_are_unique():
    assert len(KINDS) == len({resource.plural for resource in resources()}) == len(resources())


@every
def test_every_field_that_a_resource_names_is_one_of_its_fields(resource: Resource):
    named = {*resource.required, *resource.defaults, *resource.nested, *resource.flattened, *resource.distinguishing}
    named |= {*resource.fixed, *(end.field for end in resource.ends)}
    named |= {reference.path.partition("/")[0] for reference in resource.references}
    named |= {name for name in (resource.owner, resource.dated) if name}
    assert named <= resource.fields.model_fields.keys()


@every
def test_what_a_resource_points_to_is_a_kind_of_record(resource: Resource):
    for target in resource.ends:
        assert target.kind in KINDS or target.field in resource.flattened
    for reference in resource.references:
        assert reference.kind in KINDS or reference.path in resource.flattened


@every
def test_an_owner_is_needed_never_changes_and_is_looked_up(resource: Resource):
    if resource.owner:
        assert resource.owner in resource.required
        assert resource.owner in {*resource.fixed, *resource.distinguishing}
        assert resource.owner in {reference.path for reference in resource.references}


@every
def test_fields_of_objects_are_nested_or_flattened(resource: Resource):
    objects = {name for name, field in resource.fields.model_fields.items() if holds_objects(field.annotation)}
    assert objects == {*resource.nested, *resource.flattened}


@every
def test_edges_have_the_fields_of_edges_and_records_of_an_account_name_it(resource: Resource):
    assert issubclass(resource.fields, EdgeFields) == resource.is_edge
    assert {Stamp, resource.fields} <= {*resource.record.__mro__}
    assert (RecordStamp in resource.record.__mro__) == (resource.scope != "book")


@every
def test_the_example_of_a_resource_is_a_whole_and_sound_record(resource: Resource):
    body = example(resource)
    assert body.keys() >= {*resource.required}
    assert resource.fields.model_validate(body).model_dump(exclude_unset=True) == body
    if resource.check is not None:
        assert not list(resource.check(stored(resource, body)))


@every
def test_a_check_says_nothing_of_a_record_without_values(resource: Resource):
    if resource.check is not None:
        assert not list(resource.check({}))
        assert not list(resource.check(dict.fromkeys(resource.fields.model_fields)))


@every
def test_defaults_are_values_that_the_fields_take(resource: Resource):
    resource.fields.model_validate(dict(resource.defaults))
