"""Batches: `POST /v1/accounts/{account_id}/batch` and `POST /v1/batch`."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response
from pydantic_core import to_json

from app.batches import BatchAnswer, BookBatchAnswer, batch_model, batch_results, parse_batch
from app.bodies import body_documentation, read_json
from app.dependencies import AccountId, Call, CallDep, refuse_unknown_parameters
from app.errors import problems
from app.etags import WRITE_CONDITION, matched_revisions
from app.record_answers import JSON
from schemas.errors import Conflict, NotFound, RevisionMismatch, TooLarge
from schemas.resources import ACCOUNT_RESOURCES, BOOK_RESOURCES
from schemas.writes import WriteOutcome

router = APIRouter(tags=["batch"], dependencies=[Depends(refuse_unknown_parameters)])

AccountBatch = batch_model(
    "AccountBatch",
    ACCOUNT_RESOURCES,
    {"kind": "person", "id": "p1", "data": {"name": "Ada", "seniority": "director"}},
    {"kind": "reporting_line", "data": {"person": "p1", "manager": "p2", "line": "solid"}},
    {"kind": "influence", "id": "i7", "action": "end"},
)
BookBatch = batch_model(
    "BookBatch",
    BOOK_RESOURCES,
    {"kind": "account", "id": "acme", "data": {"name": "Acme", "tier": "A"}},
    {"kind": "setting", "id": "s1", "data": {"account": "acme", "voice": 0.2}},
)

OnError = Annotated[
    Literal["refuse", "skip"], Query(description="Refuse all, or store the sound items and list the others.")
]


@router.post(
    "/accounts/{account_id}/batch",
    operation_id="write_account_batch",
    summary="Write many records of one account, all or nothing",
    response_model=BatchAnswer,
    responses=problems(NotFound, Conflict, RevisionMismatch, TooLarge),
    openapi_extra={**body_documentation(AccountBatch), **WRITE_CONDITION},
)
async def write_account_batch(call: CallDep, account_id: AccountId, on_error: OnError = "refuse") -> Response:
    """Edges may come before their ends; an upsert that changes nothing does not raise the revision."""
    outcome, results = await _write(call, account_id, on_error)
    revision = outcome.revisions.get(account_id)
    if revision is None:
        revision = (await call.store.repository.snapshot(account_id, call.this_hour)).revision
    body = {"account_id": account_id, "revision": revision, "results": results, "refused": _refused(results)}
    etag = call.etag(call.this_hour, revision)
    return Response(to_json(body), 200, {"ETag": etag}, JSON)


@router.post(
    "/batch",
    operation_id="write_book_batch",
    summary="Write many accounts and book-wide records, all or nothing",
    response_model=BookBatchAnswer,
    responses=problems(NotFound, Conflict, TooLarge),
    openapi_extra=body_documentation(BookBatch),
)
async def write_book_batch(call: CallDep, on_error: OnError = "refuse") -> Response:
    """Each account's own revision is raised; book-wide records raise the book's."""
    outcome, results = await _write(call, None, on_error)
    revisions = {ledger: revision for ledger, revision in outcome.revisions.items() if ledger}
    return Response(to_json({"revisions": revisions, "results": results, "refused": _refused(results)}), 200, {}, JSON)


async def _write(call: Call, account_id: str | None, on_error: str) -> tuple[WriteOutcome, list[dict[str, Any]]]:
    body = await read_json(call.request)
    resources = BOOK_RESOURCES if account_id is None else ACCOUNT_RESOURCES
    skip = on_error == "skip"
    items, errors = parse_batch(body, resources, account_id, skip=skip)
    outcome = WriteOutcome({}, {}, [])
    if items:
        if_match = matched_revisions(call.request) if account_id is not None else None
        outcome = await call.store.writer.write(items, author=call.principal.id, if_match=if_match, skip=skip)
    return outcome, batch_results(outcome, items, errors, body)


def _refused(results: list[dict[str, Any]]) -> int:
    return sum(result["outcome"] == "refused" for result in results)
