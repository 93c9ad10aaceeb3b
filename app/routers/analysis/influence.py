"""Who moves whom: `/v1/accounts/{account_id}/analysis/influence`."""

from fastapi import Response

from analytics.answers.influence import influence_analysis
from analytics.context import Context
from app.analysis.answers import Explain, account_answer
from app.analysis.evidence import Evidence
from app.dependencies import AskedAnalysisDep, strict_router
from schemas.analysis.influence import InfluenceAnalysis

router = strict_router("analysis")


@account_answer(router, "influence", "Who has influence", InfluenceAnalysis)
async def get_influence(asked: AskedAnalysisDep, explain: Explain = False) -> Response:
    """Influence with its parts and interval, reach, brokerage, structural holes, authority and informal gap.

    Of the whole account too. With a chain, who moves those who decide it.

    What is sampled has a seed of account and revision: the same question gives the same bytes.
    """

    def compute(context: Context, _: Evidence) -> InfluenceAnalysis:
        return influence_analysis(context, asked.department, explain=explain)

    return await asked.answer("influence", compute, parameters=(explain,))
