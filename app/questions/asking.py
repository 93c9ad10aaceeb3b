"""Where an answer is computed: here if it takes no second, otherwise by a worker, for as long as somebody waits."""

import hashlib
from collections.abc import Hashable
from typing import Protocol

from fastapi import Response

from app.crowds.crowd_gate import give_back_turn
from app.http.bodies import sent_body
from app.http.calls import Call
from app.http.shapes.asked_shape import whole_query
from app.questions.desk import CallerGone, Computation, Desk
from app.questions.expected import ELSEWHERE_SECONDS, expected_seconds
from app.questions.passing import LEFT_OUT, PassedQuestion, Reply, Same, Wish
from app.questions.preferences import patience
from app.security.principals import KEEPER
from schemas.reads import Snapshot

CALLER_GONE = 499
"""Noted in the log of a request whose caller closed the connection; nobody reads it."""


class Jobs(Protocol):
    """What an answer becomes that nobody waits for."""

    async def finished(self, same: Same) -> Reply | None:
        """Return the answer of a job that answered the same question about the same revisions; None without one."""

    async def accepted(self, call: Call, wish: Wish, computation: Computation) -> Reply:
        """Return the job that a computation is, which is begun unless it is one."""


async def ask_elsewhere(call: Call, snapshot: Snapshot, key: Hashable, *, may_be_job: bool = True) -> Reply | None:
    """Return the answer of a worker to this very request, or the job that it became; None where it is computed here.

    Parameters
    ----------
    snapshot : Snapshot
        The account, at the moment that is asked about.
    key : hashable
        All that the answer follows from, but for its language and the path, query and body of the request.
    may_be_job : bool
        Whether whoever asks can follow a job; a picture on a page cannot.

    Raises
    ------
    Overloaded, AnalysisTimeout
        When too many wait, and when it was not answered by its deadline.
    """
    desk: Desk | None = getattr(call.request.state, "desk", None)
    if desk is None:
        return None
    at_most = expected_seconds(await call.store.graphs.size(snapshot))
    if at_most < ELSEWHERE_SECONDS:
        return None
    give_back_turn(call.request)
    wish = _wish(call, key, at_most)
    jobs: Jobs = call.request.state.analyses
    if (found := await jobs.finished(wish.same)) is not None:
        return found
    prefer = ",".join(call.request.headers.getlist("prefer"))
    seconds = patience(prefer, desk.measured.expected(wish.question.path, at_most)) if may_be_job else None

    async def begun(computation: Computation) -> Reply:
        return await jobs.accepted(call, wish, computation)

    try:
        return await desk.answer(wish, call.request, seconds, begun)
    except CallerGone:
        return Reply(CALLER_GONE, (), b"")


def response_of(reply: Reply) -> Response:
    """Return what a worker answered as the answer to the request."""
    return Response(reply.body, reply.status, dict(reply.headers))


def _wish(call: Call, key: Hashable, at_most: float) -> Wish:
    request = call.request
    question = PassedQuestion(
        request_id=request.state.request_id,
        method=request.method,
        path=request.url.path,
        query=whole_query(request),
        headers=tuple((name, value) for name, value in request.scope["headers"] if name not in LEFT_OUT),
        body=sent_body(request),
        principal=call.principal,
        now=call.store.clock(),
        expected=at_most,
    )
    words = (question.path, question.query, call.language, hashlib.sha256(question.body).digest())
    same = Same((key, *words), (call.principal.reader, call.this_hour, *words))
    return Wish(same, question, _caller(call))


def _caller(call: Call) -> str:
    """Return who asks, as limits count: a key, without one the address."""
    client = call.request.client
    return client.host if call.principal == KEEPER and client else call.principal.id
