"""Which files of jobs are kept how long: what was uploaded until the job is done, what was refused for a week."""

import asyncio
import time
from datetime import timedelta

from app.jobs.job_folders import JobFolder, JobFolders
from graph.store import Store
from schemas.errors import NotFound
from schemas.instants import instant_text
from schemas.jobs import StoredJob

KEPT = timedelta(days=7)
"""After its end, what a job refused, and what it would need to be resumed."""

NOBODYS = timedelta(days=1)
"""A folder without a job that was left alone for so long is not an upload under way."""


async def clear_files(store: Store, folders: JobFolders, *, alone: bool) -> None:
    """Remove files of jobs that ended long ago, and of uploads that became none.

    Parameters
    ----------
    alone : bool
        Whether no other process uploads to these folders.
    """
    for job_id, changed_at in await asyncio.to_thread(lambda: list(folders.there())):
        folder = folders.of(job_id)
        try:
            job = await store.jobs.get(job_id)
        except NotFound:
            if alone or time.time() - changed_at > NOBODYS.total_seconds():
                await asyncio.to_thread(folder.remove)
        else:
            await asyncio.to_thread(_clear, folder, job, instant_text(store.clock() - KEPT))


def _clear(folder: JobFolder, job: StoredJob, before: str) -> None:
    if job.ended_at is not None and job.ended_at < before:
        folder.remove()
    elif job.state in {"done", "cancelled"}:
        folder.discard_files()
