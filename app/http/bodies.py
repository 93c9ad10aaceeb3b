"""Bodies of requests: read within the limit, parsed strictly, refused with a pointer."""

from typing import Any

from fastapi import Request
from pydantic import BaseModel
from pydantic_core import from_json

from app.http.content_types import check_content_type
from app.messages.json_faults import json_fault
from schemas.errors import InvalidInput, TooLarge
from schemas.messages.message import Message


async def read_json(request: Request) -> Any:
    """Return the JSON value of a body.

    Raises
    ------
    TooLarge
        When the body exceeds the limit; it is not read further.
    InvalidInput
        When it is not sent as JSON, or is not valid JSON: broken, with NaN, half characters, or nested too deeply.
    """
    check_content_type(request, _is_json, Message("requests.send_json"))
    text = await _read(request, int(request.app.state.settings.body_megabytes * 1_000_000))
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise InvalidInput.at("", Message("requests.not_json", fault=json_fault(error))) from None


def _is_json(content_type: str) -> bool:
    return content_type == "application/json" or content_type.endswith("+json")


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
        parts.append(part)
    return b"".join(parts)


def body_documentation(model: type[BaseModel], merge_patch: bool = False) -> dict[str, Any]:
    """Return the OpenAPI part of a body that `read_json` and `validated` take."""
    media = {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
    types = ("application/json", "application/merge-patch+json") if merge_patch else ("application/json",)
    return {"requestBody": {"required": True, "content": dict.fromkeys(types, media)}}
