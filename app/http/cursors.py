"""Cursors: where the next page of a list begins, opaque to callers."""

import base64
import binascii
import hashlib
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import to_json

from schemas.errors import InvalidInput, Problem
from schemas.instants import Instant


class ListCursor(BaseModel):
    """What every cursor holds: the list it belongs to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    list_name: str


class Cursor(ListCursor):
    """The moment of a list's first page, and the last item given."""

    as_of: Instant
    known_at: Instant
    sort_key: str | float | int
    id: str


class FeedCursor(ListCursor):
    """The last change given."""

    recorded_at: Instant
    account_id: str = Field(max_length=128)
    revision: int = Field(ge=0, le=2**62)


AnyCursor = TypeVar("AnyCursor", bound=ListCursor)


def list_name(*parts: Any) -> str:
    """Return a short name of a list: what its items are chosen and sorted by."""
    return hashlib.sha256(to_json(parts)).hexdigest()[:16]


def write_cursor(cursor: ListCursor) -> str:
    """Return a cursor as text for a URL."""
    return base64.urlsafe_b64encode(cursor.model_dump_json().encode()).decode().rstrip("=")


def read_cursor(text: str, expected: str, model: type[AnyCursor], parameter: str = "cursor") -> AnyCursor:
    """Return a cursor from its text, which was sent as a parameter.

    Raises
    ------
    InvalidInput
        When it is none of ours, or one of another list.
    """
    try:
        cursor = model.model_validate_json(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValidationError, binascii.Error, ValueError):
        raise _refused("is no cursor of this service; take next_cursor of the page before", parameter) from None
    if cursor.list_name != expected:
        raise _refused("belongs to another list; keep filters, sort and times as on its first page", parameter)
    return cursor


def _refused(what: str, parameter: str) -> InvalidInput:
    detail = f"this cursor {what}, or leave it out to begin anew"
    return InvalidInput(detail, [Problem(f"?{parameter}", detail)])
