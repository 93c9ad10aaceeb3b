"""Merges: `POST /v1/accounts/{account_id}/people/{record_id}/merge`."""

from fastapi import Response

from app.dependencies import AccountId, CallDep, RecordId, strict_router
from app.http.bodies import read_json
from app.http.calls import Call
from app.http.content_types import JSON
from app.http.etags import starting_points
from app.http.idempotency import given_answer, receipt_of
from app.messages.validation import validated
from app.records.write_endpoints import account_write
from graph.merging.merges import AskedMerge, Merged
from schemas.records.merges import DroppedRecord, MergeAnswer, MergeBody, MergedValues, MovedRecord

router = strict_router("people")


@account_write(
    router,
    "people/{record_id}/merge",
    "merge_person",
    MergeBody,
    MergeAnswer,
    summary="Merge a person into another who is the same human",
)
async def merge_person(call: CallDep, account_id: AccountId, record_id: RecordId) -> Response:
    """Edges, contacts, judgements and the ids of other systems go over to the survivor, in one write.

    Where both say something, the survivor's holds; the answer lists what went over and what did not. Before that moment
    it is two people still. Later writes and imports that name the person are led on to the survivor.
    """
    body = await read_json(call.request)
    into = validated(MergeBody, body).into
    asked = AskedMerge(account_id, record_id, into, call.principal.id, starting_points(call.request))
    receipt = receipt_of(call, body, lambda merged: _answer(call, merged))
    if receipt is not None:
        return given_answer(await call.store.merges.merge_once(asked, receipt))
    return _answer(call, await call.store.merges.merge(asked))


def _answer(call: Call, merged: Merged) -> Response:
    answer = MergeAnswer(
        account_id=merged.ledger,
        id=merged.person,
        merged_into=merged.into,
        merged_at=merged.merged_at,
        revision=merged.revision,
        moved=[MovedRecord(kind=kind, id=before, now=now) for kind, before, now in merged.moved],
        dropped=[DroppedRecord(kind=kind, id=one, reason=reason) for kind, one, reason in merged.dropped],
        values=MergedValues(moved=[*merged.values.moved], dropped=[*merged.values.dropped]),
    )
    headers = {"ETag": call.etag(call.this_hour, merged.revision), "Stakegraph-Revision": str(merged.revision)}
    return Response(answer.model_dump_json().encode(), 200, headers, JSON)
