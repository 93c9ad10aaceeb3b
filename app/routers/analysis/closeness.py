"""How close each of us is to each of them: `/v1/accounts/{account_id}/analysis/closeness`."""

from fastapi import Response

from analytics.answers.closeness import closeness_analysis
from analytics.context import Context
from app.analysis.answers import Explain, account_answer
from app.analysis.evidence import Evidence, with_earlier
from app.analysis.sentences.closeness import ClosenessSentences
from app.dependencies import AskedAnalysisDep, LanguageCallDep, strict_router
from schemas.analysis.closeness import ClosenessAnalysis

router = strict_router("analysis")


@account_answer(router, "closeness", "How close each of us is to each of them", ClosenessAnalysis)
async def get_closeness(asked: AskedAnalysisDep, call: LanguageCallDep, explain: Explain = False) -> Response:
    """Pairs with the four degrees of trust, people, the account with its threads, and matrices by groups."""

    def compute(context: Context, _: Evidence) -> ClosenessAnalysis:
        answer = closeness_analysis(context, department=asked.department, explain=explain)
        said = ClosenessSentences(context.settings, call.language)
        return answer.model_copy(update={"pairs": said.of_pairs(answer.pairs)})

    return await asked.answer_in_words(call, "closeness", compute, with_earlier, parameters=(explain,))
