"""What people say of a gap: `/v1/accounts/{account_id}/analysis/gaps/{gap_id}/mute` and `.../feedback`."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Path, Response

from app.analysis.gaps.answers import fields_of
from app.analysis.gaps.remarks import PlannedRemark, forget_by, remark_by
from app.dependencies import AccountId, CallDep, strict_router
from app.http.bodies import body_documentation, read_json
from app.http.calls import Call
from app.http.content_types import JSON
from app.http.errors import problems
from app.http.idempotency import ONCE, Sent, write_and_answer
from app.messages.validation import validated
from schemas.errors import Conflict, InvalidInput, NotFound, RevisionMismatch, TooLarge
from schemas.fields import Identifier
from schemas.instants import instant_text
from schemas.messages.message import Message
from schemas.records.gap_states import MOST_FEEDBACK
from schemas.records.remembered_gaps import FeedbackBody, MuteBody, RemarkedGap
from schemas.rows.gaps import GapStateNode
from schemas.writes import WriteOutcome

router = strict_router("analysis")

GapId = Annotated[Identifier, Path(description="Id of the gap.", examples=["gap-0c4f1a5d9be27a36"])]

GAP = "/accounts/{account_id}/analysis/gaps/{gap_id}"

REMARK: dict[str, Any] = {
    "response_model": RemarkedGap,
    "responses": problems(NotFound, Conflict, RevisionMismatch, TooLarge),
}
"""What every remark says of its answer."""


@router.put(
    f"{GAP}/mute",
    operation_id="mute_gap",
    summary="Say that nobody wants to be reminded of a gap, why, and until when",
    openapi_extra=body_documentation(MuteBody),
    **REMARK,
)
async def mute_gap(call: CallDep, account_id: AccountId, gap_id: GapId) -> Response:
    """It is listed apart, as `muted`, until then; other gaps stay as they are. A gap that comes back stays muted."""
    body = validated(MuteBody, sent := await read_json(call.request))
    at, by = instant_text(call.store.clock()), _speaker(call)
    if body.until <= at:
        raise InvalidInput.at("/until", Message("gap_states.mute_over", until=body.until, now=at))

    def said(state: GapStateNode | None) -> Mapping[str, Any]:
        mute = {"by": by, **body.model_dump()}
        stands = state.mute if state is not None else None
        return {} if stands and mute.items() <= stands.items() else {"mute": {**mute, "at": at}}

    async def write(planned: PlannedRemark) -> Response:
        return await _write(call, planned, sent)

    return await remark_by(call.store, account_id, gap_id, at, said, write)


@router.delete(
    f"{GAP}/mute", operation_id="unmute_gap", summary="Ask to be reminded of a gap that was muted, as before", **REMARK
)
async def unmute_gap(call: CallDep, account_id: AccountId, gap_id: GapId) -> Response:
    """It is listed with the others again, if it is still there."""

    def said(state: GapStateNode | None) -> Mapping[str, Any]:
        return {"mute": None} if state and state.mute else {}

    async def write(planned: PlannedRemark) -> Response:
        return await _write(call, planned, None)

    return await forget_by(call.store, account_id, gap_id, instant_text(call.store.clock()), said, write)


@router.post(
    f"{GAP}/feedback",
    operation_id="judge_gap",
    summary="Say whether a gap is right, wrong, or known already",
    openapi_extra={**body_documentation(FeedbackBody), "parameters": [ONCE]},
    **REMARK,
)
async def judge_gap(call: CallDep, account_id: AccountId, gap_id: GapId) -> Response:
    """Kept with the gap, the newest hundred. A rule whose gaps are often called wrong shows in its record."""
    body = validated(FeedbackBody, sent := await read_json(call.request))
    at, by = instant_text(call.store.clock()), _speaker(call)
    if body.verdict == "wrong" and body.reason is None:
        raise InvalidInput.at("/reason", Message("gap_states.wrong_without_reason"))

    def said(state: GapStateNode | None) -> Mapping[str, Any]:
        before = (state.feedback if state is not None else None) or ()
        return {"feedback": [*before, {"by": by, **body.model_dump(), "at": at}][-MOST_FEEDBACK:]}

    async def write(planned: PlannedRemark) -> Response:
        return await _write(call, planned, sent)

    return await remark_by(call.store, account_id, gap_id, at, said, write)


def _speaker(call: Call) -> str:
    """Return who says it: one of us where the key speaks for one, else the key."""
    return call.principal.member or call.principal.id


async def _write(call: Call, planned: PlannedRemark, body: Any) -> Response:
    sent = Sent(body, planned.items, if_match=frozenset({planned.revision}))
    return await write_and_answer(call, sent, lambda outcome: _answer(call, planned, outcome))


def _answer(call: Call, planned: PlannedRemark, outcome: WriteOutcome) -> Response:
    revision = outcome.revisions.get(planned.account_id, planned.revision)
    answer = RemarkedGap(**fields_of(planned.state), account_id=planned.account_id, revision=revision)
    headers = {"ETag": call.etag(call.this_hour, revision), "Stakegraph-Revision": str(revision)}
    return Response(answer.model_dump_json(), 200, headers, JSON)
