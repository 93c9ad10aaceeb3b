"""What to do next about a decision: `/v1/accounts/{account_id}/chains/{chain_id}/analysis/plan`."""

from fastapi import Response

from app.analysis.gaps.plans import answer_plan, plan
from app.analysis.gaps.profiles import AskedProfile
from app.dependencies import AskedChainDep, LanguageCallDep, strict_router
from schemas.analysis.plans import ChainPlanAnalysis

router = strict_router("analysis")


@plan(
    router,
    "chain",
    "The few actions that add most to the forecast of a decision chain, or to coverage of its people",
    ChainPlanAnalysis,
)
async def plan_chain(asked: AskedChainDep, call: LanguageCallDep, profile: AskedProfile = None) -> Response:
    """At most so many actions within an effort, each with its way, cost and expected effect, in words.

    A read: nothing is stored, so it may be sent again without an `Idempotency-Key`.
    """
    return await answer_plan(call, asked.account_id, asked.moment, asked.chain, profile)
