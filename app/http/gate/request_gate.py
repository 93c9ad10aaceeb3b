"""The gate of every request: an id, what the log says of it, and, without keys, a check where it is from."""

import logging
import re
import time
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from app.http.declared_route import declared_route
from app.http.errors import ANSWERED, HUNG_UP, STATUS, problem_response
from app.http.gate.deprecations import deprecation_headers
from app.http.gate.head_requests import answer_head
from app.http.gate.methods import allowed_methods, options_answer
from app.http.gate.request_names import TRACE, RequestNames, names_of
from app.limits.ordinary_reads import REFUSED
from app.security.authentication import Authenticator
from app.security.principals import KEY_ID
from schemas.errors import NotAllowed, NotFound, ServiceError
from schemas.messages.message import Message

logger = logging.getLogger("stakegraph.requests")

_FORWARDED = re.compile(rb"forwarded|x-forwarded-[a-z-]+|x-real-ip")
"""Headers, in lower case as they come, by which a proxy says for whom it asks: somebody who may be anywhere."""

_LOOPBACK = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?", re.IGNORECASE)


ALWAYS = frozenset({"/healthz", "/readyz", "/metrics"})
"""Addresses that answer also while new work is refused: whoever watches the service asks there."""


_END_OF_ID = 12
"""Characters of an id that its line has else: 48 random bits, beside a moment that a line begins with anyway."""

ANSWER_HEADERS = "answer_headers"
"""Where the state of a request holds the headers that its answer gets, whatever it will be."""


class RequestGate:
    """Gives each request an id, answers `HEAD` and `OPTIONS`, and without keys refuses others than this machine.

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
        state = scope.setdefault("state", {})
        names = names_of(scope["headers"], state.get(TRACE))
        state["request_id"], state[ANSWER_HEADERS] = names.own, dict(names.headers)
        inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        started = time.perf_counter()
        status: int | None = None

        async def send_and_note(event: Event) -> None:
            nonlocal status
            if event["type"] == "http.response.start":
                status = event["status"]
                event = {**event, "headers": [*event["headers"], *_added(inner)]}
            await send(event)

        try:
            await self._pass(scope["method"], inner, receive, send_and_note)
        except Exception:
            status = status or STATUS[ServiceError]  # it is answered outside of here
            raise
        finally:
            scope["route"] = inner.get("route")  # for whoever is outside, of HEAD too
            state[ANSWERED] = noted = state.get(ANSWERED) or status or HUNG_UP
            seconds = time.perf_counter() - started
            scope["app"].state.instruments.note_request(scope["method"], declared_route(inner), noted, seconds)
            if logger.isEnabledFor(logging.INFO) and scope["app"].state.reads.note(scope["method"], noted, seconds):
                _log(names, scope["method"], inner, noted, seconds)

    async def _pass(self, method: str, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if scope["path"] not in ALWAYS:
                scope["app"].state.memory.check()
            if (refusal := _doubtful(scope)) is not None:
                await _check_keys_are_needed(scope["state"]["authenticator"], refusal)
            if method == "OPTIONS":
                await _options(scope)(scope, receive, send)
                return
        except ServiceError as error:
            await problem_response(Request(scope), error)(scope, receive, send)
            return
        if method == "HEAD":
            await answer_head(self._app, scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _options(scope: Scope) -> Response:
    methods = allowed_methods(scope["app"], scope["path"])
    if not methods:
        raise NotFound(Message("requests.no_address"))
    return options_answer(methods)


def _added(scope: Scope) -> Iterator[tuple[bytes, bytes]]:
    """Yield the headers that an answer gets here."""
    for name, value in {**scope["state"][ANSWER_HEADERS], **deprecation_headers(scope.get("route"))}.items():
        yield name.lower().encode("latin-1"), value.encode("latin-1")


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


def _log(names: RequestNames, method: str, scope: Scope, status: int, seconds: float) -> None:
    """Write one line: the route, never the address, whose ids and parameters may be about people."""
    route, key, ms = declared_route(scope), scope["state"].get(KEY_ID), round(seconds * 1000, 1)
    more = {**({"key": key} if key else {}), **names.of_others}
    fields = {"request": names.own, "method": method, "route": route, "status": status, "ms": ms, **more}
    pairs = "".join(f" {name}={value}" for name, value in more.items())
    own = names.own if status >= REFUSED else names.own[-_END_OF_ID:]
    logger.info(f"{own} {method} {route or '-'} {status} {ms}ms{pairs}", extra={"fields": fields})
