"""Sessions of browsers: `POST` and `DELETE /v1/sessions`."""

from datetime import timedelta
from typing import Annotated

from fastapi import Header, Response

from app.dependencies import CallDep, strict_router
from app.http.content_types import JSON
from app.http.errors import problems
from app.http.gate.session_cookies import HEADER, drop_session, sent_session, set_session
from app.security.authentication import Authenticator
from schemas.instants import instant_text
from schemas.screens.sessions import Session

router = strict_router("sessions")

Meant = Annotated[str | None, Header(alias=HEADER, max_length=100, description="Needed beside the cookie alone.")]


@router.post(
    "/sessions",
    operation_id="begin_session",
    summary="Begin a session of a browser, for event streams and files",
    status_code=201,
    response_model=Session,
    responses={201: {"headers": {"Cache-Control": {}, "Set-Cookie": {}}}, **problems()},
)
async def begin_session(call: CallDep) -> Response:
    """An `EventSource`, a link or an image cannot send a key, but the cookie that this answer sets."""
    authenticator: Authenticator = call.request.state.authenticator
    sessions = authenticator.sessions
    text = sessions.begin(call.principal, call.request.headers.get("host", ""))
    ends = instant_text(call.store.clock() + timedelta(seconds=sessions.seconds))
    key = await call.own_key()
    body = Session(expires_at=min(ends, key.expires_at) if key is not None else ends)
    response = Response(body.model_dump_json(), 201, {"Cache-Control": "no-store"}, JSON)
    set_session(call.request, response, text, sessions.seconds)
    return response


@router.delete(
    "/sessions",
    operation_id="end_session",
    summary="End a session, with the key all of them",
    status_code=204,
    responses={204: {"headers": {"Set-Cookie": {}}}, **problems()},
)
async def end_session(call: CallDep, meant: Meant = None) -> Response:
    """What it keeps open ends within seconds."""
    authenticator: Authenticator = call.request.state.authenticator
    text = sent_session(call.request)
    if call.session is not None:
        authenticator.sessions.end(call.session)
    else:
        authenticator.sessions.end_all(call.principal)
    response = Response(status_code=204)
    if text is not None:
        drop_session(call.request, response)
    return response
