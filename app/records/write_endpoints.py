"""Endpoints that write: what every POST says of itself that is done once, however often it is sent."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from app.http.bodies import body_documentation
from app.http.declared_route import Endpoint
from app.http.errors import problems
from app.http.etags import WRITE_CONDITION
from app.http.idempotency import ONCE
from schemas.errors import Conflict, NotFound, RevisionMismatch, ServiceError, TooLarge
from schemas.resource import Resource


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


def record_write(
    add: Callable[..., Callable[[Endpoint], Endpoint]],
    path: str,
    operation: str,
    resource: Resource,
    condition: Mapping[str, Any],
    created: Mapping[int, str] = MappingProxyType({}),
    *,
    merge_patch: bool = False,
    **more: Any,
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of a write of one record, which it answers.

    Parameters
    ----------
    add : callable
        The method of a router that adds it: ``router.put``.
    condition : dict
        The OpenAPI part of what the write starts from.
    created : dict
        The other statuses with which it answers the record, and what each says.
    merge_patch : bool
        Whether it takes a JSON merge patch as well.
    more
        What else the router takes: a summary, a description.
    """
    answers = {status: {"model": resource.record, "description": said} for status, said in created.items()}
    return add(
        path,
        operation_id=operation,
        response_model=resource.record,
        responses={**answers, **problems(NotFound, Conflict, RevisionMismatch, TooLarge)},
        openapi_extra={**body_documentation(resource.fields, merge_patch), **condition},
        **more,
    )
