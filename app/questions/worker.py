"""A worker: a process that asks its own copy of the service, without a network, and passes the answer back.

It reads the store by its own connections and keeps what it computed, so that the next question about an account finds
it. Whoever no longer wants an answer ends the process: nothing that computes needs to know of deadlines.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any, cast

from fastapi import FastAPI, Request, Response
from starlette.types import Message as Event

from app.child_processes import prepare_child
from app.http.gate.request_gate import ANSWER_HEADERS
from app.logs.stderr import log_of_worker
from app.questions.passing import Passed, PassedQuestion, Reply
from app.security.principals import Principal
from app.settings import Settings
from graph.engine.folder_owner import find_owner
from graph.rising_clock import RisingClock
from graph.store import Store, StoreOptions
from schemas.errors import ServiceError, StoreUnavailable
from schemas.messages.message import Message

logger = logging.getLogger("stakegraph.questions")

READY = "ready"
"""Sent once, when a worker waits for questions."""


class _KnownCaller:
    """Stands where the service asks who sends a request: the service that passed it on knows."""

    def __init__(self, principal: Principal) -> None:
        self._principal = principal

    async def needs_keys(self) -> bool:
        return True

    async def principal(self, sent: str | None, address: str) -> Principal:
        return self._principal

    async def holder(self, session: str, host: str, address: str) -> Principal:
        return self._principal

    def limits(self, principal: Principal) -> dict[str, str]:
        """Return nothing: the service says on its own answer how much may still be asked."""
        return {}


class _AskedAt:
    """What time it is for whoever asks: a service and its workers never disagree on the hour."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Service:
    """The service that a worker copies.

    Attributes
    ----------
    create_app : callable
        Returns the application; it is given, because its endpoints know who asks workers.
    embedded : bool
        Whether the service owns an engine, which is reached through its data folder.
    """

    create_app: Callable[[Settings], FastAPI]
    settings: Settings
    embedded: bool


def serve_questions(pipe: Connection, service: Service) -> None:
    """Answer questions one by one until the other end of the pipe is closed."""
    prepare_child()
    log_of_worker(service.settings)
    asyncio.run(_serve(pipe, service))


async def _serve(pipe: Connection, service: Service) -> None:
    app = service.create_app(service.settings)
    app.add_exception_handler(ServiceError, _note_error)
    asked = _AskedAt()
    store = await Store.open(_options(service), RisingClock(asked))
    pipe.send(READY)
    try:
        while True:
            question: PassedQuestion = await asyncio.to_thread(pipe.recv)
            asked.now = question.now
            pipe.send(await _answered(app, store, question))
    except EOFError:
        await store.close()


def _options(service: Service) -> StoreOptions:
    options = service.settings.store_options()
    if not service.embedded:
        return options
    owner = find_owner(service.settings.data)
    if owner is None:
        raise StoreUnavailable(Message("reporting.nobody_owns", folder=str(service.settings.data)))
    return replace(options, neo4j=owner.address)


async def _answered(app: FastAPI, store: Store, question: PassedQuestion) -> Passed:
    """Ask a question of the application, and return the answer, or the error that it is refused with."""
    state: dict[str, Any] = {
        "store": store,
        "authenticator": _KnownCaller(question.principal),
        "request_id": question.request_id,
    }
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": question.method,
        "scheme": "http",
        "path": question.path,
        "raw_path": question.path.encode(),
        "query_string": question.query,
        "headers": list(question.headers),
        "state": state,
    }
    sent: list[Event] = []
    try:
        await app(scope, _receiver(question.body), _sender(sent))
    except Exception as error:
        logger.error("request=%s class=%s", question.request_id, type(error).__name__, exc_info=error)
    if (refused := state.get("refused")) is not None:
        return cast(ServiceError, refused)
    return _reply(sent, state.get(ANSWER_HEADERS, ()))


async def _note_error(request: Request, error: Exception) -> Response:
    """Keep an error as it is: the service says it in the language of each who asks."""
    request.state.refused = error
    return Response(status_code=500)


def _receiver(body: bytes) -> Any:
    async def receive() -> Event:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _sender(sent: list[Event]) -> Any:
    async def send(event: Event) -> None:
        sent.append(event)

    return send


def _reply(sent: list[Event], added: Iterable[str]) -> Reply:
    """Return an answer without the headers of its request, which the service adds for each of those who asked."""
    start, left_out = sent[0], {name.lower() for name in added}
    named = ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in start["headers"])
    headers = tuple((name, value) for name, value in named if name not in left_out)
    return Reply(start["status"], headers, b"".join(event.get("body", b"") for event in sent[1:]))
