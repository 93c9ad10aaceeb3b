"""One record as it is read: as it was last written, or at a moment."""

from fastapi import Response
from pydantic_core import to_json

from app.http.calls import Call
from app.http.content_types import JSON
from app.http.moments import Moment, moment_headers
from app.records.answers import record_body
from app.records.lists import snapshot_of
from schemas.resource import Resource


async def latest_answer(call: Call, resource: Resource, ledger: str, record_id: str) -> Response:
    """Answer a record as it was last written; its ETag is its own, that of an account its revision."""
    row, head, revision = await call.store.repository.get_newest(resource, ledger, record_id)
    etag = call.etag(call.this_hour, revision) if resource.scope == "self" else call.record_etag(row, head)
    headers = {"ETag": etag, "Stakegraph-Revision": str(revision)}
    return call.unchanged(etag) or Response(to_json(record_body(resource, row)), 200, headers, JSON)


async def answer_at(call: Call, resource: Resource, owner: str, record_id: str, moment: Moment) -> Response:
    """Answer a record as it was at a moment, of whatever revision that is."""
    snapshot = await snapshot_of(call, resource, owner, moment)
    etag = call.etag(snapshot.as_of, snapshot.revision, *snapshot.erasure)
    if unchanged := call.unchanged(etag):
        return unchanged
    row = await call.store.repository.get_at(resource, record_id, snapshot)
    return Response(to_json(record_body(resource, row)), 200, {"ETag": etag, **moment_headers(snapshot)}, JSON)
