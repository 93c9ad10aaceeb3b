"""Computed answers: from the moment asked about to bytes, each computed once for what it depends on."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Container
from typing import Any

from fastapi import Response
from pydantic import BaseModel

from app.dependencies import Call, Moment
from app.record_answers import JSON, moment_headers
from graph.store import Store
from schemas.account_graph import AccountGraph
from schemas.errors import NotFound
from schemas.reads import Snapshot
from schemas.settings import AnalysisSettings
from schemas.stored_settings import SETTINGS
from schemas.writes import BOOK

ANSWERS_KEPT = 256

Compute = Callable[[AccountGraph, AnalysisSettings], BaseModel]


class AnalysisAnswers:
    """Answers kept by all that they depend on; the most recently asked stay."""

    def __init__(self, kept: int = ANSWERS_KEPT) -> None:
        self._kept = kept
        self._answers: OrderedDict[tuple[Any, ...], bytes] = OrderedDict()

    async def bytes_of(self, key: tuple[Any, ...], compute: Callable[[], BaseModel]) -> bytes:
        """Return an answer as JSON, computed in a thread of its own when it is not kept."""
        answer = self._answers.get(key)
        if answer is None:
            answer = await asyncio.to_thread(lambda: compute().model_dump_json().encode())
            self._answers[key] = answer
        self._answers.move_to_end(key)
        while len(self._answers) > self._kept:
            self._answers.popitem(last=False)
        return answer

    def forget(self, account_ids: Container[str]) -> None:
        """Keep no answer about these accounts any longer; where the book is among them, none at all."""
        for key in [key for key in self._answers if BOOK in account_ids or key[1].account_id in account_ids]:
            del self._answers[key]


async def answer_analysis(
    call: Call,
    account_id: str,
    moment: Moment,
    question: tuple[Any, ...],
    compute: Compute,
) -> Response:
    """Answer one analysis of one account.

    Parameters
    ----------
    question : tuple
        Name of the analysis and its parameters; with the moment, settings and reader, all that the bytes depend on.
    """
    snapshot = await call.store.repository.snapshot(account_id, moment.as_of or call.this_hour, moment.known_at)
    graph = await call.store.graphs.read(snapshot)
    settings = await resolved_settings(call.store, snapshot, graph)
    parts = (
        snapshot.revision,
        snapshot.book_revision,
        settings.fingerprint(),
        _digits(snapshot.known_at),
        *snapshot.erasure,
    )
    etag = call.etag(snapshot.as_of, *parts)
    if unchanged := call.unchanged(etag):
        return unchanged
    answers: AnalysisAnswers = call.request.state.answers
    key = (question, snapshot, settings.fingerprint(), call.principal.reader)
    body = await answers.bytes_of(key, lambda: compute(graph, settings))
    return Response(body, 200, {"ETag": etag, **moment_headers(snapshot)}, JSON)


async def resolved_settings(store: Store, snapshot: Snapshot, graph: AccountGraph) -> AnalysisSettings:
    """Return the settings that hold for an account at a snapshot: book < segment < tier < account."""
    if snapshot.book_revision == 0:
        return AnalysisSettings()
    layers: list[dict[str, object]] = []
    rows = [row async for row in store.repository.rows(SETTINGS, snapshot)]
    for place in ("", "segment", "tier", "account"):
        wanted = {"segment": graph.segment, "tier": graph.tier, "account": graph.account_id}.get(place)
        for row in rows:
            scope = next((name for name in ("account", "tier", "segment") if row.get(name)), "")
            if scope == place and (not place or row[place] == wanted):
                layers.append({name: row[name] for name in AnalysisSettings.model_fields if row.get(name) is not None})
    return AnalysisSettings.resolve(layers)


def check_department(graph: AccountGraph, department: str | None) -> None:
    """Refuse a department that the account does not have at this moment."""
    if department is not None and all(known.id != department for known in graph.departments):
        raise NotFound(f"There is no department '{department}' in account '{graph.account_id}' at {graph.as_of}.")


def _digits(instant: str) -> str:
    return "".join(filter(str.isdigit, instant))
