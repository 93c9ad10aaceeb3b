"""Batches: `POST /v1/accounts/{account_id}/batch` and `POST /v1/batch`."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Query, Response
from pydantic_core import to_json

from app.dependencies import AccountId, CallDep, strict_router
from app.http.bodies import read_json, sent_body
from app.http.calls import Call
from app.http.content_types import JSON
from app.http.etags import starting_points
from app.http.idempotency import Sent, write_and_answer
from app.messages.sentences import Language
from app.records.batches import (
    BatchAnswer,
    BookBatchAnswer,
    accounts_written,
    batch_model,
    batch_results,
    parse_batch,
)
from app.records.similar import people_there, similar
from app.records.write_endpoints import account_write, done_once
from app.writing.groups import Group
from app.writing.places import in_the_batch
from app.writing.time_zones import holds_dates, time_zones
from schemas.errors import Conflict, NotFound, TooLarge
from schemas.registry import ACCOUNT_RESOURCES, BOOK_RESOURCES
from schemas.writes import StartingPoints, WriteOutcome

router = strict_router("batch")

AccountBatch = batch_model(
    "AccountBatch",
    ACCOUNT_RESOURCES,
    {"kind": "person", "id": "p1", "data": {"name": "Ada", "seniority": "director"}},
    {"kind": "reporting_line", "data": {"person": "p1", "manager": "p2", "line": "solid"}},
    {
        "kind": "step",
        "id": "s1",
        "data": {"chain": "ch1", "order": 1, "name": "Committee", "rule": "quorum", "quorum": 2},
    },
    {"kind": "stake", "data": {"person": "p1", "chain": "ch1", "step": "s1", "roles": ["approver"]}},
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


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch as it was sent."""

    body: Any
    group: Group[int]
    skip: bool
    language: Language

    def sent(self, if_match: StartingPoints | None = None) -> Sent:
        """Return what of it is to be written."""
        items = [item for _, item in self.group.items]
        return Sent(self.body, items, self.place, if_match, self.skip)

    def place(self, item: int, pointer: str) -> str:
        """Return where a pointer into a sound item leads to in the body."""
        return in_the_batch(self.group.items[item].origin, pointer)

    def results(self, outcome: WriteOutcome, resembling: Mapping[str, list[str]]) -> dict[str, Any]:
        """Return what became of each item, whom people who were created resemble, and how many were refused."""
        results = batch_results(outcome, self.group, self.body, self.language)
        for result in results:
            if result["kind"] == "person" and result["outcome"] == "created" and result["id"] in resembling:
                result["similar"] = resembling[result["id"]]
        return {"results": results, "refused": sum(result["outcome"] == "refused" for result in results)}


@account_write(
    router,
    "batch",
    "write_account_batch",
    AccountBatch,
    BatchAnswer,
    summary="Write many records of one account, all or nothing",
)
async def write_account_batch(call: CallDep, account_id: AccountId, on_error: OnError = "refuse") -> Response:
    """Edges may come before their ends; an upsert that changes nothing does not raise the revision."""
    batch = await _read(call, account_id, on_error)
    unwritten = 0
    if not batch.group.items:
        unwritten = (await call.store.repository.snapshot(account_id, call.this_hour)).revision

    items = [item for _, item in batch.group.items]
    there = await people_there(call, account_id, items)

    def answer(outcome: WriteOutcome) -> Response:
        revision = outcome.revisions.get(account_id, unwritten)
        resembling = similar(items, outcome, there)
        body = {"account_id": account_id, "revision": revision, **batch.results(outcome, resembling)}
        return Response(to_json(body), 200, {"ETag": call.etag(call.this_hour, revision)}, JSON)

    return await write_and_answer(call, batch.sent(starting_points(call.request)), answer)


@done_once(
    router,
    "/batch",
    "write_book_batch",
    BookBatchAnswer,
    *(NotFound, Conflict, TooLarge),
    body=BookBatch,
    summary="Write many accounts and book-wide records, all or nothing",
)
async def write_book_batch(call: CallDep, on_error: OnError = "refuse") -> Response:
    """Each account's own revision is raised; book-wide records raise the book's."""
    batch = await _read(call, None, on_error)

    def answer(outcome: WriteOutcome) -> Response:
        revisions = {ledger: revision for ledger, revision in outcome.revisions.items() if ledger}
        return Response(to_json({"revisions": revisions, **batch.results(outcome, {})}), 200, {}, JSON)

    return await write_and_answer(call, batch.sent(), answer)


async def _read(call: Call, account_id: str | None, on_error: str) -> _Batch:
    body = await read_json(call.request)
    resources = BOOK_RESOURCES if account_id is None else ACCOUNT_RESOURCES
    skip = on_error == "skip"
    zones = None
    if account_id is None and holds_dates(sent_body(call.request)):
        zones = await time_zones(call.store, accounts_written(body))
    group = await asyncio.to_thread(parse_batch, body, resources, account_id, skip=skip, zones=zones)
    call.check_kinds(item.resource.kind for _, item in group.items)
    return _Batch(body, group, skip, call.language)
