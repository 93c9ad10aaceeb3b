"""The desk of expensive questions: so many at once, one computation for all who ask the same, none without asker."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from fastapi import Request

from app.crowds.turns import Turns
from app.questions.expected import Measured
from app.questions.passing import Passed, PassedQuestion, Reply, Same, Wish
from app.questions.worker import Service
from app.questions.worker_process import WorkerProcess
from schemas.errors import AnalysisTimeout, ServiceError
from schemas.messages.message import Message

logger = logging.getLogger("stakegraph.questions")

RETRY_SECONDS = 10
"""After how long whoever finds the queue full may try again: a large account takes about so long."""

START_SECONDS = 60.0
"""A worker is there after some seconds; what it is asked has its deadline from then on."""


class CallerGone(Exception):
    """Whoever asked has closed the connection."""


@dataclass(slots=True, eq=False)
class Computation:
    """One computation for all who ask the same.

    Attributes
    ----------
    since : int
        How often the desk had forgotten when it was begun: later, it may be about what was erased.
    wanted_by : int
        How many wait for it; at none it is ended.
    job : str or None
        The job that it is, if it is one.
    """

    task: "asyncio.Task[Passed]"
    since: int
    wanted_by: int = 0
    job: str | None = None

    @property
    def reply(self) -> Reply:
        """The answer, when it is done; raises what it was refused with."""
        passed = self.task.result()
        if isinstance(passed, ServiceError):
            raise passed
        return passed

    def want(self) -> None:
        """Want it, until it is left."""
        self.wanted_by += 1

    def leave(self) -> None:
        """Want it no longer."""
        self.wanted_by -= 1
        if not self.wanted_by:
            self.task.cancel()


Late = Callable[[Computation], Awaitable[Reply]]
"""What is answered instead by whoever does not wait for a computation to its end."""


class Desk:
    """Asks questions of worker processes.

    To be used by the thread of one event loop.

    Parameters
    ----------
    service : Service
        This service; its settings say how many workers there are, how many of them one caller occupies, how many
        questions wait, and their deadline.

    Attributes
    ----------
    forgotten : int
        How often something was erased.
    measured : Measured
        How long the questions took that were asked.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        settings = service.settings
        self._turns = Turns(
            settings.analysis_workers,
            settings.analyses_waiting,
            per_caller=settings.analyses_per_caller,
            retry_seconds=RETRY_SECONDS,
        )
        self._threads = ThreadPoolExecutor(2 * settings.analysis_workers, "questions")
        self._idle: list[WorkerProcess] = []
        self._all: set[WorkerProcess] = set()
        self.forgotten = 0
        self.measured = Measured()
        self._computations: dict[Hashable, Computation] = {}
        self._unread: dict[Hashable, Computation] = {}
        self._running: set[asyncio.Task[Passed]] = set()
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def turns(self) -> Turns:
        """The turns of questions: how many are asked of workers, and how many wait."""
        return self._turns

    async def answer(
        self, wish: Wish, request: Request, seconds: float | None = None, late: Late | None = None
    ) -> Reply:
        """Return the answer to a question.

        Parameters
        ----------
        wish : Wish
            Who asks the same meanwhile is given the same answer; its caller is who asks, as the limit for each counts.
        request : Request
            The request whose caller waits; its body has been read.
        seconds, late : float, callable, optional
            For how long to wait, and what is answered then; without, it is waited for as long as it takes.

        Raises
        ------
        Overloaded
            When too many questions wait.
        AnalysisTimeout
            When it was not answered by its deadline.
        CallerGone
            When nobody waits any longer; without anybody else who does, the computation is ended.
        ServiceError
            What the question is refused with.
        """
        computation = self.join(wish)
        leaving = asyncio.create_task(_gone(request))
        try:
            both = {computation.task, leaving}
            await asyncio.wait(both, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if computation.task.done():
                return computation.reply
            if leaving.done() or late is None:
                raise CallerGone
            return await late(computation)
        finally:
            leaving.cancel()
            computation.leave()

    def join(self, wish: Wish) -> Computation:
        """Return the computation of a question, which is begun unless somebody asks the same; leave it at the end."""
        same, question, caller = wish
        found = self._computations.get(same.answer) or self._unread.get(same.words)
        if found is None or found.task.cancelling():
            task = asyncio.create_task(self._compute(same, question, caller), name="question")
            found = self._computations[same.answer] = Computation(task, self.forgotten)
            if same.words is not None:
                self._unread[same.words] = found
            self._running.add(task)
            task.add_done_callback(lambda _: self._done(same, task))
        found.want()
        return found

    def forget(self) -> None:
        """End the workers that are idle, and all others after their question: something was erased that they know."""
        self.forgotten += 1
        known, self._idle = self._idle, []
        self._all.clear()
        self._computations.clear()  # who asks from now on does not wait for what was read before
        self._unread.clear()
        for worker in known:
            ending = asyncio.create_task(worker.end())
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)

    async def close(self) -> None:
        """End every computation and every worker."""
        for task in self._running:
            task.cancel()
        self.forget()
        if waiting := self._running | self._ending:
            await asyncio.wait(waiting)
        self._threads.shutdown(wait=False)

    def _done(self, same: Same, task: "asyncio.Task[Passed]") -> None:
        self._running.discard(task)
        found = self._computations.get(same.answer)
        if found is not None and found.task is task:
            del self._computations[same.answer]
        self._read_now(same, task)
        if not task.cancelled():
            task.exception()  # else the loop complains of errors that nobody waits for

    def _read_now(self, same: Same, task: "asyncio.Task[Passed] | None") -> None:
        """Let nobody else join a computation for its words: what it is about is read from now on."""
        found = self._unread.get(same.words)
        if found is not None and found.task is task:
            del self._unread[same.words]

    async def _compute(self, same: Same, question: PassedQuestion, caller: str) -> Passed:
        async with self._turns.turn(caller):
            worker = self._worker()
            done = False
            try:
                async with asyncio.timeout(START_SECONDS):
                    await worker.start()
                self._read_now(same, asyncio.current_task())
                answer = await self._asked(worker, question)
                done = True
                return answer
            except TimeoutError:
                seconds = self._service.settings.analysis_seconds
                raise AnalysisTimeout(Message("questions.too_slow", seconds=seconds)) from None
            finally:
                if done and worker in self._all:
                    self._idle.append(worker)
                else:
                    await asyncio.shield(self._ended(worker))

    async def _asked(self, worker: WorkerProcess, question: PassedQuestion) -> Passed:
        """Return what a worker answers by the deadline, and note how long it took."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._service.settings.analysis_seconds):
                return await worker.ask(question)
        finally:
            if question.expected:
                self.measured.note(question.path, question.expected, time.monotonic() - began)

    def _worker(self) -> WorkerProcess:
        if self._idle:
            return self._idle.pop()
        worker = WorkerProcess(self._threads, self._service)
        self._all.add(worker)
        return worker

    async def _ended(self, worker: WorkerProcess) -> None:
        self._all.discard(worker)
        await worker.end()


async def _gone(request: Request) -> None:
    """Return when the caller has closed the connection."""
    with suppress(RuntimeError):
        while (await request.receive())["type"] != "http.disconnect":
            pass
