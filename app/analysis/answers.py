"""Computed answers: from the moment asked about to bytes, each computed once for what it depends on."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from analytics.context import Context
from app.analysis.contexts import SharedContext
from app.analysis.evidence import Evidence, More, check_scope, read_evidence, settings_of
from app.http.bodies import body_documentation
from app.http.calls import Call, LanguageCall
from app.http.content_types import JSON
from app.http.declared_route import Endpoint
from app.http.errors import problems
from app.http.etags import READ_CONDITION, UNCHANGED
from app.http.moments import Moment, moment_headers
from app.http.shapes.asked_shape import in_parts
from app.questions.asking import ask_elsewhere, response_of
from app.questions.passing import Reply
from app.questions.preferences import MAY_BE_JOB, PREFER
from graph.cache import Asked
from graph.sizes import size_of
from graph.store import Store
from schemas.errors import NotFound, TooLarge
from schemas.fields import Identifier
from schemas.reads import Snapshot
from schemas.settings.analysis_settings import AnalysisSettings

Department = Annotated[Identifier | None, Query(description="Only people of this department and those below it.")]
Chain = Annotated[
    Identifier | None,
    Query(description="Only people with a stake on this decision chain, whose project lines and beliefs count then."),
]

Explain = Annotated[bool, Query(description="Name the records (ids) that each number rests on.")]

ANALYSIS: dict[str, Any] = {
    "responses": {**MAY_BE_JOB, **UNCHANGED, **problems(NotFound, TooLarge)},
    "openapi_extra": {"parameters": [*READ_CONDITION["parameters"], PREFER]},
}
"""What every analysis says of itself beside its own answer."""


def analysis_read(
    router: APIRouter, path: str, operation: str, summary: str, model: type[BaseModel]
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of a computed answer: where it is, and its name in clients."""
    return router.get(
        path, operation_id=operation, summary=summary, response_model=model, **ANALYSIS, **in_parts(model)
    )


