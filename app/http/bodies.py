"""Bodies of requests: read within the limit, parsed strictly, refused with a pointer."""

import asyncio
from typing import Any

from fastapi import Request
from pydantic import BaseModel

from app.http.content_types import JSON, JSON_PATCH, check_content_type, content_type_of
from app.http.moments import take_dates
from app.limits.json_values import json_value
from app.messages.json_faults import json_fault
from app.messages.json_keys import repeated_key
from app.writing.time_zones import holds_dates
from schemas.errors import InvalidInput, TooLarge
from schemas.messages.message import Message

READ_AT_ONCE = 100_000
"""Bytes of a body that are read in a moment; a larger one is read beside the loop, which others wait for."""

MERGE_PATCH = "application/merge-patch+json"
_TYPES = {"PATCH": (MERGE_PATCH, JSON)}

_ONE_LARGE = asyncio.Lock()


async def read_json(request: Request) -> Any:
    """Return the JSON value of a body; dates in it are days of the account that the URL names.

    Raises
    ------
    TooLarge
        When the body exceeds the limit; it is not read further.
    Overloaded
        When the process holds more memory than it may; the same.
    UnsupportedMediaType
        When it is not sent as JSON, or as a list of steps (JSON Patch).
    InvalidInput
        When it is not valid JSON (broken, with NaN, half characters, a key twice in one object, or
        nested too deeply), or an object in it has more fields than any of ours.
    """
    is_json_patch = content_type_of(request) == JSON_PATCH
    advice = Message("requests.no_json_patch") if is_json_patch else Message("requests.send_json")
    check_content_type(request, _is_json, advice, _TYPES.get(request.method, (JSON,)))
    text = await _read(request, int(request.app.state.settings.body_megabytes * 1_000_000))
    if holds_dates(text):
        await take_dates(request, dated=True)
    try:
        return _value(text) if len(text) <= READ_AT_ONCE else await _value_of_large(text)
    except ValueError as error:
        raise InvalidInput.at("", Message("requests.not_json", fault=json_fault(error))) from None


def _value(text: bytes) -> Any:
    value = json_value(text)
    if (place := repeated_key(text)) is not None:
        raise InvalidInput.at(place, Message("syntax.key_twice"))
    return value


async def _value_of_large(text: bytes) -> Any:
    """Return the value of a large text, one after the other: the parser lets nobody else run until it is done."""
    async with _ONE_LARGE:
        return await asyncio.to_thread(_value, text)


def _is_json(content_type: str) -> bool:
    return content_type == JSON or (content_type.endswith("+json") and content_type != JSON_PATCH)


async def _read(request: Request, limit: int) -> bytes:
    too_large = Message("requests.body_too_large", megabytes=limit / 1_000_000)
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > limit:
        raise TooLarge(too_large)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise TooLarge(too_large)
        request.app.state.memory.check()
        parts.append(part)
    request.state.sent_body = b"".join(parts)
    return sent_body(request)


def sent_body(request: Request) -> bytes:
    """Return the body of a request as `read_json` has read it; empty where nothing was read."""
    body: bytes = getattr(request.state, "sent_body", b"")
    return body


def body_documentation(model: type[BaseModel], merge_patch: bool = False) -> dict[str, Any]:
    """Return the OpenAPI part of a body that `read_json` and `validated` take."""
    media = {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
    types = (JSON, MERGE_PATCH) if merge_patch else (JSON,)
    return {"requestBody": {"required": True, "content": dict.fromkeys(types, media)}}
