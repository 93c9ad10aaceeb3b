"""A connection within limits, of real sockets in one process, so that who is first can be chosen."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from app.limits.connection import BoundedConnection
from app.limits.places import Places


async def nobody(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer nothing: no head of a request comes to its end here."""


class OneConnection(BoundedConnection):
    """A connection that says when something came."""

    def __init__(self) -> None:
        config = uvicorn.Config(nobody, log_config=None, lifespan="off", interface="asgi3")
        config.load()
        super().__init__(places=Places(9, 9), patience=1, config=config, server_state=ServerState(), app_state={})
        self.read = asyncio.Event()
        self.lost = asyncio.Event()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self.read.set()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.lost.set()


@asynccontextmanager
async def begun() -> AsyncIterator[tuple[OneConnection, socket.socket]]:
    """Begin a request, and give the connection that has read of it and the socket of who sends it."""
    one = OneConnection()
    server = await asyncio.get_running_loop().create_server(lambda: one, "127.0.0.1", 0)
    async with server, asyncio.timeout(20):
        with socket.create_connection(server.sockets[0].getsockname()) as sender:
            sender.sendall(b"GET / HTTP/1.1\r\n")
            await one.read.wait()
            yield one, sender


async def test_who_hangs_up_while_being_refused_is_let_go():
    """The kernel learns with the refusal that nobody is there, so that `shutdown` fails: it would end the service."""
    async with begun() as (one, rude):
        rude.close()
        one.look(time.monotonic() + 60)
        await one.lost.wait()


async def test_who_takes_much_of_an_answer_at_once_and_then_nothing_is_dropped():
    """What the kernels take for somebody who reads nothing gains no time but that of the next part."""
    async with begun() as (one, reader):
        one.transport.write(bytes(50_000_000))
        left = one.transport.get_write_buffer_size()
        while one.transport.get_write_buffer_size() > left - 1_000_000:
            await asyncio.to_thread(reader.recv, 100_000)
        one.look(time.monotonic() + 1.5)
        assert not one.transport.is_closing(), "enough was read"
        one.look(time.monotonic() + 3)
        assert one.transport.is_closing(), "nothing was read since"
