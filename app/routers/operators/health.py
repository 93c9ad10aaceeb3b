"""Whether the service is alive and ready: `/healthz`, `/readyz`."""

from fastapi import APIRouter, Request

from app.dependencies import StoreDep
from app.http.errors import STATUS, problems
from app.http.languages import language_of_request
from app.messages.sentences import Language, sentence
from graph.clocks.faults import ClockFault
from schemas.errors import DiskFull, InvalidInput, NotAuthenticated, StoreUnavailable, TooMany
from schemas.messages.message import Message
from schemas.screens.readiness import ClockState, Health, Readiness

router = APIRouter(tags=["health"])

_NEVER = {STATUS[error] for error in (InvalidInput, NotAuthenticated, TooMany, DiskFull)}
_PROBLEMS = {status: problem for status, problem in problems(StoreUnavailable).items() if status not in _NEVER}
"""Anybody may ask how the service is, and nothing is asked of them."""


@router.get(
    "/healthz",
    operation_id="get_health",
    summary="Whether the service is alive",
    responses=_PROBLEMS,
)
async def get_health() -> Health:
    """Answer as long as the process lives."""
    return Health(status="alive")


@router.get(
    "/readyz",
    operation_id="get_readiness",
    summary="Whether it can serve",
    responses=_PROBLEMS,
    response_model_exclude_none=True,
)
async def get_readiness(request: Request, store: StoreDep) -> Readiness:
    """Answer when the store can be reached, its schema is current and there is room on its disk.

    Reads go on while the clock is in doubt.
    """
    await store.check_ready()
    fault = store.clock.fault()
    return Readiness(status="ready", clock=None if fault is None else _clock_state(fault, language_of_request(request)))


def _clock_state(fault: ClockFault, language: Language) -> ClockState:
    return ClockState(
        against=fault.against,
        off_seconds=fault.off.total_seconds(),
        writes="refused" if fault.refuses else "go_on",
        detail=sentence(fault.refusal if fault.refuses else Message("clock.goes_on", fault=fault.message), language),
    )
