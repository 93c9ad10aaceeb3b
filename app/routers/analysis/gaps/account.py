"""Where the holes are, and who closes them: `/v1/accounts/{account_id}/analysis/gaps`."""

from fastapi import Response

from analytics.answers.gaps import gaps_analysis
from analytics.context import Context
from app.analysis.answers import AskedAnalysis, account_answer
from app.analysis.evidence import Evidence, with_rules
from app.analysis.gaps.profiles import AskedProfile
from app.analysis.gaps.stored_profiles import asked_profile
from app.dependencies import AccountId, LanguageCallDep, MomentDep, strict_router
from app.messages.readable_names import ReadableNames
from schemas.analysis.gaps import GapsAnalysis

router = strict_router("analysis")


@account_answer(router, "gaps", "Where the holes are, why each matters, and who closes it", GapsAnalysis)
async def get_account_gaps(
    call: LanguageCallDep, account_id: AccountId, moment: MomentDep, profile: AskedProfile = None
) -> Response:
    """What is missing, by priority, in words; which of us does what about it, through whom and by when.

    Of the whole account and of each decision chain in force of an open deal. `/v1/gap-rules` explains every rule. What
    one gap explains is not repeated by others: `hidden` counts those.
    """
    say = ReadableNames(call.language).say

    def compute(context: Context, given: Evidence) -> GapsAnalysis:
        return gaps_analysis(
            context, given.stage_models, say, asked_profile(profile, given.profiles), profiles=given.profiles
        )

    asked = AskedAnalysis(call, account_id, moment, None, None)
    return await asked.answer_in_words(call, "gaps", compute, with_rules, parameters=(profile,))
