"""The gate of every request: an id, a line in the log without content, and, without keys, a check of its Host."""

import logging
import re
import time
from typing import Any

import uuid_utils
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from app.http.errors import problem_response
from app.security.authentication import Authenticator
from schemas.errors import NotAllowed, ServiceError
from schemas.messages.message import Message

logger = logging.getLogger("stakegraph.requests")

_LOOPBACK = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?", re.IGNORECASE)


ALWAYS = frozenset({"/healthz", "/readyz"})
"""Addresses that answer also while new work is refused: whoever watches the service asks there."""


class RequestGate:
    """Gives each request an id and, while no key is needed, refuses those that name another host.

    A page of the open web can make a browser send requests to this machine under a name of its own (DNS rebinding);
    such a request carries that name as its Host. It carries no key.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})["request_id"] = str(uuid_utils.uuid7())
        started = time.perf_counter()
        status = 500

        async def send_and_note(event: Event) -> None:
            nonlocal status
            if event["type"] == "http.response.start":
                status = event["status"]
            await send(event)

        try:
            await self._pass(scope, receive, send_and_note)
        finally:
            _log(scope, status, time.perf_counter() - started)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "localhost")
        try:
            if scope["path"] not in ALWAYS:
                scope["app"].state.memory.check()
            if not _LOOPBACK.fullmatch(host):
                await _check_other_host(scope["state"]["authenticator"])
        except ServiceError as error:
            await problem_response(Request(scope), error)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


async def _check_other_host(authenticator: Authenticator) -> None:
    if not await authenticator.needs_keys():
        raise NotAllowed(Message("keys.other_host"))


def _log(scope: dict[str, Any] | Any, status: int, seconds: float) -> None:
    """Write one line: the route, never the address, whose ids and parameters may be about people."""
    route = getattr(scope.get("route"), "path", "-")
    logger.info(
        "request=%s method=%s route=%s status=%d ms=%.1f",
        scope["state"]["request_id"],
        scope["method"],
        route,
        status,
        seconds * 1000,
    )
