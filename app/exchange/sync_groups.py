"""Groups of lines that are synchronised: each written by itself and answered in one line."""

import re
from collections.abc import AsyncIterator
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel, Field
from pydantic_core import from_json, to_json

from app.exchange.ndjson_bodies import lines_of
from app.exchange.ndjson_lines import LineGroup, LineGroups, Part, parts_of, place_of
from app.http.calls import Call
from app.http.errors import STATUS, ProblemEntry
from app.http.idempotency import write_and_answer
from app.messages.sentences import sentence, title_of
from schemas.errors import InvalidInput, NotAllowed, Problem, ServiceError, StoreError
from schemas.fields import Identifier
from schemas.instants import Instant
from schemas.writes import BOOK, Action, WriteItem, WriteOutcome

OUTCOMES = ("created", "updated", "unchanged", "ended")

_ITEM = re.compile(r"^/items/\d+")
"""What a pointer into a batch has in front of the pointer into a line."""

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
    correction: bool = Field(False, description="Whether it says that we were wrong.")


class RefusedLine(BaseModel):
    """A line that was not stored."""

    line: int = Field(description="Its number in the body, from 1.", examples=[3])
    errors: list[ProblemEntry] = Field(description="Why; pointers begin at the line.")


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
    refused: list[RefusedLine] = Field(description="Lines that were not stored.", examples=[[]])
    error: SyncError | None = Field(
        None, description="Only in the last line: nothing from first_line on was answered; send it again from there."
    )


async def answer_groups(call: Call) -> AsyncIterator[bytes]:
    """Yield a line for each group of lines in the body of a request, once it is stored.

    Raises
    ------
    ServiceError
        When nothing of the first group can be stored now; what comes later is told in a last line.
    """
    number = 0
    async for group in _groups(call.request):
        try:
            told = await _write_group(call, group, number)
        except ServiceError as error:
            if number == 0:
                raise
            yield to_json(_told(group) | {"error": _error(error)}) + b"\n"
            return
        number += 1
        yield to_json(told) + b"\n"


async def _groups(request: Request) -> AsyncIterator[LineGroup]:
    groups = LineGroups()
    number = 0
    async for text in lines_of(request.stream()):
        number += 1
        if done := groups.add(number, text):
            yield done
    if rest := groups.rest():
        yield rest


async def _write_group(call: Call, group: LineGroup, number: int) -> Json:
    told = _told(group)
    refused = [_refused(line, problems) for line, problems in group.refused]
    for part in parts_of(group):
        written = await _write_part(call, group, part, f"/{number}/own" if part.own else f"/{number}")
        refused += written.pop("refused")
        told["revision"] = written.pop("revision", told["revision"])
        for outcome, count in written.items():
            told[outcome] += count
    return {**told, "refused": sorted(refused, key=lambda entry: entry["line"])}


async def _write_part(call: Call, group: LineGroup, part: Part, key_part: str) -> Json:
    """Write what is sound of a part and return what became of it; a repeat under the same key returns it again."""
    refused = [_refused(part.lines[place].number, error.problems) for place, error in part.errors.items()]
    items: list[WriteItem] = []
    for item in part.items:
        try:
            call.check_kinds([item.resource.kind])
        except NotAllowed as error:
            refused.append(_refused(part.lines[place_of(item)].number, (Problem("/kind", error.detail),)))
        else:
            items.append(item)
    if not items:
        return {"refused": refused}

    def answer(outcome: WriteOutcome) -> Response:
        return Response(to_json(_outcome(group, part, items, outcome)))

    try:
        written = await write_and_answer(call, group.digest, items, answer, skip=True, part=key_part)
    except (StoreError, InvalidInput):
        raise
    except ServiceError as error:
        problems = error.problems or (Problem("/account_id" if group.ledger else "", error.detail),)
        return {"refused": refused + [_refused(part.lines[place_of(item)].number, problems) for item in items]}
    told: Json = from_json(bytes(written.body))
    return {**told, "refused": refused + told["refused"]}


def _outcome(group: LineGroup, part: Part, items: list[WriteItem], outcome: WriteOutcome) -> Json:
    results = [result.outcome for result in outcome.results]
    return {
        "revision": outcome.revisions[group.ledger or BOOK],
        **{name: results.count(name) for name in OUTCOMES if name in results},
        "refused": [
            _refused(part.lines[place_of(item)].number, result.problems)
            for item, result in zip(items, outcome.results, strict=True)
            if result.outcome == "refused"
        ],
    }


def _told(group: LineGroup) -> Json:
    return {
        "account_id": group.ledger or None,
        "revision": None,
        "first_line": group.first,
        "last_line": group.last,
        **dict.fromkeys(OUTCOMES, 0),
        "refused": [],
    }


def _refused(line: int, problems: tuple[Problem, ...]) -> Json:
    errors = [
        {"pointer": _ITEM.sub("", problem.pointer), "detail": sentence(problem.detail, "en")} for problem in problems
    ]
    return {"line": line, "errors": errors}


def _error(error: ServiceError) -> Json:
    return {
        "type": type(error).__name__,
        "title": title_of(type(error), "en"),
        "status": STATUS[type(error)],
        "detail": sentence(error.detail, "en"),
    }
