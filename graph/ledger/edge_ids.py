"""Ids of relations that were sent without one: derived from what they connect, or are about."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from schemas.resource import Resource

Relation = tuple[str, ...]
"""A kind, then the values that say which relation of it an edge is; empty text for one not sent."""


def relation_of(resource: Resource, values: Mapping[str, Any]) -> Relation:
    """Return which relation a record is, by its ends and what distinguishes it."""
    return (resource.kind, *_identity(resource, values))


def derived_id(resource: Resource, values: Mapping[str, Any]) -> str:
    """Return the id of a relation sent without one: 26 characters of base32(SHA-256(type, ends, line, chain, ...)).

    Examples
    --------
    >>> from schemas.records.influences import INFLUENCES
    >>> derived_id(INFLUENCES, {"source": "p1", "target": "p2"})
    'W2FRCQSL6NUK4HVNG7MZDTMBAR'
    """
    parts = [resource.relation, *filter(None, _identity(resource, values))]
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


def _identity(resource: Resource, values: Mapping[str, Any]) -> Iterator[str]:
    for name in resource.identity:
        value = values.get(name)
        if isinstance(value, list):
            yield from value
        else:
            yield value or ""
