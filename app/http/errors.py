"""Errors as RFC 9457 problems: one table from class to status, one shape for all."""

import logging
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.http.gate.methods import PATCH_TYPES, allowed_methods, method_headers
from app.http.languages import language_headers, language_of_request
from app.http.problem_types import problem_code, problem_type
from app.messages.sentences import sentence, title_of
from app.messages.validation import fault_of
from schemas.errors import (
    AnalysisTimeout,
    ClockInDoubt,
    Conflict,
    DiskFull,
    FolderTaken,
    HeadTooLarge,
    InvalidInput,
    NoHttp,
    NotAcceptable,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    Overloaded,
    Problem,
    RevisionMismatch,
    ServiceError,
    StatementRejected,
    StoreError,
    StoreTimeout,
    StoreUnavailable,
    TooLarge,
    TooMany,
    TooSlow,
    UnsupportedMediaType,
)
from schemas.messages.message import Language, Message

logger = logging.getLogger("stakegraph.app")

PROBLEM_JSON = "application/problem+json"

STATUS: dict[type[ServiceError], int] = {
    ServiceError: 500,
    NotFound: 404,
    Conflict: 409,
    FolderTaken: 409,
    RevisionMismatch: 412,
    InvalidInput: 422,
    NoHttp: 400,
    NotAllowed: 403,
    NotAuthenticated: 401,
    NotAcceptable: 406,
    TooLarge: 413,
    HeadTooLarge: 431,
    TooSlow: 408,
    UnsupportedMediaType: 415,
    Overloaded: 503,
    TooMany: 429,
    DiskFull: 507,
    AnalysisTimeout: 504,
    StoreError: 503,
    StoreUnavailable: 503,
    ClockInDoubt: 503,
    StoreTimeout: 504,
    StatementRejected: 500,
}

_SCOPE_OF_EXAMPLES = {"server": ("127.0.0.1", 8000)}

_RETRY_AFTER: dict[str, Any] = {"Retry-After": {}}
_CHALLENGE: dict[str, Any] = {"WWW-Authenticate": {}}

HEADERS: dict[type[ServiceError], dict[str, Any]] = {
    StoreUnavailable: _RETRY_AFTER,
    TooMany: _RETRY_AFTER,
    Overloaded: _RETRY_AFTER,
    NotAuthenticated: _CHALLENGE,
}
"""Headers of an error, beside those of every problem; `app/openapi/headers` describes each."""

ANY_REQUEST: tuple[type[ServiceError], ...] = (
    InvalidInput,
    NotAuthenticated,
    NotAllowed,
    NotFound,
    TooLarge,
    UnsupportedMediaType,
    TooMany,
    TooSlow,
    HeadTooLarge,
    StatementRejected,
    StoreUnavailable,
    StoreTimeout,
    DiskFull,
)
"""What any request may be answered with; what an operation names itself goes before it."""

OF_SOME_PLACES = frozenset({NotFound, TooLarge})
"""Those that an operation names itself: where an address names a record, or a body or a result has a limit."""

STORE_RETRY_SECONDS = 5
CLOCK_RETRY_SECONDS = 60

HUNG_UP = 499
"""Noted of a request whose caller closed the connection before there was an answer, as nginx does."""

ANSWERED = "answered"
"""Where the state of a request holds the status it was answered with; whoever answers in our place notes it there."""


class ProblemEntry(BaseModel):
    """One thing that is wrong."""

    pointer: str = Field(description="JSON pointer into the body, or ``?name`` of a parameter.")
    detail: str = Field(description="What is wrong and what to do.")


