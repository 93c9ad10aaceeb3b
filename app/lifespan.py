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


async def open_store(app: FastAPI) -> None:
    """Open the store ahead of `lifespan`, which closes it: what prevents it can then be told as a sentence.

    Raises
    ------
    ServiceError
        When the folder has an owner, or the store cannot be reached.
    """
    settings: Settings = app.state.settings
    app.state.store = await Store.open(settings.store_options(service_url=app.state.service_url))


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[State]:
    """Open the store, load the sample into an empty one, and close it at the end."""
    if app.state.store is None:
        await open_store(app)
    store: Store = app.state.store
    warming = asyncio.create_task(asyncio.to_thread(importlib.import_module, "scipy.sparse.csgraph"))
    try:
        if app.state.settings.sample:
            await load_sample_when_empty(store)
        yield State(store=store, answers=AnalysisAnswers())
    finally:
        await warming
        await store.close()
