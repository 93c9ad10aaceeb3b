"""Who can reach those who decide: `/v1/accounts/{account_id}/chains/{chain_id}/analysis/access`."""

from fastapi import Response

from analytics.answers.chains.access import access_analysis
from app.analysis.answers import chain_answer
from app.analysis.sentences.routes import RouteSentences
from app.dependencies import AskedChainDep, LanguageCallDep, strict_router
from schemas.analysis.chains.access import AccessAnalysis

router = strict_router("analysis")


@chain_answer(router, "access", "Through whom we reach those who decide", AccessAnalysis)
async def get_chain_access(asked: AskedChainDep, call: LanguageCallDep) -> Response:
    """The best way to each voter and up to three others, in words too; how many are independent; who closes them."""
    return await asked.answer_in_words(
        call, "access", lambda context, _: RouteSentences(context, call.language).of_chain(access_analysis(context))
    )
