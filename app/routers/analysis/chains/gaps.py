"""The holes of one decision: `/v1/accounts/{account_id}/chains/{chain_id}/analysis/gaps`."""

from fastapi import Response

from analytics.answers.gaps import chain_gaps_analysis
from analytics.context import Context
from app.analysis.answers import chain_answer
from app.analysis.evidence import Evidence, with_rules
from app.analysis.gaps.profiles import AskedProfile
from app.analysis.gaps.stored_profiles import asked_profile
from app.dependencies import AskedChainDep, LanguageCallDep, strict_router
from app.messages.readable_names import ReadableNames
from schemas.analysis.gaps import ChainGapsAnalysis

router = strict_router("analysis")


@chain_answer(router, "gaps", "Where the holes of a decision are, and who closes them", ChainGapsAnalysis)
async def get_chain_gaps(asked: AskedChainDep, call: LanguageCallDep, profile: AskedProfile = None) -> Response:
    """The gaps of a decision chain, in words, and those of the account about people with a stake in it."""
    say = ReadableNames(call.language).say

    def compute(context: Context, given: Evidence) -> ChainGapsAnalysis:
        return chain_gaps_analysis(
            context, given.stage_models, say, asked_profile(profile, given.profiles), profiles=given.profiles
        )

    return await asked.answer_in_words(call, "gaps", compute, with_rules, parameters=(profile,))
