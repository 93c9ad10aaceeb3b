"""How a decision stands: `/v1/accounts/{account_id}/chains/{chain_id}/analysis/forecast`."""

from fastapi import Response

from analytics.answers.chains.forecast import forecast_analysis
from analytics.context import Context
from app.analysis.answers import chain_answer
from app.analysis.evidence import Evidence
from app.dependencies import AskedChainDep, LanguageCallDep, strict_router
from app.pictures.chains.words import ChainWords
from schemas.analysis.chains.forecast import ForecastAnalysis

router = strict_router("analysis")


@chain_answer(router, "forecast", "How a decision stands, by what is believed of its voters", ForecastAnalysis)
async def get_chain_forecast(asked: AskedChainDep, call: LanguageCallDep) -> Response:
    """What the recorded beliefs imply of each step and of the whole, with bounds; never a win rate.

    Null where it would only be an artefact of ignorance, with the reason. In a sentence too; with everybody who has a
    stake and their roles, and whom to find out about first.
    """

    def compute(context: Context, _: Evidence) -> ForecastAnalysis:
        answer = forecast_analysis(context)
        return answer.model_copy(update={"sentence": ChainWords(call.language).sentence(answer)})

    return await asked.answer_in_words(call, "forecast", compute)
