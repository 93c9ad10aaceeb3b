"""What to find out first: `/v1/accounts/{account_id}/chains/{chain_id}/analysis/next-question`."""

from fastapi import Response

from analytics.answers.chains.access import next_question_analysis
from analytics.context import Context
from app.analysis.answers import chain_answer
from app.analysis.evidence import Evidence
from app.analysis.sentences.routes import RouteSentences
from app.dependencies import AskedChainDep, LanguageCallDep, strict_router
from schemas.analysis.chains.next_question import NextQuestionAnalysis

router = strict_router("analysis")


@chain_answer(
    router,
    "next-question",
    "Which voter to find out about first, and whom of us to ask",
    NextQuestionAnalysis,
    "get_next_question",
)
async def get_next_question(asked: AskedChainDep, call: LanguageCallDep) -> Response:
    """Voters by how much the forecast would move if their vote were known, whom of us to ask, and through whom."""

    def compute(context: Context, _: Evidence) -> NextQuestionAnalysis:
        return RouteSentences(context, call.language).of_questions(next_question_analysis(context))

    return await asked.answer_in_words(call, "next-question", compute)
