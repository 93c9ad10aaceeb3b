"""The change feed: `GET /v1/changes`."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json

from app.dependencies import CallDep, refuse_unknown_parameters
from app.http.calls import Call
from app.http.content_types import JSON
from app.http.cursors import FeedCursor, list_name, read_cursor, write_cursor
from app.http.errors import problems
from app.http.etags import READ_CONDITION
from app.records.list_parameters import LARGEST_PAGE
from graph.read.change_feed import BEGINNING, FeedItem, FeedPage
from schemas.changes import ChangeList, FeedPlace
from schemas.fields import Identifier

router = APIRouter(tags=["changes"], dependencies=[Depends(refuse_unknown_parameters)])


class ChangeParameters(BaseModel):
    """What the feed takes in its URL."""

    model_config = ConfigDict(extra="forbid")

    after: str | None = Field(None, max_length=2000, description="``next_cursor`` of the answer before.")
    limit: int = Field(100, ge=1, le=LARGEST_PAGE, description="Changes at most.")
    account_id: Identifier | None = Field(None, description="Changes of this account only.")


@router.get(
    "/changes",
    operation_id="list_changes",
    summary="What was written to accounts and to the book, each change once",
    response_model=ChangeList,
    responses={304: {"description": "Nothing came since"}, **problems()},
    openapi_extra=READ_CONDITION,
)
async def list_changes(call: CallDep, asked: Annotated[ChangeParameters, Query()]) -> Response:
    """Whoever keeps the cursor sees every change once, ends too; it is given some seconds after it was written.

    Without `after` it begins with the first change there is. When `items` is empty these were all for now.
    """
    name = list_name("changes", asked.account_id)
    place = _place(asked.after, name)
    page = await call.store.changes.page(place, asked.limit, asked.account_id)
    etag = _etag(call, name, place, page)
    body = {
        "items": [_item(item) for item in page.items],
        "next_cursor": write_cursor(FeedCursor(list_name=name, **page.after._asdict())),
        "complete_until": page.complete_until,
    }
    return call.unchanged(etag) or Response(to_json(body), 200, {"ETag": f"W/{etag}"}, JSON)


def _place(after: str | None, name: str) -> FeedPlace:
    if after is None:
        return BEGINNING
    cursor = read_cursor(after, name, FeedCursor, "after")
    return FeedPlace(cursor.recorded_at, cursor.account_id, cursor.revision)


def _etag(call: Call, name: str, place: FeedPlace, page: FeedPage) -> str:
    """Return what stands for the items alone: that nothing came until a later instant does not make another answer."""
    return call.etag(page.after.recorded_at, page.after.revision, list_name(name, place, page.after))


def _item(item: FeedItem) -> dict[str, Any]:
    recorded_at, account_id, revision = item.place
    return {
        "account_id": account_id or None,
        "revision": revision,
        "recorded_at": recorded_at,
        "author": item.author,
        "entries": item.entries,
    }
