"""An account on one page: `GET /v1/accounts/{account_id}/overview`."""

from fastapi import Response

from analytics.answers.screens.overview import overview_of
from analytics.context import Context
from app.analysis.answers import Question, analysis_read, answer_analysis
from app.analysis.evidence import Evidence, with_rules
from app.analysis.last_snapshot import LastSnapshot
from app.dependencies import AccountId, CallDep, MomentDep, strict_router
from app.security.grants import rights_of
from schemas.screens.overview import Overview

router = strict_router("analysis")


@analysis_read(
    router,
    "/accounts/{account_id}/overview",
    "get_account_overview",
    "All that a page of an account shows, in one request",
    Overview,
)
async def get_overview(call: CallDep, account_id: AccountId, moment: MomentDep) -> Response:
    """Account, health, people, departments, lines, chains and counts of gaps; and what the key that asks may do.

    Each number is that of its own answer under `analysis/`.
    """
    last = await LastSnapshot.read(call.store, account_id, moment.as_of or call.this_hour, moment.known_at)
    rights = rights_of(call.principal)

    def compute(context: Context, given: Evidence) -> Overview:
        return overview_of(context, rights, given.stage_models, profiles=given.profiles, last=last.health)

    question = Question("overview")
    return await answer_analysis(call, account_id, moment, question, compute, with_rules, beside=last.beside)
