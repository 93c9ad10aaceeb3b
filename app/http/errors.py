"""Errors as RFC 9457 problems: one table from class to status, one shape for all."""

import logging
from typing import Any, cast

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from pydantic_core import to_json
from starlette.exceptions import HTTPException

from app.messages.validation import sentence
from schemas.errors import (
    Conflict,
    DiskFull,
    FolderTaken,
    InvalidInput,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    Problem,
    RevisionMismatch,
    ServiceError,
    StatementRejected,
    StoreError,
    StoreTimeout,
    StoreUnavailable,
    TooLarge,
    TooMany,
)

logger = logging.getLogger("stakegraph.app")

PROBLEM_JSON = "application/problem+json"

STATUS: dict[type[ServiceError], int] = {
    ServiceError: 500,
    NotFound: 404,
    Conflict: 409,
    FolderTaken: 409,
    RevisionMismatch: 412,
    InvalidInput: 422,
    NotAllowed: 403,
    NotAuthenticated: 401,
    TooLarge: 413,
    TooMany: 429,
    DiskFull: 507,
    StoreError: 503,
    StoreUnavailable: 503,
    StoreTimeout: 504,
    StatementRejected: 500,
}

_RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
_CHALLENGE = {"WWW-Authenticate": {"description": "How to authenticate.", "schema": {"const": "Bearer"}}}

HEADERS: dict[type[ServiceError], dict[str, Any]] = {
    StoreUnavailable: _RETRY_AFTER,
    TooMany: _RETRY_AFTER,
    NotAuthenticated: _CHALLENGE,
}
"""Documentation of the headers of an error, beside those of every problem."""

STORE_RETRY_SECONDS = 5


class ProblemEntry(BaseModel):
    """One thing that is wrong."""

    pointer: str = Field(description="JSON pointer into the body, or ``?name`` of a parameter.")
    detail: str = Field(description="What is wrong and what to do.")


class ProblemBody(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(description="Class of the error.", examples=["InvalidInput"])
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
    always: tuple[type[ServiceError], ...] = (
        InvalidInput,
        NotAuthenticated,
        NotAllowed,
        TooMany,
        StoreUnavailable,
        StoreTimeout,
        StatementRejected,
    )
    return {
        STATUS[error]: {
            "description": error.title,
            "content": {
                PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/ProblemBody"}, "example": _example(error)}
            },
            **({"headers": HEADERS[error]} if error in HEADERS else {}),
        }
        for error in (*errors, *always)
    }


def _example(error: type[ServiceError]) -> dict[str, Any]:
    detail = "no person 'p9' in account 'acme'" if error is InvalidInput else f"{error.title}."
    wrong = [{"pointer": "/manager", "detail": detail}] if error is InvalidInput else []
    mismatch = {"revision": 8, "changed": []} if error is RevisionMismatch else {}
    return {
        "type": error.__name__,
        "title": error.title,
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
    app.add_exception_handler(Exception, _answer_bug)


def problem_response(request: Request, error: ServiceError) -> Response:
    """Return an error as a problem."""
    status = STATUS[type(error)]
    body: dict[str, Any] = {
        "type": type(error).__name__,
        "title": error.title,
        "status": status,
        "detail": error.detail,
        "instance": f"urn:uuid:{request.state.request_id}",
        "errors": [{"pointer": problem.pointer, "detail": problem.detail} for problem in error.problems],
        "count": error.count,
    }
    if isinstance(error, RevisionMismatch):
        body |= {"revision": error.revision, "changed": list(error.changed)}
    return Response(to_json(body), status, _headers(error), PROBLEM_JSON)


def _headers(error: ServiceError) -> dict[str, str]:
    if isinstance(error, NotAuthenticated):
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(error, TooMany):
        return {"Retry-After": str(error.retry_after)}
    return {"Retry-After": str(STORE_RETRY_SECONDS)} if isinstance(error, StoreUnavailable) else {}


async def _answer_service_error(request: Request, error: Exception) -> Response:
    return problem_response(request, cast(ServiceError, error))


async def _answer_validation_error(request: Request, error: Exception) -> Response:
    found = [_parameter_problem(fault) for fault in cast(RequestValidationError, error).errors()]
    detail = f"{found[0].pointer}: {found[0].detail}" if len(found) == 1 else f"{len(found)} parameters are not valid."
    return problem_response(request, InvalidInput(detail, found))


def _parameter_problem(fault: Any) -> Problem:
    place, *rest = fault["loc"]
    name = "/".join(str(part) for part in rest)
    return Problem(f"?{name}" if place == "query" else f"{place}/{name}", sentence(fault))


async def _answer_http_exception(request: Request, error: Exception) -> Response:
    """Answer what the framework itself refuses: unknown paths and methods."""
    refused = cast(HTTPException, error)
    if refused.status_code == 404:
        return problem_response(request, NotFound("There is nothing at this address; see /docs."))
    body = {
        "type": "about:blank",
        "title": str(refused.detail),
        "status": refused.status_code,
        "detail": f"{request.method} is not possible at this address; see /docs.",
        "instance": f"urn:uuid:{request.state.request_id}",
        "errors": [],
        "count": 0,
    }
    return Response(to_json(body), refused.status_code, refused.headers, PROBLEM_JSON)


async def _answer_bug(request: Request, error: Exception) -> Response:
    """Answer a fault of ours: the log has the place, the caller an id to quote."""
    logger.error("unexpected error request=%s class=%s", request.state.request_id, type(error).__name__, exc_info=error)
    return problem_response(
        request, ServiceError("Something went wrong here; the log tells where. Nothing half-done was kept.")
    )
