"""Who may be recorded twice: `/v1/accounts/{account_id}/analysis/duplicates`."""

from fastapi import Response

from analytics.answers.duplicates import duplicates_analysis
from analytics.context import Context
from app.analysis.answers import Question, account_answer, answer_analysis
from app.analysis.evidence import Evidence
from app.dependencies import AccountId, CallDep, MomentDep, strict_router
from schemas.analysis.people.duplicates import DuplicatesAnalysis

router = strict_router("analysis")


@account_answer(router, "duplicates", "Who may be recorded twice", DuplicatesAnalysis)
async def get_duplicates(call: CallDep, account_id: AccountId, moment: MomentDep) -> Response:
    """Pairs of people with the same name, mail address or telephone number; `POST .../merge` makes one of two."""

    def compute(context: Context, _: Evidence) -> DuplicatesAnalysis:
        return duplicates_analysis(context)

    return await answer_analysis(call, account_id, moment, Question("duplicates"), compute)
