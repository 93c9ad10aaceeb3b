"""Figures about the service for whoever operates it: `/metrics`, as Prometheus reads them."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from fastapi import APIRouter, Depends, Request, Response

from app.crowds.lanes import Lanes
from app.crowds.turns import Turns
from app.dependencies import get_watcher
from app.metrics.figures import Figures, Lane
from app.metrics.instruments import Instruments
from app.questions.desk import Desk
from graph.store import Store
from schemas.errors import ServiceError

router = APIRouter(include_in_schema=False, dependencies=[Depends(get_watcher)])

ANSWER_SECONDS = 2
"""A store that gives no answer for so long counts as down: Prometheus waits ten seconds for everything."""


@router.get("/metrics")
async def get_metrics(request: Request) -> Response:
    """Return what was counted since the start, and how things stand now."""
    instruments: Instruments = request.app.state.instruments
    figures = await _figures(request)
    body, content_type = await asyncio.to_thread(instruments.exposition, figures, request.headers.get("accept", ""))
    return Response(body, headers={"Content-Type": content_type, "Cache-Control": "no-store"})


async def _figures(request: Request) -> Figures:
    store: Store = request.state.store
    jobs = await _jobs(store)
    room = store.room
    return Figures(
        engine_up=jobs is not None,
        jobs=jobs,
        lanes=_lanes(request.app.state.lanes, request.state.desk),
        cache_bytes=store.cache.size,
        cache_hits=store.cache.hits,
        cache_misses=store.cache.misses,
        store_bytes=None if room is None else await asyncio.to_thread(room.held),
        free_bytes=None if room is None else room.free,
    )


async def _jobs(store: Store) -> Mapping[str, int] | None:
    with suppress(ServiceError, TimeoutError):
        async with asyncio.timeout(ANSWER_SECONDS):
            return await store.jobs.counts()
    return None


def _lanes(lanes: Lanes, desk: Desk) -> dict[str, Lane]:
    turns = {"reads": lanes.reads, "writes": lanes.writes, "analyses": lanes.analyses, "workers": desk.turns}
    return {name: _lane(each) for name, each in turns.items()}


def _lane(turns: Turns) -> Lane:
    return Lane(served=turns.taken, waiting=turns.waiting)
