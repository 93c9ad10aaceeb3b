"""Schemas that people can read: without titles that repeat a name, and with names for types that many fields have."""

import json
from collections.abc import Hashable, Mapping
from typing import Any

from pydantic import TypeAdapter

from app.messages.vocabularies import values_by_name
from app.openapi.references import DocumentError, Part, operations_of, reference
from schemas.analysis.answer import Percent, Reasons
from schemas.fields import ExternalId, FieldClass, FieldKey, Identifier, Line, Prose, Share, Words
from schemas.instants import Instant

_DIRECTIONS = "Characters that turn the direction of text (U+202A to U+202E, U+2066 to U+2069) are refused."

TYPES: Mapping[str, tuple[Any, str]] = {
    "ExternalId": (ExternalId, f"An id in another system, as that system writes it. {_DIRECTIONS}"),
    "FieldKey": (FieldKey, "The key of a declared custom field, or of a stage."),
    "Identifier": (Identifier, "An id, of yours or made here."),
    "Instant": (
        Instant,
        "A time with its zone, as RFC 3339 writes it. What is sent may also be a date, `2027-01-29`: the beginning of "
        "that day in the account's `timezone`, else in `STAKEGRAPH_TIME_ZONE`; an answer has its time.",
    ),
    "Line": (Line, f"One line of text in any script, not blank. {_DIRECTIONS}"),
    "Percent": (Percent, "A number from 0 to 100."),
    "Prose": (Prose, f"Text of several lines. {_DIRECTIONS}"),
    "Reasons": (Reasons, "Why each null beside it is null, by the name of its field."),
    "Share": (Share, "A number from 0 to 1."),
    "Words": (Words, f"Text of several lines, not blank. {_DIRECTIONS}"),
}
"""Types that many fields have, and what a person reads about them."""

EXAMPLES = {
    "ExternalId": "0035g00000ABCDE",
    "FieldKey": "cost_centre",
    "Identifier": "p1",
    "Line": "A line of text",
    "Prose": "A text of several lines",
    "Words": "A text of several lines",
}
"""Values of types with a pattern: a field without an example would be shown with noise that fits it."""

Types = Mapping[Hashable, tuple[str, Part]]
"""What a value of each named type must satisfy -> the type's name, and all that the type says."""

_JSON_TYPES: Mapping[type, str] = {float: "number", int: "integer", str: "string"}
_PLAIN = frozenset({"boolean", "integer", "number", "string"})
_GOES_WITHOUT_SAYING = (("x-class", FieldClass.OPEN.value), ("default", None))
"""That a field is null where it is not sent: a client that sends each default would clear what it did not mean."""
_NO_EXAMPLE: tuple[str, Any] = ("examples", [{}])
"""An object without anything in it: a type that has no field that must be there is shown so anyway."""

_BY_NAME = frozenset({"properties", "patternProperties"})
_IN_LIST = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_ITSELF = frozenset({"additionalProperties", "items", "propertyNames"})


def name_types(document: Part) -> None:
    """Leave out what goes without saying in a document's schemas, and refer to the types that many fields have."""
    components = document["components"]
    vocabularies = _by_assertion(_vocabulary_types())
    types = {name: _untitled(TypeAdapter(type_).json_schema(), vocabularies) for name, (type_, _) in TYPES.items()}
    known = {**_by_assertion(types), **vocabularies}
    for operation in operations_of(document):
        for parameter in operation.get("parameters", ()):
            parameter["schema"] = _untitled(parameter["schema"], known)
        for message in (operation.get("requestBody", {}), *operation["responses"].values()):
            for media in message.get("content", {}).values():
                media["schema"] = _untitled(media["schema"], known)
    components["schemas"] = {name: _untitled(schema, known) for name, schema in components["schemas"].items()}
    for name, (_, description) in TYPES.items():
        example = {"examples": [EXAMPLES[name]]} if name in EXAMPLES else {}
        components["schemas"][name] = {"description": description, **types[name], **example}
    _add_vocabularies(document)


def _vocabulary_types() -> dict[str, Part]:
    """Return each closed list of values by the name that it has in our code: one type, however many fields choose."""
    return {
        "".join(word.capitalize() for word in name.split("_")): {
            "enum": list(values),
            **({"type": _JSON_TYPES[kinds.pop()]} if len(kinds := {type(value) for value in values}) == 1 else {}),
            "x-vocabulary": name,
        }
        for name, values in values_by_name().items()
    }


def _add_vocabularies(document: Part) -> None:
    schemas, said = document["components"]["schemas"], json.dumps(document)
    for name, schema in _vocabulary_types().items():
        described = _of_one_type_each(schema)
        if json.dumps(reference("schemas", name)["$ref"]) in said and schemas.setdefault(name, described) != described:
            raise DocumentError(f"two different schemas would be named '{name}'")


def _of_one_type_each(schema: Part) -> Part:
    """Return a list of whole numbers in a row and words as a choice of a range and each word.

    Generators of clients take lists of values of one type only.
    """
    if "type" in schema:
        return schema
    words = [value for value in schema["enum"] if isinstance(value, str)]
    numbers = [value for value in schema["enum"] if value not in words]
    whole = {"type": "integer", "minimum": min(numbers), "maximum": max(numbers)}
    choices = [whole, *({"type": "string", "const": word} for word in words)]
    return {"anyOf": choices, **{keyword: value for keyword, value in schema.items() if keyword != "enum"}}


def _untitled(schema: Any, types: Types) -> Any:
    """Return a schema without titles and what goes without saying, with types by their names."""
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
        elif keyword != "title" and (keyword, value) not in _GOES_WITHOUT_SAYING:
            found[keyword] = value
    return _named(_plain_flag(_of_one_type_or_null(found)), types)


def _plain_flag(schema: Part) -> Part:
    """Return a flag that has one value as any flag: generators take constants that are words, and no others."""
    return schema if schema.get("type") != "boolean" else {name: schema[name] for name in schema if name != "const"}


def _of_one_type_or_null(schema: Part) -> Part:
    """Return a plain value or null as one schema of two types, not as a choice of two schemas."""
    value, *others = schema.get("anyOf", [{}])
    if others != [{"type": "null"}] or value.get("type") not in _PLAIN or "enum" in value or "const" in value:
        return schema
    return {
        **value,
        "type": [value["type"], "null"],
        **{keyword: part for keyword, part in schema.items() if keyword != "anyOf"},
    }


def _named(schema: Part, types: Types) -> Part:
    """Return a reference to a type instead of what the type says, beside what the place says itself."""
    if (found := types.get(_assertion(schema))) is None:
        return schema
    name, known = found
    return {
        **reference("schemas", name),
        **{
            keyword: value
            for keyword, value in schema.items()
            if known.get(keyword) != value and (keyword, value) != _NO_EXAMPLE
        },
    }


def _by_assertion(types: Mapping[str, Part]) -> Types:
    return {_assertion(known): (name, known) for name, known in types.items()}


def _assertion(schema: Part) -> Hashable:
    """Return what a value must satisfy, without what is only said about it; 1 and 1.0 are one bound."""
    return _hashable(
        {
            keyword: value
            for keyword, value in schema.items()
            if keyword not in {"description", "examples", "default"} and not keyword.startswith("x-")
        }
    )


def _hashable(value: Any) -> Hashable:
    if isinstance(value, dict):
        return tuple((name, _hashable(value[name])) for name in sorted(value))
    return tuple(map(_hashable, value)) if isinstance(value, list) else value
