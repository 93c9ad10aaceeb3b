"""Ids of edges that were sent without one: derived from what the edge connects."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from schemas.records import Resource

Relation = tuple[str, ...]
"""A kind, then the values that say which relation of it an edge is; empty text for one not sent."""


def relation_of(resource: Resource, values: Mapping[str, Any]) -> Relation:
    """Return which relation an edge is, by its ends and what distinguishes it."""
    return (resource.kind, *[values.get(name) or "" for name in resource.identity])


def derived_id(resource: Resource, values: Mapping[str, Any]) -> str:
    """Return the id of an edge sent without one: 26 characters of base32(SHA-256(type, ends, line, chain, ...)).

    Examples
    --------
    >>> from schemas.influences import INFLUENCES
    >>> derived_id(INFLUENCES, {"source": "p1", "target": "p2"})
    'W2FRCQSL6NUK4HVNG7MZDTMBAR'
    """
    parts = [resource.relation, *(values[name] for name in resource.identity if values.get(name))]
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return base64.b32encode(digest)[:26].decode()


def renewed_id(first: str, times: int) -> str:
    """Return the id of a relation that begins for the nth time.

    Examples
    --------
    >>> renewed_id("ABC", 1), renewed_id("ABC", 2)
    ('ABC', 'ABC~2')
    """
    return first if times == 1 else f"{first}~{times}"
