"""The classical measures of one recorded relation: `/v1/accounts/{account_id}/analysis/network`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from analytics.answers.network import network_analysis
from analytics.context import Context, NetworkContext
from app.analysis.answers import Chain, Department, Question, answer_analysis
from app.analysis.evidence import Evidence
from app.dependencies import AccountId, CallDep, MomentDep, refuse_unknown_parameters
from app.http.errors import problems
from app.http.etags import READ_CONDITION
from schemas.analysis.network import NetworkAnalysis, Relation
from schemas.errors import NotFound, TooLarge

router = APIRouter(tags=["analysis"], dependencies=[Depends(refuse_unknown_parameters)])

Asked = Annotated[Relation, Query(description="Relation among people, by the name of its URL.")]
Weighted = Annotated[
    bool, Query(description="Let strength and confidence count in PageRank, constraint and effective size.")
]


@router.get(
    "/accounts/{account_id}/analysis/network",
    operation_id="get_network_analysis",
    summary="The classical measures of one recorded relation",
    response_model=NetworkAnalysis,
    responses={304: {"description": "Unchanged"}, **problems(NotFound, TooLarge)},
    openapi_extra=READ_CONDITION,
)
async def get_network(
    call: CallDep,
    account_id: AccountId,
    moment: MomentDep,
    relation: Asked = "influences",
    weighted: Weighted = False,
    department: Department = None,
    chain: Chain = None,
) -> Response:
    """Arcs as recorded, no mixing, under textbook definitions: what UCINET, sna or igraph would say."""

    def compute(_: Context, given: Evidence) -> NetworkAnalysis:
        context = NetworkContext(given.graph, given.settings, relation, weighted=weighted)
        return network_analysis(context, chain=chain, department=department)

    question = Question("network", relation, weighted, department=department, chain=chain)
    return await answer_analysis(call, account_id, moment, question, compute)
