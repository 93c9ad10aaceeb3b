"""Analyses as jobs: whoever asked need not wait; the answer is kept as it would have been sent.

A job wants the computation of whoever asked first, and those who ask the same meanwhile are given the same job. After a
restart its question is read from its folder. What was erased is in no answer that is kept: all of them go then.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any

from app.http.calls import Call
from app.http.uploads import room_on_disk
from app.jobs.analyses.wish_files import read_reply, read_wish, write_reply, write_wish
from app.jobs.answers import accepted_answer
from app.jobs.job_folders import JobFolders
from app.jobs.work import Work, queued_job
from app.questions.desk import Computation, Desk
from app.questions.passing import Reply, Same, Wish
from graph.store import Store
from schemas.errors import NotFound
from schemas.jobs import StoredJob
from schemas.messages.message import Language, Message

KEPT_AT_MOST = 100
"""Answers that are kept, those that came last; each has up to some megabytes."""


class AnalysisJobs:
    """Analyses that are jobs of this service.

    Parameters
    ----------
    store : Store
        Where jobs are kept.
    folders : JobFolders
        Where questions and answers lie.
    desk : Desk
        Where questions are asked.

    Attributes
    ----------
    wake : callable
        Lets the runner of jobs look for one that waits.
    """

    def __init__(self, store: Store, folders: JobFolders, desk: Desk) -> None:
        self.wake: Callable[[], None] = lambda: None
        self._store = store
        self._folders = folders
        self._desk = desk
        self._promised: dict[str, Computation] = {}
        self._jobs: OrderedDict[Hashable, str] = OrderedDict()
        self._beginning = asyncio.Lock()

    async def finished(self, same: Same) -> Reply | None:
        """Return the answer of a job that answered the same question about the same revisions; None without one."""
        job_id = self._jobs.get(same.answer)
        return None if job_id is None else await self.result(job_id)

    async def result(self, job_id: str) -> Reply | None:
        """Return the answer of a job, None where it has none or none any longer."""
        return await asyncio.to_thread(read_reply, self._folders.of(job_id))

    async def accepted(self, call: Call, wish: Wish, computation: Computation) -> Reply:
        """Return the job that a computation is as the answer to a request: 202 with its place.

        Raises
        ------
        DiskFull
            When there is no room for its question.
        """
        answer = accepted_answer(call, await self.begin(wish, computation, call.language))
        return Reply(202, tuple(answer.headers.items()), bytes(answer.body))

    async def begin(self, wish: Wish, computation: Computation, language: Language) -> StoredJob:
        """Return the job that a computation is, which is begun unless it is one.

        Raises
        ------
        DiskFull
            When there is no room for its question.
        """
        computation.want()
        kept = False
        try:
            async with self._beginning:
                if (found := await self._begun(computation)) is not None:
                    return found
                job = _job(wish, self._store.clock(), language)
                await self._keep(job, wish)
                computation.job = job.id
                self._promised[job.id] = computation
                kept = True
        finally:
            if not kept:
                computation.leave()
        self._remember(wish.same, job.id)
        self.wake()
        return job

    async def run(self, work: Work) -> dict[str, Any]:
        """Answer the question of a job, and keep the answer.

        Raises
        ------
        NotFound
            When the question is not here.
        ServiceError
            What it is refused with.
        """
        computation = self._promised.pop(work.job.id, None) or await self._asked_again(work)
        while True:
            try:
                await asyncio.wait({computation.task})
                reply = computation.reply
                with room_on_disk():
                    await asyncio.to_thread(write_reply, work.folder, reply)
                if computation.since == self._desk.forgotten:
                    break
                work.folder.result.unlink(missing_ok=True)  # something was erased that it may show
            finally:
                computation.leave()
            computation = await self._asked_again(work)
        await asyncio.to_thread(self._drop_oldest)
        return {"status": reply.status, "bytes": len(reply.body)}

    def drop(self, job_id: str) -> None:
        """Want no longer what a job wanted that was cancelled before its turn came."""
        if (computation := self._promised.pop(job_id, None)) is not None:
            computation.leave()

    def forget(self) -> None:
        """Keep no answer and no worker: something was erased that they may show."""
        self._desk.forget()
        self._jobs.clear()
        for job_id, _ in self._folders.there():
            self._folders.of(job_id).result.unlink(missing_ok=True)

    async def _begun(self, computation: Computation) -> StoredJob | None:
        """Return the job that a computation is already, unless that was cancelled."""
        found = None if computation.job is None else await self._store.jobs.get(computation.job)
        return None if found is None or found.has_ended else found

    async def _asked_again(self, work: Work) -> Computation:
        try:
            wish = await asyncio.to_thread(read_wish, work.folder)
        except OSError:
            raise NotFound(Message("jobs.no_files")) from None
        computation = self._desk.join(wish)
        computation.job = work.job.id
        return computation

    async def _keep(self, job: StoredJob, wish: Wish) -> None:
        with room_on_disk():
            folder = await asyncio.to_thread(self._folders.make, job.id)
        try:
            with room_on_disk():
                await asyncio.to_thread(write_wish, folder, wish)
            await self._store.jobs.create(job)
        except BaseException:
            folder.remove()
            raise

    def _remember(self, same: Same, job_id: str) -> None:
        self._jobs[same.answer] = job_id
        while len(self._jobs) > KEPT_AT_MOST:
            self._jobs.popitem(last=False)

    def _drop_oldest(self) -> None:
        there = [self._folders.of(job_id).result for job_id, _ in self._folders.there()]
        kept = sorted((path for path in there if path.exists()), key=lambda path: path.stat().st_mtime)
        for path in kept[:-KEPT_AT_MOST]:
            path.unlink(missing_ok=True)


def _job(wish: Wish, now: datetime, language: Language) -> StoredJob:
    question, query = wish.question, wish.question.query.decode("latin-1")
    parameters = {"method": question.method, "url": question.path + (f"?{query}" if query else "")}
    return queued_job("analysis", question.principal, now, parameters, language)
