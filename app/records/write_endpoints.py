"""Endpoints that write into one account: what all of them say of themselves."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter
from pydantic import BaseModel

from app.http.bodies import body_documentation
from app.http.errors import problems
from app.http.etags import WRITE_CONDITION
from app.http.idempotency import ONCE
from schemas.errors import Conflict, NotFound, RevisionMismatch, TooLarge

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def account_write(
    router: APIRouter, path: str, operation: str, body: type[BaseModel], answer: type[BaseModel], **more: Any
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of a POST below an account: sent once, and from a revision if stated.

    Parameters
    ----------
    path : str
        Below that of the account.
    operation : str
        Its name in clients.
    more
        What else the router takes: a summary, a status.
    """
    documented = {**body_documentation(body), "parameters": [*WRITE_CONDITION["parameters"], ONCE]}
    return router.post(
        f"/accounts/{{account_id}}/{path}",
        operation_id=operation,
        response_model=answer,
        responses=problems(NotFound, Conflict, RevisionMismatch, TooLarge),
        openapi_extra=documented,
        **more,
    )
