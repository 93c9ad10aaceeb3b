"""The worker of a service: takes jobs that wait, by lanes, reports their progress, and ends them cleanly."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import uuid_utils

from app.jobs.import_job import run_import
from app.jobs.job_files import clear_files
from app.jobs.job_folders import JobFolders
from app.jobs.report_job import run_report_job
from app.jobs.work import Lane, Work, Worker
from app.limits.memory import MemoryWatch
from app.limits.waiting import Waiting
from app.messages.sentences import sentence
from app.security.key_ring import KeyRing
from app.security.principals import KEY_PREFIX
from graph.store import Store
from schemas.errors import Conflict, NotAuthenticated, NotFound, ServiceError, StoreError, StoreUnavailable
from schemas.jobs import JobKind, JobState, StoredJob
from schemas.messages.message import Message

logger = logging.getLogger("stakegraph.jobs")

LANES: dict[JobKind, Worker] = {"import": run_import, "report": run_report_job}
"""The worker of each kind of job of which one runs at a time, beside analyses."""

WITHOUT_FILES: frozenset[JobKind] = frozenset({"report"})
"""Kinds that work on the store alone, on whichever machine."""

REPORT_SECONDS = 0.25
"""How often progress is reported, where there is any."""
SIGN_SECONDS = 5.0
"""How often a process says that it lives, also without progress."""
SILENT = timedelta(seconds=30)
"""A process that said nothing for so long is dead, or will find its job taken from it."""
LOOK_SECONDS = 5.0
"""How often jobs are looked for that another process let wait."""
CLEAR_SECONDS = 3600.0
END_ATTEMPTS = 10

STOPPED = Message("jobs.stopped")
NO_FILES = Message("jobs.no_files")
UNEXPECTED = Message("jobs.unexpected")


@dataclass(slots=True)
class _Run:
    """A job that runs now.

    Attributes
    ----------
    cancelling : bool
        Whether somebody asked it to stop.
    lost : bool
        Whether it was taken for dead and is no longer ours.
    revoked : bool
        Whether the key was revoked with which it was begun.
    """

    work: Work
    task: "asyncio.Task[dict[str, Any]]"
    cancelling: bool = False
    lost: bool = False
    revoked: bool = False


class JobRunner:
    """Runs the jobs of a service.

    Parameters
    ----------
    store : Store
        Where jobs are kept, and what they work on.
    folders : JobFolders
        Where their files lie: a job waits for a service that has them.
    memory : MemoryWatch
        Says whether there is memory for another: else they wait.
    analyses : Lane
        The lane of analyses.

    Attributes
    ----------
    dropping : callable
        Called with the id of a job that ends before its turn came.
    """

    def __init__(self, store: Store, folders: JobFolders, memory: MemoryWatch, analyses: Lane) -> None:
        self.dropping: Callable[[str], None] = lambda job_id: None
        self.folders = folders
        self.waiting = Waiting(folders)
        self._memory = memory
        self._store = store
        self._owner = str(uuid_utils.uuid7())
        self._alone = store.engine is not None
        self._lanes = [*(Lane(kind, worker) for kind, worker in LANES.items()), analyses]
        self._loops: list[asyncio.Task[None]] = []
        self._runs: dict[str, _Run] = {}
        self._clear_at = 0.0
        self._stopping = False
        self._keys = KeyRing(store.api_keys)

    async def start(self) -> None:
        """Say of jobs that died with the process before that they were interrupted, and begin to work."""
        await self._interrupt_dead(everyone=self._alone)
        await clear_files(self._store, self.folders, alone=self._alone)
        self._clear_at = asyncio.get_running_loop().time() + CLEAR_SECONDS
        self._loops = [asyncio.create_task(self._work(lane), name="jobs") for lane in self._lanes]

    async def stop(self) -> None:
        """Interrupt the jobs that run, and return when that is kept."""
        self._stopping = True
        working = [*self._loops, *(task for lane in self._lanes for task in lane.running)]
        for task in working:
            task.cancel()
        if working:
            await asyncio.wait(working)

    def wake(self) -> None:
        """Look for jobs that wait, now."""
        for lane in self._lanes:
            lane.woken.set()

    async def check_room(self) -> None:
        """Let pass whoever wants to add a job.

        Raises
        ------
        DiskFull
            When there is no room for what it would store.
        TooMany
            When too many wait.
        """
        if self._store.room is not None:
            self._store.room.check_write()
        self.waiting.check_jobs(len(await self._store.jobs.in_state("queued")))

    def check_files(self, job: StoredJob) -> None:
        """Let pass a job whose files are here.

        Raises
        ------
        Conflict
            When they are not.
        """
        if not self._has_files(job):
            raise Conflict(Message("jobs.files_elsewhere", job=job.id))

    async def cancel(self, job_id: str) -> StoredJob:
        """Cancel a job and discard its files, or ask the one that runs to stop.

        Raises
        ------
        NotFound, Conflict
            As `graph.jobs.Jobs.cancel` does.
        """
        job = await self._store.jobs.cancel(job_id)
        if job.state == "cancelled":
            self.dropping(job_id)
            await asyncio.to_thread(self.folders.of(job_id).discard_files)
        elif (run := self._runs.get(job_id)) is not None:
            run.cancelling = True
            run.task.cancel()
        return job

    async def _work(self, lane: Lane) -> None:
        while True:
            lane.woken.clear()
            try:
                if lane is self._lanes[0]:
                    await self._tidy()
                while lane.has_room and not self._memory.is_full() and (job := await self._next(lane)):
                    lane.begin(self._run_job(job, lane.worker))
            except ServiceError as error:
                logger.warning("jobs wait for the store: class=%s", type(error).__name__)
            except Exception as error:
                logger.error("jobs wait: class=%s", type(error).__name__, exc_info=error)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await lane.woken.wait()

    async def _tidy(self) -> None:
        now = asyncio.get_running_loop().time()
        if now >= self._clear_at:
            self._clear_at = now + CLEAR_SECONDS
            await clear_files(self._store, self.folders, alone=False)
        await self._interrupt_dead()

    async def _interrupt_dead(self, everyone: bool = False) -> None:
        since = None if everyone else self._store.jobs.alive_at(before=SILENT)
        for job in await self._store.jobs.interrupt_silent(since, partial(_said, STOPPED)):
            logger.info("job=%s kind=%s state=%s", job.id, job.kind, job.state)

    async def _next(self, lane: Lane) -> StoredJob | None:
        """Take the oldest job of a lane that waits and whose files are here."""
        for job in await self._store.jobs.in_state("queued"):
            if job.kind != lane.kind:
                continue
            if self._has_files(job):
                taken = await self._store.jobs.take(job.id, self._owner)
                if taken and not await self._ended_as_revoked(taken):
                    return taken
            elif self._alone:
                await self._store.jobs.refuse(job.id, NotFound.__name__, _said(NO_FILES, job))
        return None

    def _has_files(self, job: StoredJob) -> bool:
        return job.kind in WITHOUT_FILES or self.folders.of(job.id).has_files

    async def _ended_as_revoked(self, job: StoredJob) -> bool:
        """End a job that was taken where its key was revoked while it waited; whether it was."""
        if not await self._keys.is_revoked(job.author):
            return False
        self.dropping(job.id)
        await self._store.jobs.end(job, "cancelled", **_revoked(job))
        await asyncio.to_thread(self.folders.of(job.id).discard_files)
        return True

    async def _run_job(self, job: StoredJob, worker: Worker) -> None:
        work = Work(self._store, job, self.folders.of(job.id))
        task = asyncio.ensure_future(worker(work))
        self._runs[job.id] = run = _Run(work, task)
        try:
            await self._watch(run)
        finally:
            task.cancel()
            await asyncio.wait([task])
            del self._runs[job.id]
            await self._end(run)

    async def _watch(self, run: _Run) -> None:
        """Return when a job has ended; until then report its progress, and stop it when it shall or must."""
        reported: tuple[int, int | None] = (0, None)
        silent = 0.0
        while not (await asyncio.wait([run.task], timeout=REPORT_SECONDS))[0]:
            silent += REPORT_SECONDS
            with suppress(StoreError):
                run.revoked = await self._keys.is_revoked(run.work.job.author)
            now = (run.work.progress.done, run.work.progress.total)
            if now == reported and silent < SIGN_SECONDS and not run.revoked:
                continue
            reported, silent = now, 0.0
            with suppress(StoreError):
                found = await self._store.jobs.report(run.work.job, *now)
                run.lost = found is None
                run.cancelling = run.cancelling or (found is not None and found.cancelling)
            if run.lost or run.cancelling or run.revoked:
                run.task.cancel()

    async def _end(self, run: _Run) -> None:
        if run.lost:
            return
        job, progress = run.work.job, run.work.progress
        state, changes = _outcome(run)
        logger.info("job=%s kind=%s state=%s done=%d", job.id, job.kind, state, progress.done)
        for _ in range(END_ATTEMPTS):
            with suppress(StoreError):
                await self._store.jobs.end(job, state, done=progress.done, total=progress.total, **changes)
                break
            if self._stopping:
                break
            await asyncio.sleep(REPORT_SECONDS)
        if state in {"done", "cancelled"}:
            await asyncio.to_thread(run.work.folder.discard_files)


def _outcome(run: _Run) -> tuple[JobState, dict[str, Any]]:
    """Return the state in which a job ended, and what is to be kept of its end."""
    job = run.work.job
    if run.task.cancelled() and run.revoked:
        return "cancelled", _revoked(job)
    if run.task.cancelled():
        return ("cancelled", {}) if run.cancelling else ("interrupted", {"detail": _said(STOPPED, job)})
    error = run.task.exception()
    if error is None:
        return "done", {"result": run.task.result()}
    if not isinstance(error, ServiceError):
        logger.error("job=%s class=%s", job.id, type(error).__name__, exc_info=error)
        return "failed", {"error": ServiceError.__name__, "detail": _said(UNEXPECTED, job)}
    state: JobState = "interrupted" if isinstance(error, StoreUnavailable) else "failed"
    return state, {"error": type(error).__name__, "detail": _said(error.detail, job)}


def _revoked(job: StoredJob) -> dict[str, Any]:
    """Return what is kept of the end of a job whose key was revoked."""
    detail = Message("jobs.key_revoked", key=job.author.removeprefix(KEY_PREFIX))
    return {"error": NotAuthenticated.__name__, "detail": _said(detail, job)}


def _said(message: Message, job: StoredJob) -> str:
    """Return a message in the language of whoever began a job."""
    return sentence(message, job.language)
