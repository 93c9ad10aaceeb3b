"""A connection of the server within limits: how large a head is, how fast a request comes and an answer is read."""

import logging
import time
from contextlib import suppress
from typing import Any

import uuid_utils
from starlette.requests import Request
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.http.errors import ANSWERED, STATUS, problem_response
from app.limits.places import Entry, Places
from schemas.errors import HeadTooLarge, NoHttp, Overloaded, ServiceError, TooMany, TooSlow
from schemas.messages.message import Message

logger = logging.getLogger("stakegraph.connections")

HEAD_BYTES = 65_536
"""Of a request's address and headers together, and of what stands between the parts of a body; h11's own limit."""

LEAST_BYTES_A_SECOND = 500
"""Of a body, and of an answer that is being read, after the first seconds: as Apache's mod_reqtimeout has it."""

FRAMING = 8
"""Bytes beside each byte of a body that a sender of the smallest chunks needs."""

PIPELINED_AT_MOST = 64
"""Requests that a connection may send before it has the answers."""

LINGER_SECONDS = 2.0
"""How long a refused connection has to read why; what it sends meanwhile is thrown away."""

IDLE_SECONDS = 20
"""How long a connection is kept between two requests.

Who hangs up first decides: a request that crosses the server's closing is lost, and its sender cannot know whether it
was carried out. Clients let go after 4 (Node's fetch), 5 (HTTPX) or 15 seconds (aiohttp); uvicorn's 5 met HTTPX's.
"""

COME_AGAIN_SECONDS = 5


class BoundedConnection(HttpToolsProtocol):
    """uvicorn's connection, which has no limits of its own (Kludex/uvicorn#157).

    Parameters
    ----------
    places : Places
        How it was let in.
    patience : float
        Seconds for a head, and of grace for a body and for an answer that is not read.
    """

    def __init__(self, *, places: Places, patience: float, **uvicorns: Any) -> None:
        super().__init__(**uvicorns)
        self._places = places
        self._patience = patience
        self._entry = Entry.IN
        self._refused = False
        self._framing = 0
        self._body = 0
        self._head = 0
        self._head_since: float | None = None
        self._body_since: float | None = None
        self._unread: tuple[float, int] | None = None
        self._looked_at = time.monotonic()

    def connection_made(self, transport: Any) -> None:
        """Begin; the head of the first request is due."""
        super().connection_made(transport)
        self._entry = self._places.entry_of(transport.get_extra_info("socket").fileno())
        self._head_since = self._looked_at = time.monotonic()

    def data_received(self, data: bytes) -> None:
        """Read what came, unless the connection is refused already."""
        if self._refused:
            return
        if self._head_since is None and self._body_since is None:
            self._head_since = time.monotonic()
        self._framing += len(data)
        super().data_received(data)
        if not self._refused and self._framing > HEAD_BYTES + FRAMING * self._body:
            self._refuse(_head_too_large())

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header, of the head or after the body, within the limit."""
        self._head += len(name) + len(value) + 4
        if self._head <= HEAD_BYTES:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin a request whose head is within the limits, on a connection that has a place."""
        self._head_since, self._body_since = None, time.monotonic()
        if self._refused:
            return
        if self._head + len(self.url) > HEAD_BYTES:
            self._refuse(_head_too_large())
        elif self._entry is not Entry.IN:
            self._refuse(_no_place(self._entry))
        elif len(self.pipeline) >= PIPELINED_AT_MOST:
            self._refuse(TooMany(Message("requests.pipeline_full", most=PIPELINED_AT_MOST), 1))
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of a body."""
        self._body += len(body)
        self._framing -= len(body)
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that all of a request is there, and count anew."""
        self._body_since = None
        self._framing = self._body = self._head = 0
        if not self._refused:
            super().on_message_complete()

    def pause_writing(self) -> None:
        """Note that answers are read more slowly than they are made."""
        super().pause_writing()
        self._unread = (time.monotonic(), self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """Note that they are read again."""
        super().resume_writing()
        self._unread = None

    def look(self, now: float) -> None:
        """Refuse or drop it where it is too slow; asked about once a second.

        Parameters
        ----------
        now : float
            Monotonic seconds.
        """
        passed, self._looked_at = now - self._looked_at, now
        if self._body_since is not None and self.flow.read_paused:
            self._body_since += passed  # we do not read: it is not the sender who is slow
        if self._is_unread(now):
            logger.warning("connection dropped: its answers are not read")
            self.transport.abort()
        elif self._refused:
            return
        elif self._head_since is not None and now - self._head_since > self._head_patience:
            self._refuse(TooSlow(Message("requests.head_too_slow", seconds=self._patience)))
        elif self._body_since is not None and now - self._body_since > self._body_patience:
            self._refuse(TooSlow(Message("requests.body_too_slow", seconds=self._patience)))

    @property
    def _head_patience(self) -> float:
        return self._patience if self._entry is Entry.IN else LINGER_SECONDS

    @property
    def _body_patience(self) -> float:
        return self._patience + self._body / LEAST_BYTES_A_SECOND

    def _is_unread(self, now: float) -> bool:
        """Return whether too little was read since it was last seen; else there is as long again for the next part.

        What is taken at once gives no more time than that: the buffers of a kernel take much for whoever reads nothing.
        """
        if self._unread is None or now - self._unread[0] <= self._patience:
            return False
        since, size = self._unread
        left = self.transport.get_write_buffer_size()
        self._unread = now, left
        return size - left < LEAST_BYTES_A_SECOND * (now - since)

    def send_400_response(self, msg: str) -> None:
        """Say that what came is not HTTP, unless something else was said already."""
        if not self._refused:
            self._refuse(NoHttp(Message("requests.no_http")))

    def _refuse(self, error: ServiceError) -> None:
        """Say why, where no answer has begun, and close; whatever else comes is thrown away."""
        self._refused = True
        logger.warning("connection refused: %s", type(error).__name__)
        answering = self.cycle is not None and not self.cycle.response_complete
        begun = answering and self.cycle.response_started
        if answering:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if begun or self.pipeline or self.transport.is_closing():
            self.transport.abort()
            return
        if answering:
            self.cycle.scope["state"][ANSWERED] = STATUS[type(error)]
        self._unset_keepalive_if_required()
        self.flow.resume_reading()
        self.transport.write(self._answer(error))
        with suppress(OSError):  # whoever is refused has hung up meanwhile: asyncio lets the error of `shutdown` pass
            self.transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, self.transport.abort)

    def _answer(self, error: ServiceError) -> bytes:
        own = str(uuid_utils.uuid7())
        sent = {"headers": self.headers or [], "server": self.server, "scheme": self.scheme}
        scope = {"type": "http", "query_string": b"", "state": {"request_id": own}, **sent}
        answer = problem_response(Request(scope), error)
        more = [(b"x-request-id", own.encode()), (b"connection", b"close")]
        headers = [*self.server_state.default_headers, *answer.raw_headers, *more]
        head = b"".join(b"%s: %s\r\n" % pair for pair in headers)
        return b"HTTP/1.1 %d \r\n%s\r\n%s" % (answer.status_code, head, bytes(answer.body))


def _head_too_large() -> ServiceError:
    return HeadTooLarge(Message("requests.head_too_large", kilobytes=HEAD_BYTES // 1024))


def _no_place(entry: Entry) -> ServiceError:
    if entry is Entry.FULL:
        full = Message("requests.connections_full", seconds=COME_AGAIN_SECONDS)
    else:
        full = Message("requests.connections_of_address", seconds=COME_AGAIN_SECONDS)
    return Overloaded(full, COME_AGAIN_SECONDS)
