"""What to do next: `/v1/accounts/{account_id}/analysis/plan`."""

from fastapi import Response

from app.analysis.gaps.plans import answer_plan, plan
from app.analysis.gaps.profiles import AskedProfile
from app.dependencies import AccountId, LanguageCallDep, MomentDep, strict_router
from schemas.analysis.plans import PlanAnalysis

router = strict_router("analysis")


@plan(router, "account", "The few actions that add most to coverage, or act on the gaps that matter most", PlanAnalysis)
async def plan_account(
    call: LanguageCallDep, account_id: AccountId, moment: MomentDep, profile: AskedProfile = None
) -> Response:
    """At most so many actions within an effort, each with its way, cost and expected effect, in words.

    A read: nothing is stored, so it may be sent again without an `Idempotency-Key`.
    """
    return await answer_plan(call, account_id, moment, None, profile)
