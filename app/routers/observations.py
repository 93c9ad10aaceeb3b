"""Observations: `POST /v1/accounts/{account_id}/observations`."""

from functools import partial
from typing import Any

import uuid_utils
from fastapi import Response

from app.dependencies import AccountId, CallDep, strict_router
from app.http.bodies import read_json
from app.http.calls import Call
from app.http.etags import starting_points
from app.http.idempotency import Sent, write_and_answer
from app.messages.validation import validated
from app.records.answers import written_answer
from app.records.write_endpoints import account_write
from schemas.errors import Conflict, NotFound
from schemas.instants import instant_text
from schemas.messages.message import Message
from schemas.records.assessments import ASSESSMENTS, Assessment
from schemas.records.observations import Observation
from schemas.records.team_members import TEAM_MEMBERS
from schemas.writes import BOOK, WriteItem

router = strict_router("observations")


@account_write(
    router,
    "observations",
    "create_observation",
    Observation,
    Assessment,
    status_code=201,
    summary="Say what you noticed about a person: an assessment in one line",
)
async def create_observation(call: CallDep, account_id: AccountId) -> Response:
    """Stores an assessment: observed now, by the team member that your key speaks for, in the function they have."""
    body = await read_json(call.request)
    observation = validated(Observation, body)
    data = {
        **observation.model_dump(exclude_unset=True, exclude={"note"}),
        "evidence": observation.note,
        "observed_at": instant_text(call.store.clock()),
        **await _observer(call),
    }
    sent = {name: value for name, value in data.items() if value is not None}
    item = WriteItem(ASSESSMENTS, account_id, str(uuid_utils.uuid7()), sent)
    answer = partial(written_answer, call, ASSESSMENTS)
    return await write_and_answer(call, Sent(body, [item], if_match=starting_points(call.request)), answer)


async def _observer(call: Call) -> dict[str, Any]:
    """Return who believes it and in which function they saw it, as far as the caller is known as one of us."""
    member = call.principal.member
    if member is None:
        return {"function": "unknown"}
    try:
        row, _ = await call.store.repository.get(TEAM_MEMBERS, BOOK, member)
    except NotFound:
        raise Conflict(Message("records.speaker_unknown", member=member)) from None
    return {"assessor": {"kind": "team_member", "id": member}, "function": row.get("function") or "unknown"}
