"""Sends bodies coded (gzip, br) to whoever accepts that."""

import asyncio

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from app.http.codings.acceptable import IDENTITY, Wanted, wanted_coding
from app.http.codings.coded_etags import coded_etag, known_etag, plain_condition
from app.http.codings.coded_media import is_coded_well
from app.http.codings.coders import CODERS, Coder
from app.http.errors import problem_response
from schemas.errors import NotAcceptable

LEAST_BYTES = 1000
"""A shorter body fits into one packet either way."""

CODED_IN_PLACE = 16_000
"""Bytes that are coded in a moment; more are coded by a thread, since others wait for the loop."""

CODED_AT_ONCE = 2
"""Parts that threads code at once, whoever asks."""


class CodingGate:
    """Codes the answers of an application, large ones beside the loop.

    An event stream, a part of a file, and what is packed already pass as they are, and so do short bodies, unless they
    are not accepted plain.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._threads = asyncio.Semaphore(CODED_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer coded back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        try:
            wanted = wanted_coding(", ".join(asked.getlist("accept-encoding")) or None)
        except NotAcceptable as error:
            refusal = problem_response(Request(scope), error)
            refusal.headers.add_vary_header("Accept-Encoding")
            await refusal(scope, receive, send)
            return
        answer = _Answer(send, scope["method"], asked, wanted, self._threads)
        if "if-none-match" in asked:
            scope["headers"] = _without_coding(scope, wanted.coding)
        await self._app(scope, receive, answer.send)


def _without_coding(scope: Scope, coding: str) -> list[tuple[bytes, bytes]]:
    return [
        (name, plain_condition(value.decode("latin-1"), coding).encode("latin-1"))
        if name == b"if-none-match"
        else (name, value)
        for name, value in scope["headers"]
    ]


class _Answer:
    """One answer on its way: its head waits for the first part of its body, which says how long it is."""

    def __init__(self, send: Send, method: str, asked: Headers, wanted: Wanted, threads: asyncio.Semaphore) -> None:
        self._send = send
        self._method = method
        self._asked = asked
        self._wanted = wanted
        self._threads = threads
        self._head: Event | None = None
        self._coder: Coder | None = None

    async def send(self, event: Event) -> None:
        """Send a part of the answer."""
        if event["type"] == "http.response.start":
            await self._begin(event)
        elif event["type"] == "http.response.body":
            await self._continue(event)
        else:
            await self._send(event)

    async def _begin(self, event: Event) -> None:
        headers = MutableHeaders(raw=list(event["headers"]))
        event = {**event, "headers": headers.raw}
        if event["status"] == 304:
            self._name_known(headers)
        elif is_coded_well(event["status"], headers):
            self._head = event
            return
        await self._send(event)

    def _name_known(self, headers: MutableHeaders) -> None:
        headers.add_vary_header("Accept-Encoding")
        condition, etag = ", ".join(self._asked.getlist("if-none-match")), headers.get("etag")
        if etag is not None and self._wanted.coding != IDENTITY:
            headers["etag"] = known_etag(etag, condition, self._wanted.coding)

    async def _continue(self, event: Event) -> None:
        body, more = event.get("body", b""), event.get("more_body", False)
        head, self._head = self._head, None
        if head is not None:
            self._choose(MutableHeaders(raw=head["headers"]), None if more else len(body))
        if self._coder is not None:
            body = b"" if self._method == "HEAD" else await self._coded(self._coder, body, more)
        if head is not None:
            if self._coder is not None and not more and self._method != "HEAD":
                MutableHeaders(raw=head["headers"])["content-length"] = str(len(body))
            await self._send(head)
        if body or not more:
            await self._send({**event, "body": body})

    def _choose(self, headers: MutableHeaders, length: int | None) -> None:
        """Code the body where that is of use, or all that is accepted; ``length`` is None while it is not known."""
        declared = headers.get("content-length", "")
        size = int(declared) if declared.isdecimal() else length
        if size == 0 or (size is not None and size < LEAST_BYTES and self._wanted.plain_allowed):
            return
        headers.add_vary_header("Accept-Encoding")
        if self._wanted.coding == IDENTITY or "range" in self._asked:
            return
        self._coder = CODERS[self._wanted.coding]()
        headers["content-encoding"] = self._wanted.coding
        for name in ("content-length", "accept-ranges"):
            if name in headers:
                del headers[name]
        if etag := headers.get("etag"):
            headers["etag"] = coded_etag(etag, self._wanted.coding)

    async def _coded(self, coder: Coder, body: bytes, more: bool) -> bytes:
        def run() -> bytes:
            return coder.part(body) if more else coder.part(body) + coder.end()

        if len(body) <= CODED_IN_PLACE:
            return run()
        async with self._threads:
            return await asyncio.to_thread(run)
