"""How much of the influence we have reached: `/v1/accounts/{account_id}/analysis/coverage`."""

from fastapi import Response

from analytics.answers.coverage import coverage_analysis
from analytics.context import Context
from app.analysis.answers import Explain, account_answer
from app.analysis.evidence import Evidence, with_expected
from app.dependencies import AskedAnalysisDep, strict_router
from schemas.analysis.coverage import CoverageAnalysis

router = strict_router("analysis")


@account_answer(router, "coverage", "Where coverage is missing", CoverageAnalysis)
async def get_coverage(asked: AskedAnalysisDep, explain: Explain = False) -> Response:
    """Coverage of the account, its departments and levels, known and expected people by cell, and of each person."""

    def compute(context: Context, given: Evidence) -> CoverageAnalysis:
        return coverage_analysis(context, given.expected, department=asked.department, explain=explain)

    return await asked.answer("coverage", compute, with_expected, parameters=(explain,))
