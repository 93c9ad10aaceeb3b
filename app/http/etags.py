"""ETags: what an answer depends on, as short text."""

import re
from typing import Any

from fastapi import Request

from app.security.principals import Principal
from schemas.errors import InvalidInput
from schemas.messages.message import Message

_REVISION = re.compile(r'(?:W/)?"(\d{1,18})(?:\.[^"]*)?"')
_IF_MATCH = r'^(\*|(W/)?"[0-9]{1,18}(\.[^"]*)?"(, ?(W/)?"[0-9]{1,18}(\.[^"]*)?")*)$'
_ON_THE_HOUR = ":00:00.000000Z"


def _header(name: str, description: str, **schema: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "description": description, "schema": {"type": "string", **schema}}


READ_CONDITION: dict[str, Any] = {
    "parameters": [_header("If-None-Match", "ETag of the answer you have; 304 when it still holds.")]
}
"""The OpenAPI part of a read that `is_unchanged` looks at."""

WRITE_CONDITION: dict[str, Any] = {
    "parameters": [
        _header(
            "If-Match", "ETag you start from; its revision alone is compared, 412 when it changed.", pattern=_IF_MATCH
        )
    ]
}
"""The OpenAPI part of a write that `matched_revisions` looks at."""

CREATES_ONLY = _header("If-None-Match", "``*``: only create, 412 when it is there already.")

CREATE_CONDITION: dict[str, Any] = {"parameters": [*WRITE_CONDITION["parameters"], CREATES_ONLY]}
"""The same of a write that may create, which `creates_only` looks at."""


def etag_of(principal: Principal, as_of: str, *parts: object) -> str:
    """Return the ETag of an answer: its revisions first, then the hour of ``as_of`` and the reader.

    Examples
    --------
    >>> from app.security.principals import KEEPER
    >>> etag_of(KEEPER, "2026-06-30T03:00:00.000000Z", 7)
    '"7.2026-06-30T03.00aa8942"'
    """
    moment = as_of.removesuffix(_ON_THE_HOUR).removesuffix("Z")
    return f'"{".".join(str(part) for part in (*parts, moment.replace(".", "-"), principal.reader))}"'


def is_unchanged(request: Request, etag: str) -> bool:
    """Whether the caller has this answer already, by ``If-None-Match``."""
    known = request.headers.get("if-none-match")
    if known is None:
        return False
    return known.strip() == "*" or etag in {part.strip().removeprefix("W/") for part in known.split(",")}


def matched_revisions(request: Request) -> frozenset[int] | None:
    """Return the revisions that ``If-Match`` allows a write to start from; None for any.

    Raises
    ------
    InvalidInput
        When the header holds something else than ETags of this service.
    """
    known = request.headers.get("if-match")
    if known is None or known.strip() == "*":
        return None
    found = [_REVISION.fullmatch(part.strip()) for part in known.split(",")]
    if not all(found):
        raise InvalidInput.at("header/if-match", Message("requests.if_match"))
    return frozenset(int(match[1]) for match in found if match)


def creates_only(request: Request) -> bool:
    """Whether a write asks that nothing is there yet, by ``If-None-Match: *``."""
    return request.headers.get("if-none-match", "").strip() == "*"
