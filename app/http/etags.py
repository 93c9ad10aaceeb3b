"""ETags: what an answer depends on, as short text."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel

from app.http.declared_route import Endpoint
from app.http.errors import problems
from app.security.principals import Principal
from graph.ledger.starting_points import state_of
from schemas.errors import InvalidInput, ServiceError
from schemas.messages.message import Message
from schemas.writes import RecordState, StartingPoints

_ONE = r'(?:W/)?"(?:([0-9]{1,18})|r([0-9]{1,18})(?:-([0-9a-f]{12}))?)(?:\.[^"]*)?"'
_STARTING_POINT = re.compile(_ONE)
_FORM = r'(W/)?"r?[0-9]{1,18}(-[0-9a-f]{12})?(\.[^",]*)?"'
_IF_MATCH = rf"^(\*|{_FORM}(, ?{_FORM})*)$"
_ON_THE_HOUR = ":00:00.000000Z"


def _header(name: str, description: str, **schema: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "description": description, "schema": {"type": "string", **schema}}


READ_CONDITION: dict[str, Any] = {
    "parameters": [_header("If-None-Match", "ETag of the answer you have; 304 when it still holds.")]
}
"""The OpenAPI part of a read that `is_unchanged` looks at."""

UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "Unchanged"}}


def conditional_read(
    router: APIRouter,
    path: str,
    operation: str,
    summary: str,
    model: type[BaseModel],
    *errors: type[ServiceError],
    **more: Any,
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of a read, which can be asked whether anything has changed.

    Parameters
    ----------
    path, operation, summary : str
        Where it is, its name in clients, and its first line in the documentation.
    model, errors : class
        Its answer, and those of the errors that it has beside the ones of every endpoint.
    more
        What else the router takes.
    """
    return router.get(
        path,
        operation_id=operation,
        summary=summary,
        response_model=model,
        responses={**UNCHANGED, **problems(*errors)},
        openapi_extra=READ_CONDITION,
        **more,
    )


WRITE_CONDITION: dict[str, Any] = {
    "parameters": [
        _header(
            "If-Match",
            "ETag you start from. A record's compares that record; one of an account, a list or an analysis, or a bare "
            '`"7"`, the revision of the account. 412 when it changed.',
            pattern=_IF_MATCH,
        )
    ]
}
"""The OpenAPI part of a write that `starting_points` looks at."""

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


def record_etag_of(principal: Principal, row: Mapping[str, Any], head: Mapping[str, Any]) -> str:
    """Return the ETag of a record that is shown as it was last written: its newest row, and the reader.

    Where another row than the newest says what is so at last, it follows: an erasure may change the texts of it alone.

    Parameters
    ----------
    row, head : mapping
        What is shown, and the newest row.

    Examples
    --------
    >>> from app.security.principals import KEEPER
    >>> record_etag_of(KEEPER, {"id": "p1", "sequence": 1, "name": "Ada"}, {"id": "p1", "sequence": 1, "name": "Ada"})
    '"r1-82e1e28e4e67.00aa8942"'
    """
    state = state_of(head)
    shown = () if row["sequence"] == head["sequence"] else (state_of(row).digest,)
    return f'"{".".join((f"r{state.sequence}-{state.digest}", *shown, principal.reader))}"'


def starting_points(request: Request) -> StartingPoints | None:
    """Return what ``If-Match`` allows a write to start from; None for anything.

    Raises
    ------
    InvalidInput
        When the header holds something else than ETags of this service.
    """
    known = request.headers.get("if-match")
    if known is None or known.strip() == "*":
        return None
    found = [starting_point(part) for part in known.split(",")]
    if None in found:
        raise InvalidInput.at("header/if-match", Message("requests.if_match"))
    return frozenset(one for one in found if one is not None)


def starting_point(etag: str) -> int | RecordState | None:
    """Return the revision or the state of a record that an ETag names; None where it is not one of ours.

    Examples
    --------
    >>> starting_point('"7.2026-06-30T03.00aa8942"'), starting_point('W/"r3-26bd8c2f5fba.00aa8942"')
    (7, RecordState(sequence=3, digest='26bd8c2f5fba'))
    >>> starting_point('"r3"'), starting_point("r3")
    (RecordState(sequence=3, digest=''), None)
    """
    found = _STARTING_POINT.fullmatch(etag.strip())
    if found is None:
        return None
    return int(found[1]) if found[1] else RecordState(int(found[2]), found[3] or "")


def creates_only(request: Request) -> bool:
    """Whether a write asks that nothing is there yet, by ``If-None-Match: *``."""
    return request.headers.get("if-none-match", "").strip() == "*"
