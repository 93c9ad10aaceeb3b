"""Where an answer is computed: here if it takes no second, otherwise by a worker, for as long as somebody waits."""

import hashlib
from collections.abc import Hashable

from fastapi import Response

from app.crowds.crowd_gate import give_back_turn
from app.http.bodies import sent_body
from app.http.calls import Call
from app.questions.desk import CallerGone, Desk
from app.questions.expected import ELSEWHERE_SECONDS, expected_seconds
from app.questions.passing import LEFT_OUT, PassedQuestion, Reply, Same
from app.security.principals import KEEPER

CALLER_GONE = 499
"""Noted in the log of a request whose caller closed the connection; nobody reads it."""


async def ask_elsewhere(call: Call, account_id: str, key: Hashable) -> Reply | None:
    """Return the answer of a worker to this very request; None where it is to be computed here.

    Parameters
    ----------
    key : hashable
        All that the answer follows from, but for its language and the path, query and body of the request.

    Raises
    ------
    Overloaded, AnalysisTimeout
        When too many wait, and when it was not answered by its deadline.
    """
    desk: Desk | None = getattr(call.request.state, "desk", None)
    if desk is None or expected_seconds(await call.store.graphs.people(account_id)) < ELSEWHERE_SECONDS:
        return None
    give_back_turn(call.request)
    question = _question(call)
    words = (question.path, question.query, call.language, hashlib.sha256(question.body).digest())
    same = Same((key, *words), (call.principal.reader, call.this_hour, *words))
    try:
        return await desk.answer(same, question, _caller(call), call.request)
    except CallerGone:
        return Reply(CALLER_GONE, (), b"")


def response_of(reply: Reply) -> Response:
    """Return what a worker answered as the answer to the request."""
    return Response(reply.body, reply.status, dict(reply.headers))


def _question(call: Call) -> PassedQuestion:
    request = call.request
    return PassedQuestion(
        request_id=request.state.request_id,
        method=request.method,
        path=request.url.path,
        query=request.scope["query_string"],
        headers=tuple((name, value) for name, value in request.scope["headers"] if name not in LEFT_OUT),
        body=sent_body(request),
        principal=call.principal,
        now=call.store.clock(),
    )


def _caller(call: Call) -> str:
    """Return who asks, as limits count: a key, without one the address."""
    client = call.request.client
    return client.host if call.principal == KEEPER and client else call.principal.id
