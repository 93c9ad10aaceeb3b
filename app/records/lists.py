"""Lists and histories of stored records, page by page, each page at the moment of the first."""

from dataclasses import replace

from fastapi import Response
from pydantic_core import to_json

from app.http.calls import Call
from app.http.content_types import JSON
from app.http.cursors import Cursor, list_name, next_link, read_cursor, write_cursor
from app.http.moments import Moment, moment_headers
from app.records.answers import list_body, record_body
from app.records.list_parameters import ListParameters, field_kinds, page_request
from schemas.errors import InvalidInput, NotFound
from schemas.messages.message import Message
from schemas.reads import PageRequest, Snapshot
from schemas.resource import Resource

LONGEST_KEY = 300
"""Characters of a key that a cursor holds: a line of text. Fields of more would make an address that nobody sends."""


async def answer_list(call: Call, resource: Resource, account_id: str, parameters: ListParameters) -> Response:
    """Answer one page of a resource."""
    asked = page_request(resource, parameters)
    _check_sort(resource, asked)
    only = chosen_fields(resource, parameters.fields)
    name = _name(resource, account_id, asked)
    cursor = read_cursor(parameters.cursor, name, Cursor) if parameters.cursor is not None else None
    _check_moment(parameters, cursor)
    first = cursor or parameters
    snapshot = await snapshot_of(call, resource, account_id, Moment(first.as_of, first.known_at))
    etag = call.etag(snapshot.as_of, *_revision(resource, snapshot, first.known_at), *snapshot.erasure)
    if unchanged := call.unchanged(etag):
        return unchanged
    after = await _place(call, resource, snapshot, asked.sort, cursor) if cursor else None
    page = await call.store.repository.page(resource, snapshot, _from(asked, after))
    following = write_cursor(_next(name, snapshot, page.after)) if page.after else None
    body = list_body(resource, page.items, snapshot, following, only)
    headers = {"ETag": etag, **moment_headers(snapshot), **next_link(call.request, following)}
    return Response(body, 200, headers, JSON)


async def answer_history(call: Call, resource: Resource, account_id: str, record_id: str) -> Response:
    """Answer every row of a record, newest first: what was said, of when, by whom."""
    rows, revision = await call.store.repository.history(resource, account_id, record_id)
    etag = call.etag(call.this_hour, revision)
    if unchanged := call.unchanged(etag):
        return unchanged
    items = [record_body(resource, {"revision": 0, "revised_at": row["recorded_at"], **row}) for row in rows]
    return Response(to_json({"items": items, "next_cursor": None, "revision": revision}), 200, {"ETag": etag}, JSON)


async def snapshot_of(call: Call, resource: Resource, account_id: str, moment: Moment) -> Snapshot:
    """Return the moment a read of a resource is answered for."""
    as_of, known_at = moment.as_of or call.this_hour, moment.known_at
    if resource.scope == "account":
        return await call.store.repository.snapshot(account_id, as_of, known_at)
    if resource.scope == "book":
        return await call.store.repository.book_snapshot(as_of, known_at)
    return await call.store.repository.accounts_snapshot(as_of, known_at)


def _revision(resource: Resource, snapshot: Snapshot, known_at: str | None) -> tuple[object, ...]:
    """Return what stands for the revision in the ETag of a list: of many accounts, also the moment asked for."""
    if resource.scope != "self":
        return (snapshot.revision,)
    return (snapshot.revision, "".join(filter(str.isdigit, known_at or "")) or "now")


def _name(resource: Resource, account_id: str, asked: PageRequest) -> str:
    bounds = (asked.least, asked.most, asked.before, asked.changed_since)
    chosen = (asked.equal, asked.holds, *bounds, asked.words, asked.external_id)
    return list_name(resource.kind, account_id, *chosen, asked.sort, asked.descending)


def _from(asked: PageRequest, after: tuple[str | float, str] | None) -> PageRequest:
    return replace(asked, after=after)


def _next(name: str, snapshot: Snapshot, after: tuple[str | float, str]) -> Cursor:
    key = None if isinstance(after[0], str) and len(after[0]) > LONGEST_KEY else after[0]
    return Cursor(list_name=name, as_of=snapshot.as_of, known_at=snapshot.known_at, sort_key=key, id=after[1])


async def _place(
    call: Call, resource: Resource, snapshot: Snapshot, sort: str, cursor: Cursor
) -> tuple[str | float, str]:
    """Return behind which key and id a page begins; a key that is too long for a cursor is read again."""
    if cursor.sort_key is not None:
        return cursor.sort_key, cursor.id
    try:
        last = await call.store.repository.get_at(resource, cursor.id, snapshot)
    except NotFound:
        last = {}  # it was erased meanwhile
    if not isinstance(key := last.get(sort), str):
        raise InvalidInput.at("?cursor", Message("requests.cursor_unknown"))
    return key, cursor.id


def _check_moment(parameters: ListParameters, cursor: Cursor | None) -> None:
    if cursor is None:
        return
    for name in ("as_of", "known_at"):
        if getattr(parameters, name) not in {None, getattr(cursor, name)}:
            raise InvalidInput.at(f"?{name}", Message("records.cursor_moment", name=name))


def _check_sort(resource: Resource, asked: PageRequest) -> None:
    sortable = [name for name, kind in field_kinds(resource).items() if kind in {"text", "number"}]
    if asked.sort not in sortable:
        raise InvalidInput.at("?sort", Message("records.sort", field=asked.sort, known=sortable))


def chosen_fields(resource: Resource, fields: str | None) -> frozenset[str] | None:
    """Return which fields of a record are asked for; None: all of them.

    Raises
    ------
    InvalidInput
        When one of them is not a field of the resource.
    """
    if fields is None:
        return None
    chosen = frozenset(part.strip() for part in fields.split(","))
    unknown = sorted(chosen - resource.record.model_fields.keys())
    if unknown:
        known = list(resource.record.model_fields)
        raise InvalidInput.at("?fields", Message("records.fields", kind=resource.kind, field=unknown[0], known=known))
    return chosen
