"""Where opinions drift: `/v1/accounts/{account_id}/chains/{chain_id}/analysis/opinions`."""

from fastapi import Response

from analytics.answers.chains.opinions import opinions_analysis
from app.analysis.answers import chain_answer
from app.dependencies import AskedChainDep, strict_router
from schemas.analysis.chains.opinions import OpinionsAnalysis

router = strict_router("analysis")


@chain_answer(router, "opinions", "Where opinions drift when everybody goes on moving everybody", OpinionsAnalysis)
async def get_chain_opinions(asked: AskedChainDep) -> Response:
    """Friedkin and Johnsen's model on those with a stake: drifted supports, and whose word moves which voter.

    Experimental: it has not been validated on deals.
    """
    return await asked.answer("opinions", lambda context, _: opinions_analysis(context))
