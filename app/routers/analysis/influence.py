"""Who moves whom: `/v1/accounts/{account_id}/analysis/influence`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from analytics.answers.influence import influence_analysis
from app.analysis_answers import answer_analysis, check_department
from app.dependencies import AccountId, CallDep, MomentDep, refuse_unknown_parameters
from app.errors import problems
from app.etags import READ_CONDITION
from schemas.account_graph import AccountGraph
from schemas.analysis.influence import InfluenceAnalysis
from schemas.errors import NotFound
from schemas.fields import Identifier
from schemas.settings import AnalysisSettings

router = APIRouter(tags=["analysis"], dependencies=[Depends(refuse_unknown_parameters)])

Department = Annotated[Identifier | None, Query(description="List only people of this department and those below it.")]


@router.get(
    "/accounts/{account_id}/analysis/influence",
    operation_id="get_influence_analysis",
    summary="Who has influence",
    response_model=InfluenceAnalysis,
    responses={304: {"description": "Unchanged"}, **problems(NotFound)},
    openapi_extra=READ_CONDITION,
)
async def get_influence(
    call: CallDep,
    account_id: AccountId,
    moment: MomentDep,
    department: Department = None,
) -> Response:
    """Influence, percentile, brokerage, constraint, effective size and authority of each person."""

    def compute(graph: AccountGraph, settings: AnalysisSettings) -> InfluenceAnalysis:
        check_department(graph, department)
        return influence_analysis(graph, settings, department=department)

    question = ("influence", department)
    return await answer_analysis(call, account_id, moment, question, compute)
