"""Pairs and maps, said as generators of clients know them: lists of one kind of part, values of one kind by any key."""

from typing import Any

from app.openapi.references import Part


def say_pairs_and_maps(node: Any) -> None:
    """Say ``items`` and ``additionalProperties`` wherever all parts of a list, or all values of a map, are the same.

    The length of the list is fixed as before; the pattern of the keys stands in ``propertyNames``.

    Parameters
    ----------
    node : Any
        A document or a part of one, changed in place.

    Examples
    --------
    >>> pair = {"type": "array", "prefixItems": [{"type": "number"}] * 2, "minItems": 2, "maxItems": 2}
    >>> say_pairs_and_maps(pair)
    >>> pair
    {'type': 'array', 'minItems': 2, 'maxItems': 2, 'items': {'type': 'number'}}
    >>> ids = {"type": "object", "patternProperties": {"^[a-z]+$": {"type": "string"}}}
    >>> say_pairs_and_maps(ids)
    >>> ids
    {'type': 'object', 'additionalProperties': {'type': 'string'}, 'propertyNames': {'pattern': '^[a-z]+$'}}
    """
    if isinstance(node, dict):
        _say_pair(node)
        _say_map(node)
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        say_pairs_and_maps(part)


def _say_pair(schema: Part) -> None:
    parts = schema.get("prefixItems")
    if isinstance(parts, list) and all(part == parts[0] for part in parts) and len(parts) == schema.get("maxItems"):
        del schema["prefixItems"]
        schema["items"] = parts[0]


def _say_map(schema: Part) -> None:
    """Say which keys there are, too: those of another pattern are refused, which `patternProperties` left open."""
    by_pattern = schema.get("patternProperties")
    if not isinstance(by_pattern, dict) or len(by_pattern) != 1 or not schema.keys().isdisjoint(_OTHER_KEYS):
        return
    del schema["patternProperties"]
    ((pattern, schema["additionalProperties"]),) = by_pattern.items()
    schema["propertyNames"] = {**schema.get("propertyNames", {}), "pattern": pattern}


_OTHER_KEYS = frozenset({"properties", "additionalProperties"})
