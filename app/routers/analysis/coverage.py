"""How much of the influence we have reached: `/v1/accounts/{account_id}/analysis/coverage`."""

from fastapi import APIRouter, Depends, Response

from analytics.answers.coverage import coverage_analysis
from analytics.context import Context
from app.analysis.answers import Chain, Department, Explain, Question, answer_analysis
from app.analysis.evidence import Evidence, with_expected
from app.dependencies import AccountId, CallDep, MomentDep, refuse_unknown_parameters
from app.http.errors import problems
from app.http.etags import READ_CONDITION
from schemas.analysis.coverage import CoverageAnalysis
from schemas.errors import NotFound, TooLarge

router = APIRouter(tags=["analysis"], dependencies=[Depends(refuse_unknown_parameters)])


@router.get(
    "/accounts/{account_id}/analysis/coverage",
    operation_id="get_coverage_analysis",
    summary="Where coverage is missing",
    response_model=CoverageAnalysis,
    responses={304: {"description": "Unchanged"}, **problems(NotFound, TooLarge)},
    openapi_extra=READ_CONDITION,
)
async def get_coverage(
    call: CallDep,
    account_id: AccountId,
    moment: MomentDep,
    department: Department = None,
    chain: Chain = None,
    explain: Explain = False,
) -> Response:
    """Coverage of the account, its departments and levels, known and expected people by cell, and of each person."""

    def compute(context: Context, given: Evidence) -> CoverageAnalysis:
        return coverage_analysis(context, given.expected, department=department, explain=explain)

    question = Question("coverage", explain, department=department, chain=chain)
    return await answer_analysis(call, account_id, moment, question, compute, with_expected)
