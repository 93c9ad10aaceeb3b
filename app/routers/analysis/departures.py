"""Who would be missed: `/v1/accounts/{account_id}/analysis/departures`."""

from fastapi import Response

from app.analysis.answers import Chain, posted_answer
from app.analysis.departures import answer_departures
from app.dependencies import AccountId, LanguageCallDep, MomentDep, strict_router
from schemas.analysis.simulations.departures import DeparturesAnalysis

router = strict_router("analysis")


@posted_answer(
    router,
    "/accounts/{account_id}/analysis/departures",
    "drill_departures",
    DeparturesAnalysis,
    summary="What would be lost with each person on both sides, and what to do before it happens",
)
async def drill_departures(
    call: LanguageCallDep, account_id: AccountId, moment: MomentDep, chain: Chain = None
) -> Response:
    """Everybody by the coverage that goes with them, who could hold their relationships, and what to do, in words.

    With `chain` also its forecast without each of its voters, and the voters to whom no way would be left. A read: it
    takes no body and stores nothing, so it may be sent again without an `Idempotency-Key`.
    """
    return await answer_departures(call, account_id, moment, chain)
