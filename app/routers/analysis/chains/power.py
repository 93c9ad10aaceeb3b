"""Who holds the key: `/v1/accounts/{account_id}/chains/{chain_id}/analysis/power`."""

from fastapi import Response

from analytics.answers.chains.power import power_analysis
from app.analysis.answers import chain_answer
from app.dependencies import AskedChainDep, strict_router
from schemas.analysis.chains.power import PowerAnalysis

router = strict_router("analysis")


@chain_answer(router, "power", "What each vote is worth", PowerAnalysis)
async def get_chain_power(asked: AskedChainDep) -> Response:
    """Swing by what is believed of the others, Banzhaf and Shapley-Shubik by the rules alone, the value of knowing.

    Exact for up to 25 voters; of more, coalitions and orders are sampled, with the standard error.
    """
    return await asked.answer("power", lambda context, _: power_analysis(context))
