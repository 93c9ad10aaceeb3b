"""The classical measures of one recorded relation: `/v1/accounts/{account_id}/analysis/network`."""

from typing import Annotated

from fastapi import Query, Response

from analytics.answers.network import network_analysis
from analytics.context import Context, NetworkContext
from app.analysis.answers import account_answer
from app.analysis.evidence import Evidence
from app.dependencies import AskedAnalysisDep, strict_router
from schemas.analysis.network import NetworkAnalysis, Relation

router = strict_router("analysis")

Asked = Annotated[Relation, Query(description="Relation among people, by the name of its URL.")]
Weighted = Annotated[
    bool, Query(description="Let strength and confidence count in PageRank, constraint and effective size.")
]


@account_answer(router, "network", "The classical measures of one recorded relation", NetworkAnalysis)
async def get_network(
    asked: AskedAnalysisDep,
    relation: Asked = "influences",
    weighted: Weighted = False,
) -> Response:
    """Arcs as recorded, no mixing, under textbook definitions: what UCINET, sna or igraph would say."""

    def compute(_: Context, given: Evidence) -> NetworkAnalysis:
        context = NetworkContext(given.graph, given.settings, relation, weighted=weighted)
        return network_analysis(context, chain=asked.chain, department=asked.department)

    return await asked.answer("network", compute, parameters=(relation, weighted))
