"""Reads the feed for one caller: a page at once, or the next one when there is something in it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from app.changes.watch import FeedWatch, Waiting
from app.http.calls import Call
from app.http.cursors import FeedCursor, list_name, read_cursor, write_cursor
from graph.read.change_feed import BEGINNING, FeedItem, FeedPage
from schemas.changes import FeedPlace

LOOK_SECONDS = 1.0
"""How often it is looked at whether the key of somebody who waits is still good."""


@dataclass(frozen=True, slots=True)
class FeedReader:
    """The feed as one caller asks for it."""

    call: Call
    account_id: str | None
    limit: int

    @property
    def name(self) -> str:
        """Which feed it is, of all or of one account: its cursors are good for no other."""
        return list_name("changes", self.account_id)

    @property
    def watch(self) -> FeedWatch:
        """What wakes those who wait."""
        watch: FeedWatch = self.call.request.state.feed_watch
        return watch

    def place(self, after: str | None, pointer: str = "?after") -> FeedPlace:
        """Return the place that a cursor stands for; without one, the beginning."""
        if after is None:
            return BEGINNING
        cursor = read_cursor(after, self.name, FeedCursor, pointer)
        return FeedPlace(cursor.recorded_at, cursor.account_id, cursor.revision)

    def cursor(self, place: FeedPlace) -> str:
        """Return the cursor of a place."""
        return write_cursor(FeedCursor(list_name=self.name, **place._asdict()))

    async def page(self, place: FeedPlace) -> FeedPage:
        """Return what follows a place."""
        return await self.call.store.changes.page(place, self.limit, self.account_id)

    async def next_page(
        self, place: FeedPlace, waiting: Waiting, seconds: float, over: "asyncio.Future[Any]"
    ) -> FeedPage:
        """Return what follows a place as soon as there is something; an empty page when nothing came in time.

        Parameters
        ----------
        over : Future
            Done when nobody waits for an answer any more.

        Raises
        ------
        NotAuthenticated
            When the key is revoked or expires meanwhile.
        """
        deadline = time.monotonic() + seconds
        while True:
            waiting.changed.clear()
            async with self.watch.reading():
                page = await self.page(place)
            if page.items or not await self._changed(waiting, deadline, over):
                return page

    async def _changed(self, waiting: Waiting, deadline: float, over: "asyncio.Future[Any]") -> bool:
        """Wait for a change; return whether one came in time."""
        changed = asyncio.ensure_future(waiting.changed.wait())
        try:
            while (rest := deadline - time.monotonic()) > 0 and not over.done():
                await asyncio.wait(
                    {changed, over}, timeout=min(rest, LOOK_SECONDS), return_when=asyncio.FIRST_COMPLETED
                )
                await self.call.check_still_known()
                if changed.done():
                    return True
            return False
        finally:
            changed.cancel()


@asynccontextmanager
async def leaving(request: Request) -> AsyncIterator["asyncio.Future[None]"]:
    """Yield what is done when the caller closes the connection or the service stops."""
    left = asyncio.ensure_future(_until_left(request))
    try:
        yield left
    finally:
        left.cancel()


async def _until_left(request: Request) -> None:
    stopping: asyncio.Event = request.app.state.stopping
    tasks = [asyncio.ensure_future(stopping.wait()), asyncio.ensure_future(_until_closed(request))]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


async def _until_closed(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def change_body(item: FeedItem) -> dict[str, Any]:
    """Return a change as answers and events hold it."""
    recorded_at, account_id, revision = item.place
    return {
        "account_id": account_id or None,
        "revision": revision,
        "recorded_at": recorded_at,
        "author": item.author,
        "entries": item.entries,
    }
