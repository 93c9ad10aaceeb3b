"""Pairs: lists of so many parts of one kind, said as such, as generators of clients know them."""

from typing import Any

from app.openapi.references import Part


def say_pairs(node: Any) -> None:
    """Say ``items`` in place of ``prefixItems`` wherever all of these are the same; the length is fixed as before.

    Examples
    --------
    >>> pair = {"type": "array", "prefixItems": [{"type": "number"}] * 2, "minItems": 2, "maxItems": 2}
    >>> say_pairs(pair)
    >>> pair
    {'type': 'array', 'minItems': 2, 'maxItems': 2, 'items': {'type': 'number'}}
    """
    if isinstance(node, dict):
        _say_pair(node)
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        say_pairs(part)


def _say_pair(schema: Part) -> None:
    parts = schema.get("prefixItems")
    if isinstance(parts, list) and all(part == parts[0] for part in parts) and len(parts) == schema.get("maxItems"):
        del schema["prefixItems"]
        schema["items"] = parts[0]
