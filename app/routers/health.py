"""Whether the service is alive and ready: `/healthz`, `/readyz`."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app.dependencies import StoreDep
from app.http.errors import STATUS, problems
from schemas.errors import DiskFull, InvalidInput, NotAuthenticated, StoreUnavailable, TooMany

router = APIRouter(tags=["health"])

_NEVER = {STATUS[error] for error in (InvalidInput, NotAuthenticated, TooMany, DiskFull)}
_PROBLEMS = {status: problem for status, problem in problems(StoreUnavailable).items() if status not in _NEVER}
"""Anybody may ask how the service is, and nothing is asked of them."""


class Health(BaseModel):
    """How the service is."""

    status: str = Field(examples=["alive"])


@router.get(
    "/healthz",
    operation_id="get_health",
    summary="Whether the service is alive",
    responses=_PROBLEMS,
)
async def get_health() -> Health:
    """Answer as long as the process lives."""
    return Health(status="alive")


@router.get("/readyz", operation_id="get_readiness", summary="Whether it can serve", responses=_PROBLEMS)
async def get_readiness(store: StoreDep) -> Health:
    """Answer when the store can be reached, its schema is current and there is room on its disk."""
    await store.check_ready()
    return Health(status="ready")
