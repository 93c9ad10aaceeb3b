"""`HEAD`: what `GET` would answer, without its body (RFC 9110, 9.3.2)."""

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event


async def answer_head(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer as to a `GET`, which the scope is of, by its headers alone.

    Once they are sent the caller counts as gone: a stream of events ends, and nothing else is read from disk than was
    read already.
    """
    started = asyncio.Event()

    async def send_head(event: Event) -> None:
        if event["type"] == "http.response.start":
            await send(event)
            started.set()

    async def receive_until_started() -> Event:
        coming, over = asyncio.ensure_future(receive()), asyncio.ensure_future(started.wait())
        try:
            await asyncio.wait({coming, over}, return_when=asyncio.FIRST_COMPLETED)
            return coming.result() if coming.done() else {"type": "http.disconnect"}
        finally:
            coming.cancel()
            over.cancel()

    await app(scope, receive_until_started, send_head)
    if started.is_set():
        await send({"type": "http.response.body", "body": b"", "more_body": False})