def account_answer(
    router: APIRouter, noun: str, summary: str, model: type[BaseModel]
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of an answer about an account, at ``analysis/`` and its noun."""
    path, operation = f"/accounts/{{account_id}}/analysis/{noun}", f"get_{noun}_analysis"
    return analysis_read(router, path, operation, summary, model)


def chain_answer(
    router: APIRouter, noun: str, summary: str, model: type[BaseModel], operation: str | None = None
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of an answer about a decision chain."""
    path, operation = f"/accounts/{{account_id}}/chains/{{chain_id}}/analysis/{noun}", operation or f"get_chain_{noun}"
    return analysis_read(router, path, operation, summary, model)


def posted_answer(
    router: APIRouter,
    path: str,
    operation: str,
    model: type[BaseModel],
    body: type[BaseModel] | None = None,
    **more: Any,
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of an answer that is asked for by POST, and stores nothing.

    Parameters
    ----------
    path, operation : str
        Where it is, and its name in clients.
    body : class, optional
        What it takes.
    more
        What else the router takes: a summary.
    """
    return router.post(
        path,
        operation_id=operation,
        response_model=model,
        responses={**MAY_BE_JOB, **problems(NotFound, TooLarge)},
        openapi_extra={"parameters": [PREFER], **({} if body is None else body_documentation(body))},
        **in_parts(model),
        **more,
    )


Compute = Callable[[Context, Evidence], BaseModel | bytes]
"""Returns an answer, or its bytes, from a context and from all that was read."""


Beside = Callable[[Store, Snapshot, str | None], Awaitable[tuple[Snapshot, ...]]]
"""Returns the same moment of the other accounts that an answer rests on too, from its own and from ``known_at``."""


async def nothing_beside(_: Store, __: Snapshot, ___: str | None) -> tuple[Snapshot, ...]:
    """Return no other account: nearly every answer rests on one alone."""
    return ()


class KeptAnswer(NamedTuple):
    """The bytes of an answer, and their ETag."""

    etag: str
    body: bytes


class Question:
    """What is asked: the name of an answer and its parameters; with the moment, all that the bytes depend on."""

    def __init__(self, name: str, *parameters: object, department: str | None = None, chain: str | None = None) -> None:
        self.key = (name, *parameters, department, chain)
        self.department = department
        self.chain = chain


async def answer_analysis(
    call: Call,
    account_id: str,
    moment: Moment,
    question: Question,
    compute: Compute,
    *more: More,
    beside: Beside = nothing_beside,
    media_type: str = JSON,
) -> Response:
    """Answer one analysis of one account.

    Parameters
    ----------
    compute : callable
        Returns the answer, or its bytes, from the context of the account with the chain of the question, and from all
        that was read; called in a thread of its own when the answer is not kept.
    more
        Read what it needs beside account and settings.
    beside : callable
        Returns the other accounts that the answer rests on; it is computed anew when one of them changes.
    """
    store = call.store
    snapshot = await store.repository.snapshot(account_id, moment.as_of or call.this_hour, moment.known_at)
    others = await beside(store, snapshot, moment.known_at)
    asked = Asked(("answer", *question.key), snapshot, call.principal.reader, others)
    answer: KeptAnswer | None = store.cache.kept(asked)
    if answer is None:
        since = store.cache.forgotten
        if reply := await ask_elsewhere(call, snapshot, asked, may_be_job=media_type == JSON):
            kept = _keep(store, asked, reply, moment_headers(snapshot.known_with(others)), since)
            return (kept and call.unchanged(kept.etag)) or response_of(reply)
        etag = _etag(call, snapshot, await settings_of(store, snapshot), others)
        if unchanged := call.unchanged(etag):
            return unchanged

        async def make(since: int) -> KeptAnswer:
            evidence = await _evidence(store, snapshot, question, more)
            return KeptAnswer(etag, await _computed(store, evidence, question, compute, since))

        answer = await store.cache.find(asked, make)
    headers = {"ETag": answer.etag, **moment_headers(snapshot.known_with(others))}
    return call.unchanged(answer.etag) or Response(answer.body, 200, headers, media_type)


def _keep(store: Store, asked: Asked, reply: Reply, of_moment: Mapping[str, str], since: int) -> KeptAnswer | None:
    """Keep what a worker answered, if it is about the same moment, and return it."""
    if reply.status != 200 or any(reply.header(name.lower()) != value for name, value in of_moment.items()):
        return None
    answer = KeptAnswer(reply.header("etag"), reply.body)
    store.cache.keep(asked, answer, size_of(answer), since)
    return answer


@dataclass(frozen=True, slots=True)
class AskedAnalysis:
    """An analysis as it is asked for: of an account at a moment, of all of it or of a part."""

    call: Call
    account_id: str
    moment: Moment
    department: str | None
    chain: str | None

    async def answer(
        self,
        name: str,
        compute: Callable[[Context, Evidence], BaseModel],
        *more: More,
        parameters: tuple[object, ...] = (),
    ) -> Response:
        """Answer it, as `answer_analysis` does; ``parameters`` are those of this analysis alone."""
        question = Question(name, *parameters, department=self.department, chain=self.chain)
        return await answer_analysis(self.call, self.account_id, self.moment, question, compute, *more)

    async def answer_in_words(
        self,
        call: LanguageCall,
        name: str,
        compute: Callable[[Context, Evidence], BaseModel],
        *more: More,
        parameters: tuple[object, ...] = (),
    ) -> Response:
        """Answer it in the language of a caller; the answers in two languages are two."""
        asked = replace(self, call=call)
        answer = await asked.answer(name, compute, *more, parameters=(call.language, *parameters))
        answer.headers.update(call.headers)
        return answer


def _etag(call: Call, snapshot: Snapshot, settings: AnalysisSettings, others: Sequence[Snapshot]) -> str:
    fingerprint, known = settings.fingerprint(), _digits(snapshot.known_at)
    revisions = (snapshot.revision, snapshot.book_revision)
    return call.etag(snapshot.as_of, *revisions, fingerprint, known, *snapshot.erasure, *_digest(others))


def _digest(others: Sequence[Snapshot]) -> tuple[str, ...]:
    """Return the part of an ETag that other accounts make."""
    parts = [(each.account_id, each.revision, each.erased_at) for each in others]
    return ("o" + hashlib.sha256(repr(parts).encode()).hexdigest()[:12],) if parts else ()


async def _evidence(store: Store, snapshot: Snapshot, question: Question, more: Sequence[More]) -> Evidence:
    evidence = await read_evidence(store, snapshot)
    check_scope(evidence.graph, question.department, question.chain)
    for read in more:
        evidence = await read(store, evidence)
    return evidence


async def _computed(store: Store, evidence: Evidence, question: Question, compute: Compute, since: int) -> bytes:
    shared = SharedContext.of(store.cache, evidence, question.chain, since)
    try:
        return await asyncio.to_thread(_bytes, compute, shared.context, evidence)
    finally:
        shared.keep(store.cache, since)


def _bytes(compute: Compute, context: Context, evidence: Evidence) -> bytes:
    answer = compute(context, evidence)
    return answer if isinstance(answer, bytes) else answer.model_dump_json().encode()


def _digits(instant: str) -> str:
    return "".join(filter(str.isdigit, instant))
