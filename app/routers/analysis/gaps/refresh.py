"""Looking for gaps and remembering them: `POST /v1/accounts/{account_id}/analysis/gaps/refresh`."""

from fastapi import Response

from app.analysis.gaps.answers import remembered_gap
from app.analysis.gaps.refreshing import PlannedRefresh, refresh_by
from app.dependencies import AccountId, CallDep, strict_router
from app.http.calls import Call
from app.http.content_types import JSON
from app.http.errors import problems
from app.http.idempotency import ONCE, Sent, write_and_answer
from schemas.errors import Conflict, NotFound, RevisionMismatch
from schemas.instants import instant_text
from schemas.records.remembered_gaps import GapsRefresh
from schemas.writes import WriteOutcome

router = strict_router("analysis")


@router.post(
    "/accounts/{account_id}/analysis/gaps/refresh",
    operation_id="refresh_gaps",
    summary="Look for the gaps of an account, and remember which opened and closed",
    response_model=GapsRefresh,
    responses=problems(NotFound, Conflict, RevisionMismatch),
    openapi_extra={"parameters": [ONCE]},
)
async def refresh_account_gaps(call: CallDep, account_id: AccountId) -> Response:
    """Under the account's own profile. Open actions that answer a gap which closed are done.

    While nothing opens or closes, nothing is stored and the revision stays.
    """

    async def write(planned: PlannedRefresh) -> Response:
        sent = Sent(None, planned.items, if_match=frozenset({planned.revision}))
        return await write_and_answer(call, sent, lambda outcome: _answer(call, planned, outcome))

    return await refresh_by(call.store, account_id, instant_text(call.store.clock()), write)


def _answer(call: Call, planned: PlannedRefresh, outcome: WriteOutcome) -> Response:
    refresh, revision = planned.refresh, planned.revision_after(outcome)
    answer = GapsRefresh(
        account_id=planned.found.account.account_id,
        revision=revision,
        at=planned.at,
        opened=tuple(map(remembered_gap, refresh.opened)),
        closed=tuple(map(remembered_gap, refresh.closed)),
        still_open=tuple(map(remembered_gap, refresh.still)),
    )
    headers = {"ETag": call.etag(call.this_hour, revision), "Stakegraph-Revision": str(revision)}
    return Response(answer.model_dump_json(), 200, headers, JSON)
