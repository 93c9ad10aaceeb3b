"""How a decision stands: `/v1/accounts/{account_id}/chains/{chain_id}/analysis/forecast`."""

from fastapi import APIRouter, Depends, Response

from analytics.answers.chains.forecast import forecast_analysis
from app.analysis.answers import ANALYSIS
from app.dependencies import AskedChainDep, refuse_unknown_parameters
from schemas.analysis.chains.forecast import ForecastAnalysis

router = APIRouter(tags=["analysis"], dependencies=[Depends(refuse_unknown_parameters)])


@router.get(
    "/accounts/{account_id}/chains/{chain_id}/analysis/forecast",
    operation_id="get_chain_forecast",
    summary="How a decision stands, by what is believed of its voters",
    response_model=ForecastAnalysis,
    **ANALYSIS,
)
async def get_chain_forecast(asked: AskedChainDep) -> Response:
    """What the recorded beliefs imply of each step and of the whole, with bounds; never a win rate.

    Null where it would only be an artefact of ignorance, with the reason. Says whom to find out about first.
    """
    return await asked.answer("forecast", lambda context, _: forecast_analysis(context))
