"""Search across accounts: `GET /v1/search`."""

from collections.abc import AsyncIterator
from typing import Annotated, NamedTuple, get_args

from fastapi import Query, Response

from app.dependencies import CallDep, strict_router
from app.http.calls import Call
from app.http.cursors import ListCursor, list_name, read_cursor, write_cursor
from app.http.etags import conditional_read
from app.records.list_parameters import LARGEST_PAGE
from graph.read.search import Found
from graph.store import Store
from schemas.errors import InvalidInput
from schemas.fields import SearchWords
from schemas.messages.message import Message
from schemas.reads import PageRequest, Snapshot
from schemas.records.accounts import ACCOUNTS
from schemas.registry import BY_KIND
from schemas.screens.search import FoundKind, FoundRecord, FoundRecords

router = strict_router("search")

Words = Annotated[SearchWords, Query(description="Words of a name, in any script; of people also a mail or number.")]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="Items of a page.")]
PageCursor = Annotated[str | None, Query(max_length=2000, description="``next_cursor`` of the page before.")]

KINDS: tuple[FoundKind, ...] = get_args(FoundKind)


class SearchCursor(ListCursor):
    """The last record given."""

    kind: FoundKind
    account_id: str
    id: str


class _Hit(NamedTuple):
    kind: FoundKind
    found: Found


@conditional_read(router, "/search", "search", "Find records of all accounts", FoundRecords)
async def search(
    call: CallDep,
    q: Words,
    kind: Annotated[FoundKind | None, Query(description="Of this kind alone.")] = None,
    limit: Limit = 100,
    cursor: PageCursor = None,
) -> Response:
    """What is there now. Case, accents and width do not matter; every word must be there."""
    words = tuple(q.split())
    if not words:
        raise InvalidInput.at("?q", Message("requests.no_words"))
    name = list_name("search", words, kind)
    after = read_cursor(cursor, name, SearchCursor) if cursor is not None else None
    hits = [hit async for hit in _hits(call, words, kind, after, limit + 1)]
    more = hits[limit - 1] if len(hits) > limit else None
    following = more and write_cursor(
        SearchCursor(list_name=name, kind=more.kind, account_id=more.found.account_id, id=more.found.id)
    )
    body = FoundRecords(items=await _named(call.store, hits[:limit]), next_cursor=following)
    return call.answer(body.model_dump_json().encode())


@conditional_read(router, "/people", "search_people", "Find people of all accounts", FoundRecords)
async def search_people(call: CallDep, q: Words, limit: Limit = 100, cursor: PageCursor = None) -> Response:
    """As `/v1/search` with `kind=person`."""
    return await search(call, q, "person", limit, cursor)


async def _hits(
    call: Call, words: tuple[str, ...], only: FoundKind | None, after: SearchCursor | None, limit: int
) -> AsyncIterator[_Hit]:
    """Yield what is found, kind by kind, from a place on, and no more than the limit."""
    snapshot = await call.store.repository.accounts_snapshot(call.this_hour)
    for kind in KINDS[KINDS.index(after.kind) if after else 0 :]:
        if limit > 0 and only in {None, kind}:
            place = (after.account_id, after.id) if after and after.kind == kind else ("", "")
            found = await _page(call.store, kind, snapshot, words, place, limit)
            limit -= len(found)
            for each in found:
                yield _Hit(kind, each)


async def _page(
    store: Store, kind: FoundKind, snapshot: Snapshot, words: tuple[str, ...], after: tuple[str, str], limit: int
) -> list[Found]:
    if kind != "account":
        return await store.search.page(BY_KIND[kind], snapshot, words, after, limit)
    request = PageRequest(words=words, limit=limit, after=(after[1], after[1]) if after[1] else None)
    page = await store.repository.page(ACCOUNTS, snapshot, request)
    return [Found(row["id"], row["id"], row.get("name"), None) for row in page.items]


async def _named(store: Store, hits: list[_Hit]) -> tuple[FoundRecord, ...]:
    rows = await store.snapshots.account_rows(sorted({hit.found.account_id for hit in hits}))
    return tuple(
        FoundRecord(kind=kind, account_name=rows[found.account_id].get("name"), **found._asdict())
        for kind, found in hits
        if found.account_id in rows
    )
