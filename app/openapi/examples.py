"""An example for every body that is sent, made from the examples of its fields.

An answer has none of its own: the examples of its fields together are one, and that is how readers of the document show
it.
"""

from collections.abc import Mapping
from typing import Any

from app.openapi.references import operations_of

Schema = Mapping[str, Any]


def add_examples(document: dict[str, Any]) -> None:
    """Give each JSON body that an operation of a document takes an example: with its schema, where that has a name."""
    schemas = document["components"]["schemas"]
    for operation in operations_of(document):
        for media in operation.get("requestBody", {}).get("content", {}).values():
            if "schema" in media and "example" not in media:
                _add_example(media, schemas)


def _add_example(media: dict[str, Any], schemas: dict[str, Any]) -> None:
    example, name = example_of(media["schema"], schemas), media["schema"].get("$ref", "").rpartition("/")[2]
    if name:
        schemas[name].setdefault("examples", [example])
    else:
        media["example"] = example


def example_of(schema: Schema, schemas: Schema) -> Any:
    """Return an example of a schema, with the fields that have an example or are required, as a caller would send."""
    if "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    for plain in ("const", "default"):
        if plain in schema:
            return schema[plain]
    return _made_up(schema, schemas)


def _made_up(schema: Schema, schemas: Schema) -> Any:
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        named = next((choice for choice in choices if "$ref" in choice), None)
        return example_of(named, schemas) if named else None
    if "null" in schema.get("type", ()):
        return None
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas)]
    if "properties" in schema:
        needed = schema.get("required", ())
        return {
            name: example_of(part, schemas)
            for name, part in schema["properties"].items()
            if name in needed or "examples" in part
        }
    return schema["enum"][0] if "enum" in schema else {}
