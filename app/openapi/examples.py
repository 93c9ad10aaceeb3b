"""An example for every body of the OpenAPI document, made from the examples of its fields."""

from collections.abc import Mapping
from typing import Any

from schemas.registry import RESOURCES

Schema = Mapping[str, Any]

PAGES = {f"{resource.record.__name__}{page}" for resource in RESOURCES for page in ("List", "History")}
"""Names of the schemas of pages."""


def add_examples(document: dict[str, Any]) -> None:
    """Give each JSON body of a document, asked or answered, an example: with its schema, where that has a name.

    A page of records or of a history has none of its own: the record's schema has it.
    """
    schemas = document["components"]["schemas"]
    for operations in document["paths"].values():
        for operation in operations.values():
            for media in _bodies(operation.get("requestBody", {})):
                _add_example(media, schemas, whole=False)
            for response in operation["responses"].values():
                for media in _bodies(response):
                    _add_example(media, schemas, whole=True)


def _add_example(media: dict[str, Any], schemas: dict[str, Any], *, whole: bool) -> None:
    if "example" in media or (name := media["schema"].get("$ref", "").rpartition("/")[2]) in PAGES:
        return
    example = example_of(media["schema"], schemas, whole=whole)
    if name:
        schemas[name].setdefault("examples", [example])
    else:
        media["example"] = example


def example_of(schema: Schema, schemas: Schema, *, whole: bool) -> Any:
    """Return an example of a schema.

    Parameters
    ----------
    whole : bool
        With every field, null where there is no example, as in an answer; else with those that have an example or are
        required, as a caller would send them.
    """
    if "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas, whole=whole)
    for plain in ("const", "default"):
        if plain in schema:
            return schema[plain]
    return _made_up(schema, schemas, whole)


def _made_up(schema: Schema, schemas: Schema, whole: bool) -> Any:
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        named = next((choice for choice in choices if "$ref" in choice), None)
        return example_of(named, schemas, whole=whole) if named else None
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas, whole=whole)]
    if "properties" in schema:
        needed = schema.get("required", ())
        return {
            name: example_of(part, schemas, whole=whole)
            for name, part in schema["properties"].items()
            if whole or name in needed or "examples" in part
        }
    return schema["enum"][0] if "enum" in schema else {}


def _bodies(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [media for media in message.get("content", {}).values() if "schema" in media]
