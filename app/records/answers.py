"""Stored records as answers: bodies, ETags and headers."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from fastapi import Request, Response
from pydantic_core import to_json

from app.http.calls import Call
from app.http.content_types import JSON
from graph.erasure.erasures import Erased
from graph.ledger.stored_form import wire_form
from schemas.reads import Snapshot
from schemas.resource import RecordFields, Resource
from schemas.writes import WriteOutcome, WriteResult


def record_body(resource: Resource, row: Mapping[str, Any], only: frozenset[str] | None = None) -> dict[str, Any]:
    """Return a stored row as its record; with ``only``, just these fields."""
    values = wire_form(resource, row)
    return {name: values.get(name) for name in _reading_order(resource) if only is None or name in only}


@cache
def _reading_order(resource: Resource) -> tuple[str, ...]:
    """Return the fields of a record as a person reads them: which it is, what it says, since when, who recorded it."""
    common = RecordFields.model_fields
    own = [name for name in resource.fields.model_fields if name not in common]
    first = [name for name in ("account_id", "id") if name in resource.record.model_fields]
    return tuple(dict.fromkeys([*first, *own, *common, *resource.record.model_fields]))


def list_body(
    resource: Resource,
    rows: Iterable[Mapping[str, Any]],
    snapshot: Snapshot,
    next_cursor: str | None,
    only: frozenset[str] | None,
) -> bytes:
    """Return a page of a list, with the moment it is about."""
    return to_json(
        {
            "items": [record_body(resource, row, only) for row in rows],
            "next_cursor": next_cursor,
            "as_of": snapshot.as_of,
            "known_at": snapshot.known_at,
            "revision": snapshot.revision,
        }
    )


def written_answer(call: Call, resource: Resource, outcome: WriteOutcome) -> Response:
    """Return the record after a single write: 201 with its place when it is new, else 200."""
    (result,) = outcome.results
    revision = outcome.revisions[result.ledger]
    row = dict(result.row or {})
    if resource.scope == "self":
        row |= {"revision": revision, "revised_at": outcome.revised_at[result.ledger]}
    headers = {
        "ETag": _etag_after(call, resource, result, revision),
        "Stakegraph-Outcome": result.outcome,
        "Stakegraph-Revision": str(revision),
    }
    if result.replaced:
        headers["Stakegraph-Replaced"] = ", ".join(f"{one.field}@{one.state_from}" for one in result.replaced)
    if result.outcome == "created":
        headers["Location"] = _place(call.request, resource, result)
    status = 201 if result.outcome == "created" else 200
    return Response(to_json(record_body(resource, row)), status, headers, JSON)


def _etag_after(call: Call, resource: Resource, result: WriteResult, revision: int) -> str:
    """Return the ETag that a read of a record gives after its write: an account's own is of its revision."""
    if resource.scope == "self" or result.row is None or result.head is None:
        return call.etag(call.this_hour, revision)
    return call.record_etag(result.row, result.head)


def ended_answer(call: Call, resource: Resource, outcome: WriteOutcome) -> Response:
    """Return what became of an end, with the edges that ended along."""
    (result,) = outcome.results
    revision = outcome.revisions[result.ledger]
    body = {
        "kind": result.kind,
        "id": result.id,
        "outcome": result.outcome,
        "revision": revision,
        "valid_to": (result.row or {}).get("valid_to"),
        "also_ended": [{"kind": kind, "id": record_id} for kind, record_id in result.also_ended],
    }
    headers = {"ETag": _etag_after(call, resource, result, revision), "Stakegraph-Revision": str(revision)}
    return Response(to_json(body), 200, headers, JSON)


def erased_answer(call: Call, key: tuple[str, str], erased: Erased) -> Response:
    """Return what became of an erasure, with all that went along or was changed."""
    entries = erased.entries[erased.ledger]
    body = {
        "kind": key[0],
        "id": key[1],
        "outcome": "erased",
        "revision": erased.revision,
        "erased_at": erased.erased_at,
        "also_erased": [_key(one) for one in entries if one["what"] == "erased" and (one["kind"], one["id"]) != key],
        "scrubbed": [_key(one) for one in entries if one["what"] == "scrubbed"],
        "elsewhere": [
            {**_key(one), "account_id": ledger}
            for ledger, found in erased.entries.items()
            for one in found
            if ledger != erased.ledger
        ],
    }
    return Response(to_json(body), 200, {"ETag": call.etag(call.this_hour, erased.revision)}, JSON)


def _key(entry: Mapping[str, str]) -> dict[str, str]:
    return {"kind": entry["kind"], "id": entry["id"]}


def _place(request: Request, resource: Resource, result: WriteResult) -> str:
    """Return the URL of a record, below whatever the service is mounted under."""
    path = request.url.path
    if resource.scope == "account":
        return f"{path[: path.index('/accounts/')]}/accounts/{result.ledger}/{resource.path}/{result.id}"
    return f"{path[: path.index(f'/{resource.path}')]}/{resource.path}/{result.id}"
