"""The progress of a job as server-sent events (HTML Living Standard, 9.2)."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress

from pydantic_core import to_json

from app.jobs.answers import job_body
from graph.store import Store
from schemas.errors import StoreError
from schemas.jobs import StoredJob

LOOK_SECONDS = 0.5
"""How often a stream looks for a change: the job may run in another process."""
QUIET_SECONDS = 15.0
"""After so long without a change a comment is sent, so that nothing between here and the caller ends the stream."""
STREAM_SECONDS = 600.0
"""A stream ends after so long, whatever the job does: the key is looked at anew when the caller comes again."""


async def job_events(store: Store, job: StoredJob, stopping: asyncio.Event) -> AsyncIterator[bytes]:
    """Yield the job as it is, then again with each change, and at last as it ended.

    Parameters
    ----------
    stopping : asyncio.Event
        Set when the service stops: a stream must not hold it.
    """
    started = sent_at = time.monotonic()
    yield _event(job)
    while not (job.has_ended or stopping.is_set() or time.monotonic() - started > STREAM_SECONDS):
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                await stopping.wait()
        found = job
        with suppress(StoreError):
            found = await store.jobs.get(job.id)
        if found.version != job.version:
            job, sent_at = found, time.monotonic()
            yield _event(job)
        elif time.monotonic() - sent_at > QUIET_SECONDS:
            sent_at = time.monotonic()
            yield b": still here\n\n"


def _event(job: StoredJob) -> bytes:
    name = "end" if job.has_ended else "progress"
    return f"id: {job.version}\nevent: {name}\ndata: ".encode() + to_json(job_body(job)) + b"\n\n"
