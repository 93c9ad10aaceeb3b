"""Synchronisation: `POST /v1/sync`."""

from typing import Any

from fastapi import Response

from app.dependencies import CallDep, strict_router
from app.exchange.ndjson_bodies import ACCEPTED, NDJSON, NdjsonAnswer
from app.exchange.sync_groups import answer_groups
from app.http.content_types import check_content_type
from app.http.errors import problems
from app.http.idempotency import ONCE, key_of
from schemas.errors import Conflict, TooLarge
from schemas.messages.message import Message

router = strict_router("sync")

SENT = """\
{"kind": "account", "id": "acme", "data": {"name": "Acme", "tier": "A"}}
{"account_id": "acme", "kind": "person", "id": "p1", "data": {"name": "Ada Brandt"}}
{"account_id": "globex", "kind": "influence", "id": "i7", "action": "end"}
"""

ANSWERED = """\
{"account_id":"acme","revision":2,"first_line":1,"last_line":2,"created":2,"updated":0,"unchanged":0,"ended":0,"refused":[]}
{"account_id":"globex","revision":41,"first_line":3,"last_line":3,"created":0,"updated":0,"unchanged":0,"ended":1,"refused":[]}
"""

_BODY: dict[str, Any] = {
    "required": True,
    "description": "One JSON object a line, in UTF-8; a line of more than 1 MB is refused, the body has no limit.",
    "content": {NDJSON: {"schema": {}, "x-item-schema": {"$ref": "#/components/schemas/SyncLine"}, "example": SENT}},
}

_ANSWER: dict[str, Any] = {
    "description": "A line for each group of lines, as soon as it is stored.",
    "content": {
        NDJSON: {
            "schema": {"type": "string"},
            "x-item-schema": {"$ref": "#/components/schemas/SyncGroup"},
            "example": ANSWERED,
        }
    },
}


@router.post(
    "/sync",
    operation_id="sync",
    summary="Write lines of many accounts, however many",
    status_code=200,
    response_class=NdjsonAnswer,
    responses={200: _ANSWER, **problems(Conflict, TooLarge)},
    openapi_extra={"requestBody": _BODY, "parameters": [ONCE]},
)
async def sync(call: CallDep) -> Response:
    """Lines of one account that follow each other are one transaction of at most 2,000 lines or 10 MB.

    An account's own record goes before them in one of its own. Sound lines are stored, the others are named with the
    reason. A line of the answer says that its lines are stored, whatever becomes of the connection; what was not
    answered can be sent again, nothing is stored twice. With an `Idempotency-Key` each group keeps its answer: the same
    body again is answered alike, without a second effect. Read the answer while you send, or afterwards.
    """
    check_content_type(call.request, ACCEPTED.__contains__, Message("requests.send_ndjson", type=NDJSON), ACCEPTED)
    key_of(call)
    return NdjsonAnswer(answer_groups(call))
