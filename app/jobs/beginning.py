"""How a request begins a job: its folder is filled first, and goes again where no job of its own comes of it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import Response

from app.http.calls import Call
from app.http.errors import problems
from app.http.idempotency import ONCE, receipt_of
from app.http.uploads import room_on_disk
from app.jobs.answers import accepted_answer, begun_answer
from app.jobs.job_folders import JobFolder
from app.jobs.runner import JobRunner
from graph.write.receipts import StoredAnswer
from schemas.errors import Conflict, TooLarge
from schemas.jobs import Job, StoredJob

Fill = Callable[[JobFolder], Awaitable[Any]]
"""Puts into a folder what its job works on, and returns what a repeat of the request would send again."""


def begins_a_job(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the document says of a request that begins a job, but for its names.

    Parameters
    ----------
    body : mapping
        What it says of the body.
    """
    return {
        "status_code": 202,
        "response_model": Job,
        "responses": problems(Conflict, TooLarge),
        "openapi_extra": {**body, "parameters": [ONCE]},
    }


async def begin_job(call: Call, runner: JobRunner, job: StoredJob, fill: Fill) -> Response:
    """Begin a job, and answer with it; a repeat of the request is answered as the first time.

    Raises
    ------
    DiskFull
        When there is no room for its folder.
    """
    with room_on_disk():
        folder = await asyncio.to_thread(runner.folders.make, job.id)
    begun: StoredJob | StoredAnswer | None = None
    try:
        receipt = receipt_of(call, await fill(folder), lambda kept: accepted_answer(call, kept))
        begun = await call.store.jobs.create(job, receipt)
    finally:
        if begun is None or (isinstance(begun, StoredAnswer) and begun.replayed):
            await asyncio.to_thread(folder.remove)
    return begun_answer(call, runner, begun)
