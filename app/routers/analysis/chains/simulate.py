"""What if: `/v1/accounts/{account_id}/chains/{chain_id}/analysis/simulate`."""

from fastapi import Response

from app.analysis.simulation_bodies import read_changes
from app.analysis.simulations import answer_simulation, simulation
from app.dependencies import AskedChainDep, strict_router
from schemas.analysis.simulations.simulation import ChainSimulationBody

router = strict_router("analysis")


@simulation(
    router,
    "chain",
    "What some changes would do to every number of a decision chain and its account",
    ChainSimulationBody,
)
async def simulate_chain(asked: AskedChainDep) -> Response:
    """Every number before, after, and the difference, of the chain and of the account.

    A read: nothing is stored and no revision is raised, so it may be sent again without an `Idempotency-Key`.
    """
    changes = await read_changes(asked.call.request, asked.chain)
    return await answer_simulation(asked.call, asked.account_id, asked.moment, changes)
