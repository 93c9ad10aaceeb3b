"""The cookie of a session: how it is set, and what it lets through by itself."""

from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.http.content_types import EVENT_STREAM, JSON, asks_for_events
from schemas.errors import NotAllowed, NotAuthenticated
from schemas.messages.message import Message

COOKIE = "stakegraph_session"
PATH = "/v1"

SESSION = "session"
"""Where the state of a request holds the session that it was let in by; not there where the key was sent."""

HEADER = "Stakegraph-Session"
"""The header that says that a page means to end its session: a form or a link of another page cannot send it."""


def sent_session(request: Request) -> str | None:
    """Return the session that a request was sent with; None without one."""
    return request.cookies.get(COOKIE) or None


def set_session(request: Request, response: Response, text: str, seconds: float) -> None:
    """Let a browser keep a session: no script reads it, no page of another site sends it, TLS alone carries it."""
    response.set_cookie(
        COOKIE,
        text,
        max_age=int(seconds),
        path=PATH,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def drop_session(request: Request, response: Response) -> None:
    """Let a browser forget its session."""
    secure = request.url.scheme == "https"
    response.delete_cookie(COOKIE, path=PATH, secure=secure, httponly=True, samesite="strict")


def check_served(request: Request) -> None:
    """Let pass what a session may ask for without the key: streams of events, files, and its own end.

    Raises
    ------
    NotAuthenticated
        For everything else: a cookie, which a browser sends by itself, authorises no write and reads no records.
    NotAllowed
        For a page of an origin that is not allowed here, and for an end without the header that says it is meant.
    """
    route: APIRoute = request.scope["route"]
    ends = (request.method, route.path) == ("DELETE", "/sessions")
    if not ends and not (request.method == "GET" and _is_file(route, request)):
        raise NotAuthenticated(Message("keys.session_only_files"))
    _check_origin(request)
    if ends and not request.headers.get(HEADER):
        raise NotAllowed(Message("keys.session_header", header=HEADER))


def _is_file(route: APIRoute, request: Request) -> bool:
    """Whether an operation gives a file, or is asked for a stream: it declares another type than JSON."""
    types = set((route.responses.get(200) or {}).get("content") or ()) - {JSON}
    return bool(types - {EVENT_STREAM}) or (EVENT_STREAM in types and asks_for_events(request))


def _check_origin(request: Request) -> None:
    """Let pass the service's own pages and those of allowed origins; where no origin is sent, those of its site."""
    origin = request.headers.get("origin")
    if origin is None:
        if request.headers.get("sec-fetch-site") == "cross-site":
            raise NotAllowed(Message("keys.session_origin"))
        return
    is_own = urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower() != ""
    if not is_own and origin.lower() not in map(str.lower, request.app.state.settings.origins):
        raise NotAllowed(Message("keys.session_origin"))
