"""The drill of departures: what would be lost with each person, and what to do, in words; nothing is stored."""

import asyncio

from fastapi import Response

from analytics.answers.simulations.departures import departures_analysis
from analytics.answers.simulations.simulation import Sides
from app.analysis.contexts import SharedContext
from app.analysis.evidence import check_scope, read_evidence
from app.analysis.sentences.departures import DepartureSentences
from app.http.calls import LanguageCall
from app.http.content_types import JSON
from app.http.moments import Moment, moment_headers
from app.messages.sentences import Language
from app.questions.asking import ask_elsewhere, response_of


async def answer_departures(call: LanguageCall, account_id: str, moment: Moment, chain: str | None) -> Response:
    """Answer what would be lost with each person, at the moment that is asked about."""
    store, since = call.store, call.store.cache.forgotten
    snapshot = await store.repository.snapshot(account_id, moment.as_of or call.this_hour, moment.known_at)
    if reply := await ask_elsewhere(call, snapshot, ("departures", snapshot, call.principal.reader, chain)):
        return response_of(reply)
    evidence = await read_evidence(store, snapshot)
    check_scope(evidence.graph, None, chain)
    whole = SharedContext.of(store.cache, evidence, None, since)
    scoped = None if chain is None else SharedContext.of(store.cache, evidence, chain, since)
    sides = Sides(whole.context, None if scoped is None else scoped.context)
    try:
        body = await asyncio.to_thread(_bytes, sides, call.language)
    finally:
        for shared in filter(None, (whole, scoped)):
            shared.keep(store.cache, since)
    return Response(body, 200, {**moment_headers(snapshot), **call.headers}, JSON)


def _bytes(sides: Sides, language: Language) -> bytes:
    return DepartureSentences(language).of_answer(departures_analysis(sides)).model_dump_json().encode()
