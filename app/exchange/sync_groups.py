"""Groups of lines that are synchronised: each written by itself and answered in one line."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from fastapi import Response
from pydantic import BaseModel, Field
from pydantic_core import from_json, to_json

from app.exchange.ndjson_bodies import lines_of
from app.exchange.ndjson_lines import LineGroup, LineGroups, Part, parts_of
from app.http.calls import Call
from app.http.errors import STATUS, ProblemEntry, problem_entries
from app.http.idempotency import Sent, write_and_answer
from app.messages.sentences import sentence, title_of
from app.records.replaced_fields import REPLACED, ReplacedField
from app.security.streams import while_known
from app.writing.groups import Placed, results_of, write_group
from schemas.errors import NotAllowed, Problem, ServiceError
from schemas.fields import Identifier
from schemas.instants import Instant
from schemas.messages.message import Language, Message
from schemas.writes import BOOK, Action, WriteOutcome, WriteResult

OUTCOMES = ("created", "updated", "unchanged", "ended")

Json = dict[str, Any]


class SyncLine(BaseModel):
    """One line that is sent."""

    account_id: Identifier | None = Field(
        None, description="Account; absent of what is of the book.", examples=["acme"]
    )
    kind: str = Field(description="Kind of the record, of an account or of the book.", examples=["person"])
    id: Identifier | None = Field(None, description="Your id; an edge can do without one.", examples=["p1"])
    action: Action = Field("upsert", description="Create or change it, or end it.")
    data: Json = Field(default_factory=dict, description="Fields to write.", examples=[{"name": "Ada Brandt"}])
    effective_at: Instant | None = Field(None, description="When it became so; default now.")
    effective_until: Instant | None = Field(None, description="Until when it was so; default: still.")
    correction: bool = Field(False, description="Whether it says that we were wrong.")


class RefusedLine(BaseModel):
    """A line that was not stored."""

    line: int = Field(description="Its number in the body, from 1.", examples=[3])
    errors: list[ProblemEntry] = Field(description="Why; pointers begin at the line.")


class ReplacedOfLine(ReplacedField):
    """The same, with the line whose change replaced it."""

    line: int = Field(description="Its number in the body, from 1.", examples=[3])


class SyncError(BaseModel):
    """Why the rest was not stored."""

    type: str = Field(description="Class of the error.", examples=["StoreUnavailable"])
    title: str = Field(examples=["The store is not reachable"])
    status: int = Field(description="Status that it would have had as an answer of its own.", examples=[503])
    detail: str = Field(examples=["The store cannot be reached now; nothing was written. Try again."])


class SyncGroup(BaseModel):
    """One line of the answer: what became of lines that follow each other and are of one account."""

    account_id: Identifier | None = Field(description="Account; null of the book.", examples=["acme"])
    revision: int | None = Field(description="Its revision afterwards; null where nothing was sound.", examples=[8])
    first_line: int = Field(description="Number of the first line, from 1.", examples=[1])
    last_line: int = Field(description="Number of the last line.", examples=[2])
    created: int = Field(examples=[2])
    updated: int = Field(examples=[0])
    unchanged: int = Field(examples=[0])
    ended: int = Field(examples=[0])
    replaced: list[ReplacedOfLine] = Field(description=REPLACED, examples=[[]])
    refused: list[RefusedLine] = Field(description="Lines that were not stored.", examples=[[]])
    error: SyncError | None = Field(
        None, description="Only in the last line: nothing from first_line on was answered; send it again from there."
    )


async def answer_groups(call: Call) -> AsyncIterator[bytes]:
    """Yield a line for each group of lines in the body of a request, once it is stored.

    Raises
    ------
    ServiceError
        When nothing of the first group can be stored now; what comes later is said in a last line.
    """
    number = 0
    async for group in _groups(while_known(call.request.stream(), call.check_still_known)):
        try:
            written = await _write_group(call, group, number)
        except ServiceError as error:
            if number == 0:
                raise
            yield to_json(_unwritten(group) | {"error": _error(error, call.language)}) + b"\n"
            return
        number += 1
        yield to_json(written) + b"\n"


async def _groups(parts: AsyncIterator[bytes]) -> AsyncIterator[LineGroup]:
    groups = LineGroups()
    number = 0
    async for text in lines_of(parts):
        number += 1
        if done := groups.add(number, text):
            yield done
    if rest := groups.rest():
        yield rest


async def _write_group(call: Call, group: LineGroup, number: int) -> Json:
    answer = _unwritten(group)
    refused = [_refused(line, problems, call.language) for line, problems in group.refused]
    async for part in parts_of(group, call.store):
        part.group.keep(lambda kind: _forbidden(call, kind))
        refused += [_refused(line, problems, call.language) for line, problems in part.group.refused]
        if part.group.items:
            written = await _write_part(call, group, part, f"/{number}/own" if part.own else f"/{number}")
            refused += written.pop("refused")
            answer["replaced"] += written.pop("replaced")
            answer["revision"] = written.pop("revision", answer["revision"])
            for outcome, count in written.items():
                answer[outcome] += count
    said = {"replaced": answer["replaced"], "refused": refused}
    return {**answer, **{name: sorted(found, key=lambda entry: entry["line"]) for name, found in said.items()}}


def _forbidden(call: Call, kind: str) -> Message | None:
    """Return why the caller may not write a kind of record."""
    try:
        call.check_kinds([kind])
    except NotAllowed as error:
        return error.detail
    return None


async def _write_part(call: Call, group: LineGroup, part: Part, key_part: str) -> Json:
    """Write a part and return what became of it; a repeat under the same key returns it again."""

    async def write(items: Sequence[Placed[int]]) -> Json:
        def answer(outcome: WriteOutcome) -> Response:
            results = results_of(items, outcome)
            return Response(
                to_json({"revision": outcome.revisions[group.ledger or BOOK], **_counted(results, call.language)})
            )

        sent = Sent(group.digest, [item for _, item in items], skip=True, part=key_part)
        written: Json = from_json(bytes((await write_and_answer(call, sent, answer)).body))
        return written

    def refuse(items: Sequence[Placed[int]], error: ServiceError) -> Json:
        problems = error.problems or (Problem("/account_id" if group.ledger else "", error.detail),)
        return {"replaced": [], "refused": [_refused(line, problems, call.language) for line, _ in items]}

    [written] = [one async for one in write_group(part.group.items, write, refuse)]  # lines of one ledger are one part
    return written


def _counted(results: Sequence[tuple[int, WriteResult]], language: Language) -> Json:
    outcomes = [result.outcome for _, result in results]
    refused = ((line, result.problems) for line, result in results if result.outcome == "refused")
    return {
        **{name: outcomes.count(name) for name in OUTCOMES if name in outcomes},
        "replaced": [{"line": line, **asdict(one)} for line, result in results for one in result.replaced],
        "refused": [_refused(line, problems, language) for line, problems in refused],
    }


def _unwritten(group: LineGroup) -> Json:
    return {
        "account_id": group.ledger or None,
        "revision": None,
        "first_line": group.first,
        "last_line": group.last,
        **dict.fromkeys(OUTCOMES, 0),
        "replaced": [],
        "refused": [],
    }


def _refused(line: int, problems: Iterable[Problem], language: Language) -> Json:
    """Return a line that is not stored: it has a number of its own, and pointers begin at it."""
    return {"line": line, "errors": problem_entries(problems, language)}


def _error(error: ServiceError, language: Language) -> Json:
    return {
        "type": type(error).__name__,
        "title": title_of(type(error), language),
        "status": STATUS[type(error)],
        "detail": sentence(error.detail, language),
    }
