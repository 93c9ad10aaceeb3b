"""Leaves out of an answer what is not asked for."""

import asyncio

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from app.http.content_types import JSON
from app.http.shapes.shape import Shape

SHAPED_IN_PLACE = 16_000
"""Bytes that are read and written again in a moment; more are by a thread, since others wait for the loop."""


class ShapeGate:
    """Sends of each answer what its request asks for, as `ask_for_parts` and `ask_without_nulls` have noted.

    Answers are computed and kept whole, so that all who ask for parts of one share it. A refusal, and an answer that is
    not JSON, pass as they are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back, in the shape that is asked for."""
        if scope["type"] == "http":
            await self._app(scope, receive, _Answer(scope, send).send)
        else:
            await self._app(scope, receive, send)


class _Answer:
    """One answer on its way: where less is asked for, its head waits for all of its body."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._shape: Shape | None = None
        self._head: Event | None = None
        self._parts: list[bytes] = []

    async def send(self, event: Event) -> None:
        """Send a part of the answer."""
        if event["type"] == "http.response.start":
            event = self._begun(event)
        if self._head is None:
            await self._send(event)
        elif event["type"] == "http.response.body":
            self._parts.append(event.get("body", b""))
            if not event.get("more_body", False):
                await self._end(self._head)

    def _begun(self, head: Event) -> Event:
        """Return the head with the ETag of what is left; that of JSON waits."""
        self._shape = self._scope["state"].get("shape") if head["status"] == 200 else None
        if self._shape is None:
            return head
        headers = MutableHeaders(raw=list(head["headers"]))
        if etag := headers.get("etag"):
            headers["etag"] = self._shape.etag(etag)
        head = {**head, "headers": headers.raw}
        if headers.get("content-type") == JSON:
            self._head = head
        return head

    async def _end(self, head: Event) -> None:
        body = await self._left(b"".join(self._parts))
        MutableHeaders(raw=head["headers"])["content-length"] = str(len(body))
        await self._send(head)
        await self._send({"type": "http.response.body", "body": body})

    async def _left(self, body: bytes) -> bytes:
        if self._shape is None or not body:
            return body
        if len(body) > SHAPED_IN_PLACE:
            return await asyncio.to_thread(self._shape.body, body)
        return self._shape.body(body)