class ProblemBody(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(
        description="Address of a page that says what it means and what to do.",
        examples=["http://127.0.0.1:8000/problems/InvalidInput"],
    )
    code: str = Field(description="The kind of problem, for programs.", examples=["InvalidInput"])
    title: str = Field(examples=["The request is not valid"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["no person 'p9' in account 'acme'"])
    instance: str = Field(description="Id of the request, for the log.")
    errors: list[ProblemEntry] = Field(default_factory=list, description="The first 100 things that are wrong.")
    count: int = Field(0, description="How many things are wrong in all.")
    revision: int | None = Field(None, description="With RevisionMismatch: the current revision.")
    changed: list[dict[str, Any]] | None = Field(None, description="With RevisionMismatch: what changed since.")


def problems(*errors: type[ServiceError]) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of the errors an endpoint may answer with; those of any request are always."""
    return {
        STATUS[error]: {
            "description": title_of(error, "en"),
            "content": {
                PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/ProblemBody"}, "example": _example(error)}
            },
            **({"headers": HEADERS[error]} if error in HEADERS else {}),
        }
        for error in (*errors, *(each for each in ANY_REQUEST if each not in OF_SOME_PLACES))
    }


def _example(error: type[ServiceError]) -> dict[str, Any]:
    title = title_of(error, "en")
    detail = "no person 'p9' in account 'acme'" if error is InvalidInput else f"{title}."
    wrong = [{"pointer": "/manager", "detail": detail}] if error is InvalidInput else []
    mismatch = {"revision": 8, "changed": []} if error is RevisionMismatch else {}
    return {
        "type": problem_type(_SCOPE_OF_EXAMPLES, problem_code(error)),
        "code": problem_code(error),
        "title": title,
        "status": STATUS[error],
        "detail": detail,
        "instance": "urn:uuid:01a20178-567f-7771-a39a-626e7dd1383a",
        "errors": wrong,
        "count": len(wrong),
        **mismatch,
    }


def install(app: FastAPI) -> None:
    """Make an application answer every error as a problem."""
    app.add_exception_handler(ServiceError, _answer_service_error)
    app.add_exception_handler(RequestValidationError, _answer_validation_error)
    app.add_exception_handler(HTTPException, _answer_http_exception)
    app.add_exception_handler(ClientDisconnect, _answer_nobody)
    app.add_exception_handler(Exception, _answer_bug)


def problem_response(request: Request, error: ServiceError) -> Response:
    """Return an error as a problem, in the language that whoever asks reads."""
    status, language = STATUS[type(error)], language_of_request(request)
    body: dict[str, Any] = {
        "type": problem_type(request.scope, problem_code(type(error))),
        "code": problem_code(type(error)),
        "title": title_of(type(error), language),
        "status": status,
        "detail": sentence(error.detail, language),
        "instance": f"urn:uuid:{request.state.request_id}",
        "errors": problem_entries(error.problems, language),
        "count": error.count,
    }
    if isinstance(error, RevisionMismatch):
        body |= {"revision": error.revision, "changed": list(error.changed)}
    return Response(
        to_json(body),
        status,
        {**language_headers(language), **_headers(error, request.scope.get("method", "GET"))},
        PROBLEM_JSON,
    )


def problem_entries(problems: Iterable[Problem], language: Language) -> list[dict[str, str]]:
    """Return what is wrong as it is answered, in one language."""
    return [{"pointer": problem.pointer, "detail": sentence(problem.detail, language)} for problem in problems]


def _headers(error: ServiceError, method: str) -> dict[str, str]:
    if isinstance(error, UnsupportedMediaType):
        return {error.header: error.accepted, **({"Accept-Patch": PATCH_TYPES} if method == "PATCH" else {})}
    if isinstance(error, TooMany):
        return {"Retry-After": str(error.retry_after), **error.limits}
    if isinstance(error, NotAuthenticated):
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(error, Overloaded):
        return {"Retry-After": str(error.retry_after)}
    if isinstance(error, ClockInDoubt):
        return {"Retry-After": str(CLOCK_RETRY_SECONDS)}
    return {"Retry-After": str(STORE_RETRY_SECONDS)} if isinstance(error, StoreUnavailable) else {}


async def _answer_service_error(request: Request, error: Exception) -> Response:
    return problem_response(request, cast(ServiceError, error))


async def _answer_validation_error(request: Request, error: Exception) -> Response:
    found = [_parameter_problem(fault) for fault in cast(RequestValidationError, error).errors()]
    detail = Message("requests.several_parameters", count=len(found))
    if len(found) == 1:
        detail = Message("requests.parameter", name=found[0].pointer, fault=found[0].detail)
    return problem_response(request, InvalidInput(detail, found))


def _parameter_problem(fault: Any) -> Problem:
    place, *rest = fault["loc"]
    name = "/".join(str(part) for part in rest if place != "query" or not isinstance(part, int))
    return Problem(f"?{name}" if place == "query" else f"{place}/{name}", fault_of(fault))


async def _answer_http_exception(request: Request, error: Exception) -> Response:
    """Answer what the framework itself refuses: unknown paths and methods."""
    refused = cast(HTTPException, error)
    if refused.status_code == 404:
        return problem_response(request, NotFound(Message("requests.no_address")))
    language = language_of_request(request)
    body = {
        "type": "about:blank",
        "code": HTTPStatus(refused.status_code).name.title().replace("_", ""),
        "title": sentence(Message("titles.not_possible", reason=str(refused.detail)), language),
        "status": refused.status_code,
        "detail": sentence(Message("requests.not_possible", method=request.method), language),
        "instance": f"urn:uuid:{request.state.request_id}",
        "errors": [],
        "count": 0,
    }
    headers = {**language_headers(language), **(refused.headers or {})}
    if refused.status_code == 405:
        headers |= method_headers(allowed_methods(request.app, request.url.path))
    return Response(to_json(body), refused.status_code, headers, PROBLEM_JSON)


async def _answer_nobody(request: Request, error: Exception) -> Response:
    """Note a caller who hung up in the middle of a body: the line of the request says so by nginx's status for it."""
    return Response(status_code=HUNG_UP)


async def _answer_bug(request: Request, error: Exception) -> Response:
    """Answer a fault of ours: the log has the place, the caller an id to quote."""
    logger.error("unexpected error request=%s class=%s", request.state.request_id, type(error).__name__, exc_info=error)
    return problem_response(request, ServiceError(Message("requests.unexpected")))
