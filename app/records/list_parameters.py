"""The parameters of a list, made from the fields of its resource."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from schemas.fields import Line, SearchWords, SystemAndId
from schemas.instants import Instant
from schemas.reads import PageRequest
from schemas.resource import Resource

LARGEST_PAGE = 500

UNFILTERED = frozenset({"id", "valid_from", "valid_to", "name", "need", "evidence", "text", "tags"})
"""Fields that a list does not filter by: found otherwise, or nobody looks for one exact value of them."""

FieldKind = Literal["text", "number", "flag", "list"]


class ReadingTimes(BaseModel):
    """The two times of every read."""

    model_config = ConfigDict(extra="forbid")

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
def list_parameters(resource: Resource) -> type[ListParameters]:
    """Return the model of a list's URL parameters: the common ones, and filters by its texts, flags and lists."""
    filters: dict[str, Any] = {
        name: (_filter_type(resource, name, kind), None)
        for name, kind in field_kinds(resource).items()
        if kind != "number" and name not in UNFILTERED
    }
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
    if kind == "list" or name not in resource.fields.model_fields:
        return Line | None
    return resource.fields.model_fields[name].annotation


def page_request(resource: Resource, parameters: ListParameters) -> PageRequest:
    """Return what storage is asked for; the sort field is checked by `sort_field`."""
    sent = parameters.model_dump(exclude_none=True)
    common = {*ListParameters.model_fields, "q"}
    limits = {f"{resource.deadline}_before": resource.deadline} if resource.deadline else {}
    before = {field: sent[name] for name, field in limits.items() if name in sent}
    filters = {name: value for name, value in sent.items() if name not in {*common, *limits}}
    holds = {name: value for name, value in filters.items() if field_kinds(resource)[name] == "list"}
    if parameters.tag is not None:
        holds["tags"] = parameters.tag
    field = sent["sort"].removeprefix("-")
    system, _, value = sent.get("external_id", "").partition(":")
    return PageRequest(
        equal={name: value for name, value in filters.items() if name not in holds},
        holds=holds,
        before=before,
        words=tuple(sent.get("q", "").split()),
        external_id=(system, value) if value else None,
        sort=field,
        numeric=field_kinds(resource).get(field) == "number",
        descending=sent["sort"].startswith("-"),
        limit=parameters.limit,
    )
