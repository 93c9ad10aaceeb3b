"""The gate of every request: an id, a line in the log without content, and, without keys, a check where it is from."""

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
from app.security.principals import KEY_ID
from schemas.errors import NotAllowed, ServiceError
from schemas.messages.message import Message

logger = logging.getLogger("stakegraph.requests")

_FORWARDED = re.compile(rb"forwarded|x-forwarded-[a-z-]+|x-real-ip")
"""Headers, in lower case as they come, by which a proxy says for whom it asks: somebody who may be anywhere."""

_LOOPBACK = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?", re.IGNORECASE)


ALWAYS = frozenset({"/healthz", "/readyz", "/metrics"})
"""Addresses that answer also while new work is refused: whoever watches the service asks there."""


class RequestGate:
    """Gives each request an id and, while no key is needed, refuses those that do not come from this machine alone.

    A page of the open web can make a browser send requests to this machine: under a name of its own (DNS rebinding),
    which they carry as their Host, or across origins, which they carry as their Origin. A proxy on this machine sends
    those of anybody. None of them carries a key.
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
            seconds = time.perf_counter() - started
            scope["app"].state.instruments.note_request(scope["method"], _route(scope), status, seconds)
            _log(scope, status, seconds)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if scope["path"] not in ALWAYS:
                scope["app"].state.memory.check()
            if (refusal := _doubtful(scope)) is not None:
                await _check_keys_are_needed(scope["state"]["authenticator"], refusal)
        except ServiceError as error:
            await problem_response(Request(scope), error)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _doubtful(scope: Scope) -> Message | None:
    """Return why a request may come from elsewhere than from somebody at this machine; None where nothing says so."""
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    host = headers.get(b"host", "")
    if not _LOOPBACK.fullmatch(host):
        return Message("keys.other_host")
    if any(_FORWARDED.fullmatch(name) for name in headers):
        return Message("keys.forwarded")
    origin = headers.get(b"origin")
    own = {f"{scope['scheme']}://{host}".lower(), *map(str.lower, scope["app"].state.settings.origins)}
    if origin is not None and own.isdisjoint({origin.lower(), "*"}):
        return Message("keys.other_origin")
    return None


async def _check_keys_are_needed(authenticator: Authenticator, refusal: Message) -> None:
    if not await authenticator.needs_keys():
        raise NotAllowed(refusal)


def _route(scope: Scope) -> str | None:
    """Return the route as it is declared; None where the request reached none."""
    path: str | None = getattr(scope.get("route"), "path", None)
    return f"/v1{path}" if path is not None and scope["path"].startswith("/v1/") else path


def _log(scope: dict[str, Any] | Any, status: int, seconds: float) -> None:
    """Write one line: the route, never the address, whose ids and parameters may be about people."""
    logger.info(
        "request=%s method=%s route=%s status=%d ms=%.1f key=%s",
        scope["state"]["request_id"],
        scope["method"],
        _route(scope) or "-",
        status,
        seconds * 1000,
        scope["state"].get(KEY_ID) or "-",
    )
