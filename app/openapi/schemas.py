"""Schemas that people can read: without titles that repeat a name, and with names for types that many fields have."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from app.openapi.references import Part, operations_of, reference
from schemas.fields import ExternalId, FieldKey, Identifier, Line, Prose, Share
from schemas.instants import Instant

TYPES: Mapping[str, tuple[Any, str]] = {
    "ExternalId": (ExternalId, "An id in another system, as that system writes it."),
    "FieldKey": (FieldKey, "The key of a declared custom field, or of a stage."),
    "Identifier": (Identifier, "An id, of yours or made here."),
    "Instant": (Instant, "A time with its zone, as RFC 3339 writes it."),
    "Line": (Line, "One line of text in any script, not blank."),
    "Prose": (Prose, "Text of several lines."),
    "Share": (Share, "A number from 0 to 1."),
}
"""Types that many fields have, and what a person reads about them."""

_BY_NAME = frozenset({"properties", "patternProperties"})
_IN_LIST = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_ITSELF = frozenset({"additionalProperties", "items", "propertyNames"})


def name_types(document: Part) -> None:
    """Leave out the titles of a document's schemas, and refer to the types that many fields have."""
    components = document["components"]
    types = {name: _untitled(TypeAdapter(type_).json_schema(), {}) for name, (type_, _) in TYPES.items()}
    for operation in operations_of(document):
        for parameter in operation.get("parameters", ()):
            parameter["schema"] = _untitled(parameter["schema"], types)
        for message in (operation.get("requestBody", {}), *operation["responses"].values()):
            for media in message.get("content", {}).values():
                media["schema"] = _untitled(media["schema"], types)
    components["schemas"] = {name: _untitled(schema, types) for name, schema in components["schemas"].items()}
    for name, (_, description) in TYPES.items():
        components["schemas"][name] = {"description": description, **types[name]}


def _untitled(schema: Any, types: Mapping[str, Part]) -> Any:
    """Return a schema without titles, with types by their names."""
    if not isinstance(schema, dict):
        return schema
    found: Part = {}
    for keyword, value in schema.items():
        if keyword in _BY_NAME:
            found[keyword] = {name: _untitled(part, types) for name, part in value.items()}
        elif keyword in _IN_LIST:
            found[keyword] = [_untitled(part, types) for part in value]
        elif keyword in _ITSELF:
            found[keyword] = _untitled(value, types)
        elif keyword != "title":
            found[keyword] = value
    return _named(found, types)


def _named(schema: Part, types: Mapping[str, Part]) -> Part:
    """Return a reference to a type instead of what the type says, beside what the place says itself."""
    for name, known in types.items():
        if _asserted(schema) == _asserted(known):
            own = {keyword: value for keyword, value in schema.items() if known.get(keyword) != value}
            return {**reference("schemas", name), **own}
    return schema


def _asserted(schema: Part) -> Part:
    """Return what a value must satisfy, without what is only said about it."""
    return {
        keyword: value
        for keyword, value in schema.items()
        if keyword not in {"description", "examples", "default"} and not keyword.startswith("x-")
    }
