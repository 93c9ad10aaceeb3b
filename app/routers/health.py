"""Whether the service is alive and ready: `/healthz`, `/readyz`."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app.dependencies import CallDep
from app.errors import STATUS, problems
from schemas.errors import NotAllowed, StoreUnavailable

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """How the service is."""

    status: str = Field(examples=["alive"])


@router.get(
    "/healthz",
    operation_id="get_health",
    summary="Whether the service is alive",
    responses={status: told for status, told in problems().items() if status == STATUS[NotAllowed]},
)
async def get_health() -> Health:
    """Answer as long as the process lives."""
    return Health(status="alive")


@router.get(
    "/readyz", operation_id="get_readiness", summary="Whether it can serve", responses=problems(StoreUnavailable)
)
async def get_readiness(call: CallDep) -> Health:
    """Answer when the store can be reached and its schema is current."""
    await call.store.check_ready()
    return Health(status="ready")
