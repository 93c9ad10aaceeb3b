"""The classical measures of one recorded relation: `/v1/accounts/{account_id}/analysis/network`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from analytics.answers.network import network_analysis
from app.analysis_answers import answer_analysis, check_department
from app.dependencies import AccountId, CallDep, MomentDep, refuse_unknown_parameters
from app.errors import problems
from app.etags import READ_CONDITION
from schemas.account_graph import AccountGraph
from schemas.analysis.network import NetworkAnalysis, Relation
from schemas.errors import NotFound
from schemas.fields import Identifier
from schemas.settings import AnalysisSettings

router = APIRouter(tags=["analysis"], dependencies=[Depends(refuse_unknown_parameters)])

Department = Annotated[Identifier | None, Query(description="List only people of this department and those below it.")]
Asked = Annotated[Relation, Query(description="Relation among people, by the name of its URL.")]
Weighted = Annotated[
    bool, Query(description="Let strength and confidence count in PageRank, constraint and effective size.")
]


@router.get(
    "/accounts/{account_id}/analysis/network",
    operation_id="get_network_analysis",
    summary="The classical measures of one recorded relation",
    response_model=NetworkAnalysis,
    responses={304: {"description": "Unchanged"}, **problems(NotFound)},
    openapi_extra=READ_CONDITION,
)
async def get_network(
    call: CallDep,
    account_id: AccountId,
    moment: MomentDep,
    relation: Asked = "influences",
    weighted: Weighted = False,
    department: Department = None,
) -> Response:
    """Arcs as recorded, no mixing, under textbook definitions: what UCINET, sna or igraph would say."""

    def compute(graph: AccountGraph, settings: AnalysisSettings) -> NetworkAnalysis:
        check_department(graph, department)
        return network_analysis(graph, settings, relation, weighted=weighted, department=department)

    question = ("network", relation, weighted, department)
    return await answer_analysis(call, account_id, moment, question, compute)
