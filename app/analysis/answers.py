"""Computed answers: from the moment asked about to bytes, each computed once for what it depends on."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from fastapi import Query, Response
from pydantic import BaseModel

from analytics.context import Context
from app.analysis.contexts import AnalysisContexts
from app.analysis.evidence import Evidence, More, check_scope, read_evidence
from app.http.calls import Call
from app.http.content_types import JSON
from app.http.errors import problems
from app.http.etags import READ_CONDITION
from app.http.moments import Moment, moment_headers
from schemas.errors import NotFound, TooLarge
from schemas.fields import Identifier
from schemas.writes import BOOK

ANSWERS_KEPT = 256

Department = Annotated[Identifier | None, Query(description="Only people of this department and those below it.")]
Chain = Annotated[
    Identifier | None,
    Query(description="Only people with a stake on this decision chain, whose project lines and beliefs count then."),
]

Explain = Annotated[bool, Query(description="Name the records (ids) that each number rests on.")]

ANALYSIS: dict[str, Any] = {
    "responses": {304: {"description": "Unchanged"}, **problems(NotFound, TooLarge)},
    "openapi_extra": READ_CONDITION,
}
"""What every analysis says of itself beside its own answer."""


class KeptAnswer(NamedTuple):
    """The bytes of an answer, and their ETag."""

    etag: str
    body: bytes


class AnalysisAnswers:
    """Answers kept by all that they depend on; the most recently asked stay.

    The settings that an answer was computed with follow from its snapshot, so a kept one is found without them.
    """

    def __init__(self, kept: int = ANSWERS_KEPT) -> None:
        self.contexts = AnalysisContexts()
        self._kept = kept
        self._answers: OrderedDict[tuple[Any, ...], KeptAnswer] = OrderedDict()

    def get(self, key: tuple[Any, ...]) -> KeptAnswer | None:
        """Return an answer that is kept."""
        if key in self._answers:
            self._answers.move_to_end(key)
        return self._answers.get(key)

    @property
    def forgotten(self) -> int:
        """How often something was forgotten; to be asked before what an answer rests on is read."""
        return self.contexts.forgotten

    def keep(self, key: tuple[Any, ...], answer: KeptAnswer, since: int) -> None:
        """Keep an answer, unless something was forgotten since; those longest unasked are dropped."""
        if since != self.forgotten:
            return
        self._answers[key] = answer
        while len(self._answers) > self._kept:
            self._answers.popitem(last=False)

    def forget(self, account_ids: Container[str]) -> None:
        """Keep nothing about these accounts any longer; where the book is among them, nothing at all."""
        self.contexts.forget(account_ids)
        for key in [key for key in self._answers if BOOK in account_ids or key[1].account_id in account_ids]:
            del self._answers[key]


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
    compute: Callable[[Context, Evidence], BaseModel | bytes],
    *more: More,
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
    """
    answers: AnalysisAnswers = call.request.state.answers
    since = answers.forgotten
    snapshot = await call.store.repository.snapshot(account_id, moment.as_of or call.this_hour, moment.known_at)
    key = (question.key, snapshot, call.principal.reader)
    answer = answers.get(key)
    if answer is None:
        evidence = await read_evidence(call.store, snapshot)
        etag = _etag(call, evidence)
        if unchanged := call.unchanged(etag):
            return unchanged
        check_scope(evidence.graph, question.department, question.chain)
        for read in more:
            evidence = await read(call.store, evidence)
        context = answers.contexts.of(evidence, question.chain, since)
        answer = KeptAnswer(etag, await asyncio.to_thread(_bytes, compute, context, evidence))
        answers.keep(key, answer, since)
    headers = {"ETag": answer.etag, **moment_headers(snapshot)}
    return call.unchanged(answer.etag) or Response(answer.body, 200, headers, media_type)


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


def _etag(call: Call, evidence: Evidence) -> str:
    snapshot, fingerprint = evidence.snapshot, evidence.settings.fingerprint()
    known = _digits(snapshot.known_at)
    return call.etag(snapshot.as_of, snapshot.revision, snapshot.book_revision, fingerprint, known, *snapshot.erasure)


def _bytes(compute: Callable[[Context, Evidence], BaseModel | bytes], context: Context, evidence: Evidence) -> bytes:
    answer = compute(context, evidence)
    return answer if isinstance(answer, bytes) else answer.model_dump_json().encode()


def _digits(instant: str) -> str:
    return "".join(filter(str.isdigit, instant))
