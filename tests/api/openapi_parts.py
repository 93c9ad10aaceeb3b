"""Parts of the OpenAPI document as a reader sees them who follows every reference."""

import json
from pathlib import Path
from typing import Any

from app.openapi.references import resolved

Document = dict[str, Any]

GOLDEN = Path(__file__).parents[2] / "docs" / "openapi.json"
"""The document that the repository holds; `test_openapi` holds it to that of the service."""


def golden() -> Document:
    """Return that document: sooner read than made, which every process that collects tests would do."""
    return dict(json.loads(GOLDEN.read_text(encoding="utf-8")))


def with_messages(document: Document, path: str, method: str) -> Document:
    """Return an operation with its parameters, its path's too, body and answers in place of references to them."""
    item, operation = document["paths"][path], document["paths"][path][method]
    body = {"requestBody": resolved(document, operation["requestBody"])} if "requestBody" in operation else {}
    parameters = [*item.get("parameters", ()), *operation.get("parameters", ())]
    return {
        **operation,
        **body,
        "parameters": [resolved(document, each) for each in parameters],
        "responses": {status: resolved(document, answer) for status, answer in operation["responses"].items()},
    }


def examples_of(document: Document, media: Document) -> list[Any]:
    """Return every example of a body."""
    if "examples" in media:
        return [each["value"] for each in media["examples"].values()]
    return [example_of(document, media)]


def example_of(document: Document, media: Document) -> Any:
    """Return the example of a body: its own, its schema's, or what the examples within its schema make together."""
    return media["example"] if "example" in media else _example(document, media["schema"])


def _example(document: Document, schema: Document) -> Any:
    if "$ref" in schema and "examples" not in schema:
        return _example(document, dict(resolved(document, schema)))
    if stated := [schema[word] for word in ("const", "default") if word in schema]:
        return stated[0]
    if choices := schema.get("examples") or schema.get("enum"):
        return choices[0]
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return next((_example(document, choice) for choice in choices if _has_example(document, choice)), None)
    if schema.get("type") == "array":
        return [_example(document, each) for each in schema.get("prefixItems") or [schema["items"]]]
    return None if "null" in schema.get("type", ()) else _object_example(document, schema)


def _object_example(document: Document, schema: Document) -> Document:
    said, needed = _said(document, schema), _needed(document, schema)
    return {
        name: _example(document, part) for name, part in said.items() if name in needed or _has_example(document, part)
    }


def _said(document: Document, schema: Document) -> dict[str, Document]:
    """Return the properties of a schema, those of its pieces included."""
    pieces = [_said(document, dict(resolved(document, piece))) for piece in schema.get("allOf", ())]
    return {name: part for each in [*pieces, schema.get("properties", {})] for name, part in each.items()}


def _needed(document: Document, schema: Document) -> set[str]:
    """Return the names of the properties that a schema demands, its pieces included."""
    pieces = [_needed(document, dict(resolved(document, piece))) for piece in schema.get("allOf", ())]
    return {*schema.get("required", ())}.union(*pieces)


def _has_example(document: Document, schema: Document) -> bool:
    if "$ref" in schema and "examples" not in schema:
        return _has_example(document, dict(resolved(document, schema)))
    return (
        not schema.keys().isdisjoint({"examples", "const", "enum", "properties", "allOf"})
        or schema.get("type") == "array"
    )


def properties_of(document: Document, name: str) -> dict[str, Document]:
    """Return the properties of a schema by its name, those of its pieces included."""
    return _said(document, document["components"]["schemas"][name])


def required_of(document: Document, name: str) -> set[str]:
    """Return the names of the properties that a schema demands, by its name, those of its pieces included."""
    return _needed(document, document["components"]["schemas"][name])
