"""The command line of the service itself: `stakegraph serve`."""

import asyncio
import errno
import signal
import socket
import sys
import time
from functools import partial
from pathlib import Path

import click
import uvicorn

from app.commands.announcing import Announcer
from app.commands.command_line import data_option, settings_of
from app.commands.spoken.commands import SpokenCommand, language_option
from app.commands.terminal import DONE, FAILED, WRONG_USE
from app.lifespan import open_store
from app.limits.connection import IDLE_SECONDS, BoundedConnection
from app.limits.listener import Listener, connections_possible
from app.limits.places import Places
from app.logs.stderr import log_to_stderr
from app.sample.loading import where_to_look
from app.settings import Settings
from schemas.errors import InvalidInput, NotAllowed, ServiceError
from schemas.messages.message import Message

TICKS_A_LOOK = 5
"""Tenths of a second between two looks at how fast connections are."""

SWITCH_SECONDS = 0.0005
"""How long a thread that computes keeps the interpreter while the one that serves wants it: a tenth of what is usual,
because a write has a dozen waits, after each of which it would wait so long again."""


@click.command(name="serve", cls=SpokenCommand)
@click.option("--host")
@click.option("--port", type=click.IntRange(0, 65535))
@data_option
@click.option("--sample/--no-sample", default=None)
@language_option
def serve_command(host: str | None, port: int | None, data: Path | None, sample: bool | None) -> None:
    """Start the service."""
    sys.setswitchinterval(SWITCH_SECONDS)
    settings = settings_of(host=host, port=port, data=data, sample=sample)
    log_to_stderr(settings)
    words = Announcer(settings)
    listener = _listener(settings, words)
    url = f"http://{settings.host}:{listener.getsockname()[1]}"
    server = _Server(url, settings, listener, words)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the server raises it anew once everything is closed
    try:
        asyncio.run(server.serve())
    except KeyboardInterrupt:
        pass
    except ServiceError as error:
        words.stop(WRONG_USE if isinstance(error, NotAllowed | InvalidInput) else FAILED, error.detail)
    sys.exit(FAILED if server.failed else DONE)


class _Server(uvicorn.Server):
    """A server that says where it answers once it does."""

    def __init__(self, url: str, settings: Settings, listener: Listener, words: Announcer) -> None:
        from app.main import create_app  # every endpoint: seconds that other commands need not wait for

        self._app = create_app(settings, service_url=url)
        super().__init__(
            uvicorn.Config(
                self._app,
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=10,
                timeout_keep_alive=IDLE_SECONDS,
                http=partial(BoundedConnection, places=listener.places, patience=settings.client_seconds),  # type: ignore[arg-type]
                loop="asyncio",  # another would not ask our listener for its connections
                server_header=False,
                lifespan="on",
                # Whom a proxy asks for counts from those that are named, and from nobody else: not even this machine.
                proxy_headers=bool(settings.trusted_proxies),
                forwarded_allow_ips=settings.trusted_proxies,
            )
        )
        self._url = url
        self._listener = listener
        self._words = words
        self.failed = False

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        await open_store(self._app)
        await super().serve(sockets or [self._listener])
        self.failed = not self.started

    async def on_tick(self, counter: int) -> bool:
        if counter % TICKS_A_LOOK == 0:
            now = time.monotonic()
            for connection in list(self.server_state.connections):
                if isinstance(connection, BoundedConnection):
                    connection.look(now)
        return await super().on_tick(counter)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._words.say(Message("commands.answers_at", url=self._url))
            if self._app.state.sample_loaded:
                self._words.say(Message("commands.look_at"))
                self._words.list(list(where_to_look(self._url)))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.stopping.set()  # streams end, which would hold it
        await super().shutdown(sockets)


def _listener(settings: Settings, words: Announcer) -> Listener:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP: else the event loop leaves Nagle's algorithm on, which delays each answer by 40 ms.
    places = Places(connections_possible(settings.connections), settings.connections_per_address)
    listener = Listener(places, family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            words.stop(FAILED, Message("commands.port_taken", port=str(settings.port), host=settings.host))
        words.stop(WRONG_USE, Message("commands.not_an_address", port=str(settings.port), host=settings.host))
    return listener
