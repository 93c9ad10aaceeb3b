"""Parts of the OpenAPI document as a reader sees them who follows every reference."""

from typing import Any

from app.openapi.references import resolved

Document = dict[str, Any]


def with_messages(document: Document, operation: Document) -> Document:
    """Return an operation with its parameters, body and answers in place of references to them."""
    body = {"requestBody": resolved(document, operation["requestBody"])} if "requestBody" in operation else {}
    return {
        **operation,
        **body,
        "parameters": [resolved(document, each) for each in operation.get("parameters", ())],
        "responses": {status: resolved(document, answer) for status, answer in operation["responses"].items()},
    }


def example_of(document: Document, media: Document) -> Any:
    """Return the example of a body, its own or one that it refers to."""
    if "example" in media:
        return media["example"]
    (shared,) = media["examples"].values()
    return resolved(document, shared)["value"]


def properties_of(document: Document, name: str) -> dict[str, Document]:
    """Return the properties of a schema, those of its pieces included."""
    schema = document["components"]["schemas"][name]
    pieces = [piece["$ref"].rpartition("/")[2] for piece in schema.get("allOf", ())]
    found = [properties_of(document, piece) for piece in pieces]
    return {key: part for each in [*found, schema.get("properties", {})] for key, part in each.items()}


def required_of(document: Document, name: str) -> set[str]:
    """Return the names of the properties that a schema demands, its pieces included."""
    schema = document["components"]["schemas"][name]
    pieces = [piece["$ref"].rpartition("/")[2] for piece in schema.get("allOf", ())]
    return {*schema.get("required", ()), *(key for piece in pieces for key in required_of(document, piece))}
