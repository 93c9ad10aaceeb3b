"""Cursors: where the next page of a list begins, opaque to callers."""

import base64
import binascii
import hashlib
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import to_json

from schemas.errors import InvalidInput
from schemas.instants import Instant
from schemas.messages.message import Message


class ListCursor(BaseModel):
    """Part of every cursor: the list it belongs to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    list_name: str


class Cursor(ListCursor):
    """The moment of a list's first page, and the last item given.

    Attributes
    ----------
    sort_key : str, float, int or None
        By which the last item stands where it does; None for a text that is too long for an address.
    """

    as_of: Instant
    known_at: Instant
    sort_key: str | float | int | None
    id: str


Key = TypeVar("Key")


class CursorBefore(ListCursor, Generic[Key]):
    """The key of the last item given, in a list whose newest come first."""

    before: Key


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


def read_cursor(text: str, expected: str, model: type[AnyCursor], pointer: str = "?cursor") -> AnyCursor:
    """Return a cursor from its text, which was sent where the pointer says.

    Raises
    ------
    InvalidInput
        When it is not a cursor of ours, or belongs to another list.
    """
    try:
        cursor = model.model_validate_json(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValidationError, binascii.Error, ValueError):
        raise InvalidInput.at(pointer, Message("requests.cursor_unknown")) from None
    if cursor.list_name != expected:
        raise InvalidInput.at(pointer, Message("requests.cursor_of_other_list"))
    return cursor


def next_link(request: Request, cursor: str | None, parameter: str = "cursor") -> dict[str, str]:
    """Return the header by which a page names the next one (RFC 8288); nothing after the last.

    Parameters
    ----------
    cursor : str or None
        That of the next page.
    parameter : str
        In which it is sent.
    """
    if cursor is None:
        return {}
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != parameter]
    path = quote(request.scope.get("root_path", "") + request.scope["path"])
    return {"Link": f'<{path}?{urlencode([*asked, (parameter, cursor)])}>; rel="next"'}
