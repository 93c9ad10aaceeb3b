"""How well an account is looked after: `/v1/accounts/{account_id}/analysis/health`."""

from fastapi import Response

from analytics.answers.health import health_analysis
from analytics.context import Context
from app.analysis.answers import Explain, Question, account_answer, answer_analysis
from app.analysis.evidence import Evidence, with_rules
from app.analysis.gaps.profiles import AskedProfile
from app.analysis.gaps.stored_profiles import asked_profile
from app.analysis.last_snapshot import LastSnapshot
from app.dependencies import AccountId, CallDep, MomentDep, strict_router
from schemas.analysis.health import HealthAnalysis

router = strict_router("analysis")


@account_answer(router, "health", "How well the account is looked after", HealthAnalysis)
async def get_account_health(
    call: CallDep, account_id: AccountId, moment: MomentDep, explain: Explain = False, profile: AskedProfile = None
) -> Response:
    """Six parts, their mean and grade, who would be missed most, and everything that each part is made of.

    `profile` chooses the rules by which its gaps are counted.

    `change` is what lies between this and the newest snapshot that began before `as_of`.
    """
    last = await LastSnapshot.read(call.store, account_id, moment.as_of or call.this_hour, moment.known_at)

    def compute(context: Context, given: Evidence) -> HealthAnalysis:
        return health_analysis(
            context,
            given.stage_models,
            profiles=given.profiles,
            profile=asked_profile(profile, given.profiles),
            explain=explain,
            last=last.health,
        )

    question = Question("health", explain, profile)
    return await answer_analysis(call, account_id, moment, question, compute, with_rules, beside=last.beside)
