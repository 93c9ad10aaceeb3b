"""Cursors: where the next page of a list begins, opaque to callers."""

import base64
import binascii
import hashlib
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import to_json

from schemas.errors import InvalidInput, Problem
from schemas.instants import Instant


class Cursor(BaseModel):
    """What a cursor holds: the list it belongs to, the moment of its first page, and the last item given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    list_name: str
    as_of: Instant
    known_at: Instant
    sort_key: str | float | int
    id: str


def list_name(*parts: Any) -> str:
    """Return a short name of a list: what its items are chosen and sorted by."""
    return hashlib.sha256(to_json(parts)).hexdigest()[:16]


def write_cursor(cursor: Cursor) -> str:
    """Return a cursor as text for a URL."""
    return base64.urlsafe_b64encode(cursor.model_dump_json().encode()).decode().rstrip("=")


def read_cursor(text: str, expected: str) -> Cursor:
    """Return a cursor from its text.

    Raises
    ------
    InvalidInput
        When it is none of ours, or one of another list.
    """
    try:
        cursor = Cursor.model_validate_json(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValidationError, binascii.Error, ValueError):
        raise _refused("is no cursor of this service; take next_cursor of the page before") from None
    if cursor.list_name != expected:
        raise _refused("belongs to another list; keep filters, sort and times as on its first page")
    return cursor


def _refused(what: str) -> InvalidInput:
    detail = f"this cursor {what}, or leave it out to begin anew"
    return InvalidInput(detail, [Problem("?cursor", detail)])
