"""The change feed: `GET /v1/changes`, as pages and as a stream."""

from typing import Annotated

from fastapi import Header, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json

from app.changes.events import ChangeStream
from app.changes.reading import FeedReader, change_body, leaving
from app.crowds.crowd_gate import give_back_turn
from app.dependencies import CallDep, strict_router
from app.http.content_types import EVENT_STREAM, JSON, asks_for_events
from app.http.cursors import list_name, next_link
from app.http.errors import problems
from app.http.etags import READ_CONDITION
from app.records.list_parameters import LARGEST_PAGE
from graph.read.change_feed import FeedPage
from schemas.changes import ChangeList, FeedPlace
from schemas.errors import InvalidInput
from schemas.fields import Identifier
from schemas.messages.message import Message

router = strict_router("changes")

LONGEST_WAIT = 60
"""Seconds a request waits at most: less than what proxies give an answer that is silent."""

_EVENTS = """\
id: eyJsaXN0X25hbWUi
event: change
data: {"account_id":"acme","revision":8,"recorded_at":"2026-06-30T23:12:05.123456Z","author":"keeper","entries":[]}

"""


class ChangeParameters(BaseModel):
    """What the feed takes in its URL."""

    model_config = ConfigDict(extra="forbid")

    after: str | None = Field(None, max_length=2000, description="``next_cursor`` of the answer before.")
    limit: int = Field(100, ge=1, le=LARGEST_PAGE, description="Changes at most.")
    account_id: Identifier | None = Field(None, description="Changes of this account only.")
    wait: int = Field(0, ge=0, le=LONGEST_WAIT, description="Seconds to wait for a change when there is none yet.")


LastEventId = Annotated[
    str | None, Header(max_length=2000, description="Id of the last event of a stream you had; counts before `after`.")
]


@router.get(
    "/changes",
    operation_id="list_changes",
    summary="What was written to accounts and to the book, each change once",
    response_model=ChangeList,
    responses={
        200: {
            "content": {EVENT_STREAM: {"schema": {"type": "string"}, "example": _EVENTS}},
            "headers": {"ETag": {"required": False}, "Link": {}, "Cache-Control": {}},
        },
        304: {"description": "Nothing came since"},
        **problems(),
    },
    openapi_extra=READ_CONDITION,
)
async def list_changes(
    call: CallDep, asked: Annotated[ChangeParameters, Query()], last_event_id: LastEventId = None
) -> Response:
    """Whoever keeps the cursor sees every change once, ends too; it is given as soon as none can come before it.

    That is at once, or some seconds later where several processes write to one store. Without `after` it begins with
    the first change there is. When `items` is empty these were all for now. `Accept: text/event-stream` answers a
    stream: `data` is a change, `id` the cursor to go on with. It ends with its key, when the service stops, and after
    ten minutes; an `EventSource` comes again by itself.
    """
    reader = FeedReader(call, asked.account_id, asked.limit)
    if asks_for_events(call.request):
        return _stream(reader, asked, last_event_id)
    place = reader.place(asked.after)
    page = await _page(reader, place, asked.wait)
    etag = _etag(reader, place, page)
    following = reader.cursor(page.after)
    body = {
        "items": [change_body(item) for item in page.items],
        "next_cursor": following,
        "complete_until": page.complete_until,
    }
    link = next_link(call.request, following, "after") if page.items else {}
    return call.unchanged(etag) or Response(to_json(body), 200, {"ETag": f"W/{etag}", **link}, JSON)


def _stream(reader: FeedReader, asked: ChangeParameters, last_event_id: str | None) -> Response:
    if asked.wait:
        raise InvalidInput.at("?wait", Message("requests.stream_waits"))
    if last_event_id:
        return ChangeStream(reader, reader.place(last_event_id, "header/last-event-id"))
    return ChangeStream(reader, reader.place(asked.after))


async def _page(reader: FeedReader, place: FeedPlace, seconds: int) -> FeedPage:
    """Return what follows a place; when nothing does, wait for it beside all turns: others are served meanwhile."""
    page = await reader.page(place)
    if page.items or not seconds:
        return page
    call = reader.call
    with reader.watch.place(call.principal.id, reader.account_id) as waiting:
        give_back_turn(call.request)
        async with leaving(call.request) as left:
            return await reader.next_page(place, waiting, seconds, left)


def _etag(reader: FeedReader, place: FeedPlace, page: FeedPage) -> str:
    """Return what stands for the items alone: that nothing came until a later instant does not make another answer."""
    name = list_name(reader.name, place, page.after)
    return reader.call.etag(page.after.recorded_at, page.after.revision, name)
