"""Real servers on free ports: of mail and of webhooks, polite and otherwise."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller


class Taken(NamedTuple):
    """A request that came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@contextmanager
def webhook_server(status: Callable[[int], int] = lambda number: 204) -> Iterator[tuple[str, list[Taken]]]:
    """Answer requests with a status by their number, from 1, and keep them."""
    taken: list[Taken] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            taken.append(Taken(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(status(len(taken)))
            self.send_header("location", "/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hooks/report", taken
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class MailBox:
    """Keeps the mails it takes; a reply of its own refuses them."""

    def __init__(self, reply: str | None = None) -> None:
        self.reply = reply
        self.envelopes: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - named by aiosmtpd
        """Take a mail, or refuse it."""
        if self.reply is not None:
            return self.reply
        self.envelopes.append(envelope)
        return "250 OK"


@contextmanager
def mail_server(box: MailBox, **options: Any) -> Iterator[int]:
    """Take mails, and give the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@contextmanager
def rude_server(behave: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    """Do with the first connection what a function does, until the test is over; give the port."""
    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            behave(connection, over)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        thread.join()
        listener.close()


def hang(connection: socket.socket, over: threading.Event) -> None:
    """Take a connection and never say a word."""
    over.wait()


def drip(connection: socket.socket, over: threading.Event) -> None:
    """Say a letter now and then, and never end the line."""
    while not over.wait(0.02):
        try:
            connection.sendall(b"2")
        except OSError:
            return


def close(connection: socket.socket, over: threading.Event) -> None:
    """Read something, and close the connection."""
    connection.recv(10)


def close_at_once(connection: socket.socket, over: threading.Event) -> None:
    """Close the connection."""
