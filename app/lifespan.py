"""Opens and closes what a running service needs."""

import asyncio
import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict

from fastapi import FastAPI

from app.analysis_answers import AnalysisAnswers
from app.jobs.sample import load_sample_when_empty
from app.settings import Settings
from graph.store import Store

logger = logging.getLogger("stakegraph.app")


class State(TypedDict):
    """What requests find in ``request.state``."""

    store: Store
    answers: AnalysisAnswers


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[State]:
    """Open the store, load the sample into an empty one, and close it at the end."""
    settings: Settings = app.state.settings
    store = await Store.open(settings.store_options(service_url=app.state.service_url))
    warming = asyncio.create_task(asyncio.to_thread(importlib.import_module, "scipy.sparse.csgraph"))
    try:
        if settings.sample:
            await load_sample_when_empty(store)
        yield State(store=store, answers=AnalysisAnswers())
    finally:
        await warming
        await store.close()
