"""Who moves whom: `/v1/accounts/{account_id}/analysis/influence`."""

from fastapi import APIRouter, Depends, Response

from analytics.answers.influence import influence_analysis
from analytics.context import Context
from app.analysis.answers import Chain, Department, Explain, Question, answer_analysis
from app.analysis.evidence import Evidence
from app.dependencies import AccountId, CallDep, MomentDep, refuse_unknown_parameters
from app.http.errors import problems
from app.http.etags import READ_CONDITION
from schemas.analysis.influence import InfluenceAnalysis
from schemas.errors import NotFound, TooLarge

router = APIRouter(tags=["analysis"], dependencies=[Depends(refuse_unknown_parameters)])


@router.get(
    "/accounts/{account_id}/analysis/influence",
    operation_id="get_influence_analysis",
    summary="Who has influence",
    response_model=InfluenceAnalysis,
    responses={304: {"description": "Unchanged"}, **problems(NotFound, TooLarge)},
    openapi_extra=READ_CONDITION,
)
async def get_influence(
    call: CallDep,
    account_id: AccountId,
    moment: MomentDep,
    department: Department = None,
    chain: Chain = None,
    explain: Explain = False,
) -> Response:
    """Influence with its parts and interval, reach, brokerage, structural holes, authority and informal gap.

    Of the whole account too. With a chain, who moves those who decide it.

    What is sampled has a seed of account and revision: the same question gives the same bytes.
    """

    def compute(context: Context, _: Evidence) -> InfluenceAnalysis:
        return influence_analysis(context, department, explain=explain)

    question = Question("influence", explain, department=department, chain=chain)
    return await answer_analysis(call, account_id, moment, question, compute)
