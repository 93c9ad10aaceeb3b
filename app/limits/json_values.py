"""JSON that was sent: parsed strictly, and refused at once where an object has more fields than any of ours."""

from typing import Any

from pydantic_core import from_json

from schemas.errors import InvalidInput
from schemas.messages.message import Message

MOST_FIELDS = 1_000
"""Fields of one object: no record has a tenth as many, and each unknown one would be a fault of its own."""

LEAST_BYTES = 6 * MOST_FIELDS
"""A field takes six bytes at least, so that shorter texts need no second look."""


def json_value(text: bytes) -> Any:
    """Return the value of a text.

    Raises
    ------
    ValueError
        When it is not valid JSON: broken, with NaN, half characters, or nested too deeply.
    InvalidInput
        When an object in it has more than `MOST_FIELDS` fields.

    Examples
    --------
    >>> json_value(b'{"name": "Ada"}')
    {'name': 'Ada'}
    """
    if len(text) >= LEAST_BYTES:
        _check_lone_object(text)
    # To share equal texts takes half as long again where none are equal, as with fields that nobody knows.
    value = from_json(text, allow_inf_nan=False, cache_strings="all" if len(text) < LEAST_BYTES else "none")
    if len(text) >= LEAST_BYTES:
        _check_width(value)
    return value


def _check_lone_object(text: bytes) -> None:
    """Refuse a text that is one object of too many fields by its bytes: the parser would take half a second for it.

    Without a backslash no text within it has a quote, so that each quote before a colon ends the name of a field.
    """
    if b"\\" not in text and text.startswith(b"{") and text.count(b"{") == 1:
        _check_count("", text.count(b'":'))


def _check_count(pointer: str, count: int) -> None:
    if count > MOST_FIELDS:
        raise InvalidInput.at(pointer, Message("requests.many_fields", count=count, most=MOST_FIELDS))


def _check_width(value: Any) -> None:
    waiting = [("", value)] if isinstance(value, dict | list) else []
    while waiting:
        pointer, outer = waiting.pop()
        if isinstance(outer, dict):
            _check_count(pointer, len(outer))
        within = outer.items() if isinstance(outer, dict) else enumerate(outer)
        waiting += [(f"{pointer}/{key}", inner) for key, inner in within if isinstance(inner, dict | list)]
