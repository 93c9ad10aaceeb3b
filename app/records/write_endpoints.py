"""Endpoints that write: what every POST says of itself that is done once, however often it is sent."""

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from app.http.bodies import body_documentation
from app.http.declared_route import Endpoint
from app.http.errors import problems
from app.http.etags import WRITE_CONDITION
from app.http.idempotency import ONCE
from schemas.errors import Conflict, NotFound, RevisionMismatch, ServiceError, TooLarge


def done_once(
    router: APIRouter,
    path: str,
    operation: str,
    answer: type[BaseModel],
    *errors: type[ServiceError],
    body: type[BaseModel] | None = None,
    conditions: Sequence[Any] = (),
    **more: Any,
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of a POST that takes an ``Idempotency-Key``.

    Parameters
    ----------
    operation : str
        Its name in clients.
    errors : class
        What it may be refused with.
    body : class, optional
        What it takes.
    conditions
        Parameters that say what it starts from.
    more
        What else the router takes: a summary, a status.
    """
    documented = {} if body is None else body_documentation(body)
    return router.post(
        path,
        operation_id=operation,
        response_model=answer,
        responses=problems(*errors),
        openapi_extra={**documented, "parameters": [*conditions, ONCE]},
        **more,
    )


def account_write(
    router: APIRouter, path: str, operation: str, body: type[BaseModel], answer: type[BaseModel], **more: Any
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of such a POST below an account, from a revision if one is stated.

    Parameters
    ----------
    path : str
        Below that of the account.
    """
    below, errors = f"/accounts/{{account_id}}/{path}", (NotFound, Conflict, RevisionMismatch, TooLarge)
    conditions = WRITE_CONDITION["parameters"]
    return done_once(router, below, operation, answer, *errors, body=body, conditions=conditions, **more)
