"""What if: `/v1/accounts/{account_id}/analysis/simulate`."""

from fastapi import Response

from app.analysis.simulation_bodies import read_changes
from app.analysis.simulations import answer_simulation, simulation
from app.dependencies import AccountId, CallDep, MomentDep, strict_router
from schemas.analysis.simulations.simulation import SimulationBody

router = strict_router("analysis")


@simulation(router, "account", "What some changes would do to every number of an account", SimulationBody)
async def simulate_account(call: CallDep, account_id: AccountId, moment: MomentDep) -> Response:
    """Every number before, after, and the difference; with `chain` those of a decision chain too.

    A read: nothing is stored and no revision is raised, so it may be sent again without an `Idempotency-Key`.
    """
    return await answer_simulation(call, account_id, moment, await read_changes(call.request))
