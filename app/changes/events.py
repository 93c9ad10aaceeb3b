"""Changes as server-sent events (HTML Living Standard, 9.2): the id of each is the cursor behind it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack

from fastapi.responses import StreamingResponse
from pydantic_core import to_json
from starlette.types import Receive, Scope, Send

from app.changes.reading import FeedReader, change_body
from app.changes.watch import Waiting
from app.http.content_types import EVENT_STREAM
from app.security.streams import sent_while_known
from graph.read.change_feed import FeedItem
from schemas.changes import FeedPlace

QUIET_SECONDS = 15.0
"""After so long without a change a comment is sent, so that nothing between here and the caller ends the stream."""

STREAM_SECONDS = 600.0
"""A stream ends after so long; whoever reads it comes again with the id of the last event."""


class ChangeStream(StreamingResponse):
    """A stream of changes, which frees its place when it ends, however it ends."""

    def __init__(self, reader: FeedReader, place: FeedPlace) -> None:
        self._held = ExitStack()
        waiting = self._held.enter_context(reader.watch.place(reader.call.principal.id, reader.account_id))
        events = sent_while_known(_events(reader, place, waiting), reader.call.check_still_known)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(events, media_type=EVENT_STREAM, headers=headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with self._held:
            await super().__call__(scope, receive, send)


async def _events(reader: FeedReader, place: FeedPlace, waiting: Waiting) -> AsyncIterator[bytes]:
    stopping = asyncio.ensure_future(reader.call.request.app.state.stopping.wait())
    began = time.monotonic()
    try:
        yield b": changes follow\n\n"
        while not stopping.done() and time.monotonic() - began < STREAM_SECONDS:
            page = await reader.next_page(place, waiting, QUIET_SECONDS, stopping)
            for item in page.items:
                yield _event(reader, item)
            if not page.items:
                yield b": still here\n\n"
            place = page.after
    finally:
        stopping.cancel()


def _event(reader: FeedReader, item: FeedItem) -> bytes:
    head = f"id: {reader.cursor(item.place)}\nevent: change\ndata: "
    return head.encode() + to_json(change_body(item)) + b"\n\n"
