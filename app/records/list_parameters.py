"""The parameters of a list, made from the fields of its resource."""

from collections.abc import Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Field, create_model

from app.records.ranges import RangeEnd, bounds_of, check_ranges, range_ends
from schemas.fields import Line, SearchWords, SystemAndId
from schemas.instants import Instant
from schemas.reads import PageRequest
from schemas.resource import Resource

LARGEST_PAGE = 500

UNFILTERED = frozenset({"id", "valid_from", "valid_to", "name", "need", "evidence", "text", "tags"})
"""Fields that a list does not filter by: found otherwise, or nobody looks for one exact value of them."""

MOST_VALUES = 50
"""Values of a filter, any of which a record may have."""

FieldKind = Literal["text", "number", "flag", "list"]


class ReadingTimes(BaseModel):
    """The two times of every read; the endpoint refuses what it does not know."""

    as_of: Instant | None = Field(None, description="What was so then; default the next full hour.")
    known_at: Instant | None = Field(None, description="Forget what was recorded later; default nothing.")


class ListParameters(ReadingTimes):
    """The parameters of every list beside its filters."""

    limit: int = Field(100, ge=1, le=LARGEST_PAGE, description="Items of a page.")
    cursor: str | None = Field(None, max_length=2000, description="``next_cursor`` of the page before.")
    sort: str = Field("id", max_length=64, description="Field to sort by; a leading minus turns it round.")
    fields: str | None = Field(None, max_length=1000, description="Fields to return, separated by commas.")
    tag: Line | None = Field(None, description="Records with this tag.")
    external_id: SystemAndId | None = Field(None, description="The record that another system knows, ``system:id``.")
    changed_since: Instant | None = Field(None, description="Records that were written then or later.")


@cache
def field_kinds(resource: Resource) -> dict[str, FieldKind]:
    """Return the fields of a resource that a list can filter by, and what they hold; all but lists also sort it."""
    schema = resource.fields.model_json_schema()
    kinds: dict[str, FieldKind] = {"id": "text"}
    for name, part in schema["properties"].items():
        if name in resource.flattened:
            kinds |= dict.fromkeys(resource.stored_names(name), "text")
        elif name not in resource.json_fields and (kind := _kind(part)):
            kinds[name] = kind
    return kinds


def _kind(schema: Mapping[str, Any]) -> FieldKind | None:
    parts = [part for part in schema.get("anyOf", [schema]) if part.get("type") != "null"]
    types = {part.get("type") for part in parts}
    if types == {"array"}:
        return "list" if all(part["items"].get("type") == "string" for part in parts) else None
    if types == {"string"}:
        return "text"
    if types == {"boolean"}:
        return "flag"
    return "number" if types <= {"number", "integer"} else None


@cache
def ranges(resource: Resource) -> tuple[tuple[str, RangeEnd], ...]:
    """Return the parameters that bound the instants and numbers of a resource; nobody looks for settings by them."""
    return () if resource.configures else tuple(range_ends(resource.fields, field_kinds(resource), UNFILTERED))


@cache
def list_parameters(resource: Resource) -> type[ListParameters]:
    """Return the model of a list's URL parameters: the common ones, filters by texts, flags and lists, and ranges."""
    filters: dict[str, Any] = {
        name: (_filter_type(resource, name, kind), Field(None, max_length=None if kind == "flag" else MOST_VALUES))
        for name, kind in field_kinds(resource).items()
        if kind != "number" and name not in UNFILTERED
    }
    filters |= {name: (limit.type | None, Field(None, description=limit.sentence)) for name, limit in ranges(resource)}
    if resource.deadline:
        filters[f"{resource.deadline}_before"] = (
            Instant | None,
            Field(None, description="Only what is due before this."),
        )
    if resource.named:
        filters["q"] = (
            SearchWords | None,
            Field(
                None,
                description="Words that the name must contain, in any script; case, accents and width do not matter.",
            ),
        )
    return create_model(f"{resource.record.__name__}ListParameters", __base__=ListParameters, **filters)


def _filter_type(resource: Resource, name: str, kind: FieldKind) -> Any:
    if kind == "flag":
        return bool | None
    one = _value_type(resource, name)
    return list[one] | None  # type: ignore[valid-type]


def _value_type(resource: Resource, name: str) -> Any:
    """Return the type of one value of a filter: that of the field, of an element of a list, of a flattened part."""
    whole = resource.wire_name(name)
    stated = _stated(resource.fields.model_fields[whole].annotation)
    if name != whole:
        return get_type_hints(stated, include_extras=True)[name.removeprefix(f"{whole}_")]
    held = get_args(stated)[0] if get_origin(stated) is Annotated else stated
    return get_args(held)[0] if get_origin(held) is list else stated


def _stated(annotation: Any) -> Any:
    """Return the type of a field without the None that says that nobody knows it."""
    if NoneType not in get_args(annotation):
        return annotation
    return Union[tuple(choice for choice in get_args(annotation) if choice is not NoneType)]  # noqa: UP007 -- made


def page_request(resource: Resource, parameters: ListParameters) -> PageRequest:
    """Return what storage is asked for; the sort field is checked by `sort_field`.

    Raises
    ------
    InvalidInput
        When a range ends before it begins.
    """
    sent = parameters.model_dump(exclude_none=True)
    limits = dict(ranges(resource))
    if resource.deadline:
        limits[f"{resource.deadline}_before"] = RangeEnd(resource.deadline, "before", Instant, "")
    given = {name: limit for name, limit in limits.items() if name in sent}
    check_ranges(given, sent)
    bounds = bounds_of(given, sent)
    common = {*ListParameters.model_fields, "q", *limits}
    filters = {
        name: tuple(value) if isinstance(value, list) else value for name, value in sent.items() if name not in common
    }
    holds = {name: value for name, value in filters.items() if field_kinds(resource)[name] == "list"}
    if parameters.tag is not None:
        holds["tags"] = parameters.tag
    field = sent["sort"].removeprefix("-")
    system, _, value = sent.get("external_id", "").partition(":")
    return PageRequest(
        equal={name: value for name, value in filters.items() if name not in holds},
        holds=holds,
        least=bounds["least"],
        most=bounds["most"],
        before=bounds["before"],
        changed_since=parameters.changed_since,
        words=tuple(sent.get("q", "").split()),
        external_id=(system, value) if value else None,
        sort=field,
        numeric=field_kinds(resource).get(field) == "number",
        descending=sent["sort"].startswith("-"),
        limit=parameters.limit,
    )
