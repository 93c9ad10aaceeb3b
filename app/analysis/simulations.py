"""Simulations: changes are made to a copy of what was read; nothing is stored, and no revision is raised."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Literal

from fastapi import APIRouter, Response

from analytics.answers.simulations.simulation import Sides, simulation_analysis
from analytics.simulation.apply import changed
from app.analysis.answers import posted_answer
from app.analysis.contexts import SharedContext
from app.analysis.evidence import Evidence, check_scope, read_evidence, with_rules
from app.analysis.simulation_bodies import AskedChanges
from app.http.calls import Call
from app.http.content_types import JSON
from app.http.declared_route import Endpoint
from app.http.moments import Moment, moment_headers
from app.questions.asking import ask_elsewhere, response_of
from graph.store import Store
from schemas.analysis.simulations.simulation import ChainSimulationBody, SimulationAnalysis
from schemas.errors import InvalidInput, NotFound
from schemas.rows.contacts import MemberNode

PATHS = {
    "account": "/accounts/{account_id}/analysis/simulate",
    "chain": "/accounts/{account_id}/chains/{chain_id}/analysis/simulate",
}
"""Where the simulation of an account, and of a decision chain, is asked for."""


def simulation(
    router: APIRouter, of: Literal["account", "chain"], summary: str, body: type[ChainSimulationBody]
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of a simulation of an account or a chain, which takes such a body."""
    return posted_answer(router, PATHS[of], f"simulate_{of}", SimulationAnalysis, body, summary=summary)


async def answer_simulation(call: Call, account_id: str, moment: Moment, asked: AskedChanges) -> Response:
    """Answer what some changes would do, at the moment that is asked about.

    Raises
    ------
    NotFound
        When there is no such account, or it does not have the chain of the URL.
    InvalidInput
        When a change cannot be made, or the account does not have the chain of the body.
    """
    store, since = call.store, call.store.cache.forgotten
    snapshot = await store.repository.snapshot(account_id, moment.as_of or call.this_hour, moment.known_at)
    if reply := await ask_elsewhere(call, snapshot, ("simulate", snapshot, call.principal.reader)):
        return response_of(reply)
    evidence = await with_rules(store, await read_evidence(store, snapshot))
    _check_chain(evidence, asked)
    book = await _members_named(store, evidence, asked)
    whole = SharedContext.of(store.cache, evidence, None, since)
    scoped = None if asked.chain is None else SharedContext.of(store.cache, evidence, asked.chain, since)
    sides = Sides(whole.context, None if scoped is None else scoped.context)
    try:
        body = await asyncio.to_thread(_bytes, sides, asked, evidence, book)
    finally:
        for shared in filter(None, (whole, scoped)):
            shared.keep(store.cache, since)
    return Response(body, 200, moment_headers(snapshot), JSON)


def _bytes(sides: Sides, asked: AskedChanges, evidence: Evidence, book: Mapping[str, MemberNode]) -> bytes:
    after = changed(sides.account.account, asked.changes, book)
    return simulation_analysis(sides, after, len(asked.changes), evidence.stage_models).model_dump_json().encode()


def _check_chain(evidence: Evidence, asked: AskedChanges) -> None:
    try:
        check_scope(evidence.graph, None, asked.chain)
    except NotFound as error:
        if asked.pointer is None:
            raise
        raise InvalidInput.at(asked.pointer, error.detail) from None


async def _members_named(store: Store, evidence: Evidence, asked: AskedChanges) -> Mapping[str, MemberNode]:
    """Return the members of the book whom changes name and the account does not."""
    known = {member.id for member in evidence.graph.members}
    named = {member for change in asked.changes if (member := getattr(change, "member", None))}
    return await store.graphs.members(evidence.snapshot, named - known)
