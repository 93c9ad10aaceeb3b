"""Plans: what is asked for is read from the body, chosen in a thread of its own, and said in words."""

import asyncio
from collections.abc import Callable
from typing import Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from analytics.answers.plans import plan_analysis
from app.analysis.contexts import SharedContext
from app.analysis.evidence import check_scope, read_evidence, with_rules
from app.analysis.gaps.stored_profiles import asked_profile
from app.http.bodies import body_documentation, read_json
from app.http.calls import LanguageCall
from app.http.content_types import JSON
from app.http.declared_route import Endpoint
from app.http.errors import problems
from app.http.moments import Moment, moment_headers
from app.http.shapes.asked_shape import in_parts
from app.messages.readable_names import ReadableNames
from app.messages.validation import validated
from app.questions.asking import ask_elsewhere, response_of
from app.questions.preferences import MAY_BE_JOB, PREFER
from schemas.analysis.plans import PlanBody
from schemas.errors import InvalidInput, NotFound, TooLarge
from schemas.messages.message import Message

PATHS = {
    "account": "/accounts/{account_id}/analysis/plan",
    "chain": "/accounts/{account_id}/chains/{chain_id}/analysis/plan",
}
"""Where the plan of an account, and of a decision chain, is asked for."""

PLAN: dict[str, Any] = {
    "responses": {**MAY_BE_JOB, **problems(NotFound, TooLarge)},
    "openapi_extra": {"parameters": [PREFER], **body_documentation(PlanBody)},
}
"""Documentation of both operations: their problems and their body."""


def plan(
    router: APIRouter, of: Literal["account", "chain"], summary: str, model: type[BaseModel]
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of a plan for an account or a chain."""
    of_answer = in_parts(model)
    return router.post(PATHS[of], operation_id=f"plan_{of}", summary=summary, response_model=model, **PLAN, **of_answer)


async def answer_plan(
    call: LanguageCall, account_id: str, moment: Moment, chain: str | None, profile: str | None
) -> Response:
    """Answer what to do next, at the moment that is asked about.

    Raises
    ------
    InvalidInput
        With a pointer to each fault of the body; a forecast is a goal of a chain only.
    """
    body = validated(PlanBody, await read_json(call.request))
    if chain is None and body.goal == "forecast":
        raise InvalidInput.at("/goal", Message("plans.forecast_of_a_chain"))
    store, since = call.store, call.store.cache.forgotten
    snapshot = await store.repository.snapshot(account_id, moment.as_of or call.this_hour, moment.known_at)
    if reply := await ask_elsewhere(call, snapshot, ("plan", snapshot, call.principal.reader, chain)):
        return response_of(reply)
    evidence = await with_rules(store, await read_evidence(store, snapshot))
    asked = asked_profile(profile, evidence.profiles)
    check_scope(evidence.graph, None, chain)
    shared = SharedContext.of(store.cache, evidence, chain, since)

    say = ReadableNames(call.language).say
    try:
        given = (shared.context, evidence.stage_models, body, say, evidence.profiles, asked)
        found = await asyncio.to_thread(plan_analysis, *given)
    finally:
        shared.keep(store.cache, since)
    return Response(found.model_dump_json(), 200, {**moment_headers(snapshot), **call.headers}, JSON)
