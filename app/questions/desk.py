"""The desk of expensive questions: so many at once, one computation for all who ask the same, none without asker."""

import asyncio
import logging
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from fastapi import Request

from app.crowds.turns import Turns
from app.questions.passing import Passed, PassedQuestion, Reply, Same
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
    wanted_by : int
        How many wait for it; at none it is ended.
    """

    task: "asyncio.Task[Passed]"
    wanted_by: int = 0

    def leave(self) -> None:
        """Want it no longer."""
        self.wanted_by -= 1
        if not self.wanted_by:
            self.task.cancel()


class Desk:
    """Asks questions of worker processes.

    To be used by the thread of one event loop.

    Parameters
    ----------
    service : Service
        This service; its settings say how many workers there are, how many of them one caller occupies, how many
        questions wait, and their deadline.
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
        self._computations: dict[Hashable, Computation] = {}
        self._unread: dict[Hashable, Computation] = {}
        self._running: set[asyncio.Task[Passed]] = set()
        self._ending: set[asyncio.Task[None]] = set()

    async def answer(self, same: Same, question: PassedQuestion, caller: str, request: Request) -> Reply:
        """Return the answer to a question.

        Parameters
        ----------
        same : Same
            By what others who ask meanwhile are found to ask the same: they are given the same answer.
        caller : str
            Who asks, as the limit for each caller counts.
        request : Request
            The request whose caller waits; its body has been read.

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
        computation = self.join(same, question, caller)
        leaving = asyncio.create_task(_gone(request))
        try:
            await asyncio.wait({computation.task, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not computation.task.done():
                raise CallerGone
            return _reply_of(computation)
        finally:
            leaving.cancel()
            computation.leave()

    def join(self, same: Same, question: PassedQuestion, caller: str) -> Computation:
        """Return the computation of a question, which is begun unless somebody asks the same; leave it at the end."""
        found = self._computations.get(same.answer) or self._unread.get(same.words)
        if found is None or found.task.cancelling():
            task = asyncio.create_task(self._compute(same, question, caller), name="question")
            found = self._computations[same.answer] = Computation(task)
            if same.words is not None:
                self._unread[same.words] = found
            self._running.add(task)
            task.add_done_callback(lambda _: self._done(same, task))
        found.wanted_by += 1
        return found

    def forget(self) -> None:
        """End the workers that are idle, and all others after their question: something was erased that they know."""
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
        seconds = self._service.settings.analysis_seconds
        async with self._turns.turn(caller):
            worker = self._worker()
            done = False
            try:
                async with asyncio.timeout(START_SECONDS):
                    await worker.start()
                self._read_now(same, asyncio.current_task())
                async with asyncio.timeout(seconds):
                    answer = await worker.ask(question)
                done = True
                return answer
            except TimeoutError:
                raise AnalysisTimeout(Message("questions.too_slow", seconds=seconds)) from None
            finally:
                if done and worker in self._all:
                    self._idle.append(worker)
                else:
                    await asyncio.shield(self._ended(worker))

    def _worker(self) -> WorkerProcess:
        if self._idle:
            return self._idle.pop()
        worker = WorkerProcess(self._threads, self._service)
        self._all.add(worker)
        return worker

    async def _ended(self, worker: WorkerProcess) -> None:
        self._all.discard(worker)
        await worker.end()


def _reply_of(computation: Computation) -> Reply:
    passed = computation.task.result()
    if isinstance(passed, ServiceError):
        raise passed
    return passed


async def _gone(request: Request) -> None:
    """Return when the caller has closed the connection."""
    with suppress(RuntimeError):
        while (await request.receive())["type"] != "http.disconnect":
            pass
