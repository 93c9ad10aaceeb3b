"""How close each of us is to each of them: `/v1/accounts/{account_id}/analysis/closeness`."""

from fastapi import APIRouter, Depends, Response

from analytics.answers.closeness import closeness_analysis
from analytics.context import Context
from app.analysis.answers import Chain, Department, Explain, Question, answer_analysis
from app.analysis.evidence import Evidence, with_earlier
from app.dependencies import AccountId, CallDep, MomentDep, refuse_unknown_parameters
from app.http.errors import problems
from app.http.etags import READ_CONDITION
from schemas.analysis.closeness import ClosenessAnalysis
from schemas.errors import NotFound, TooLarge

router = APIRouter(tags=["analysis"], dependencies=[Depends(refuse_unknown_parameters)])


@router.get(
    "/accounts/{account_id}/analysis/closeness",
    operation_id="get_closeness_analysis",
    summary="How close each of us is to each of them",
    response_model=ClosenessAnalysis,
    responses={304: {"description": "Unchanged"}, **problems(NotFound, TooLarge)},
    openapi_extra=READ_CONDITION,
)
async def get_closeness(
    call: CallDep,
    account_id: AccountId,
    moment: MomentDep,
    department: Department = None,
    chain: Chain = None,
    explain: Explain = False,
) -> Response:
    """Pairs with the four degrees of trust, people, the account with its threads, and matrices by groups."""

    def compute(context: Context, _: Evidence) -> ClosenessAnalysis:
        return closeness_analysis(context, department=department, explain=explain)

    question = Question("closeness", explain, department=department, chain=chain)
    return await answer_analysis(call, account_id, moment, question, compute, with_earlier)
