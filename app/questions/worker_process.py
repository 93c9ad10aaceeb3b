"""The service's end of a worker: a process that is started, asked, and ended when its answer is no longer wanted."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Any

from app.questions.passing import Passed, PassedQuestion
from app.questions.worker import Service, serve_questions
from schemas.errors import StoreUnavailable
from schemas.messages.message import Message


class WorkerProcess:
    """One worker; `ask` one thing at a time.

    Parameters
    ----------
    threads : ThreadPoolExecutor
        In one of them each question waits for its answer.
    service : Service
        This service, which it copies.
    """

    def __init__(self, threads: ThreadPoolExecutor, service: Service) -> None:
        context = get_context("spawn")
        self._pipe, self._other_end = context.Pipe()
        self._threads = threads
        given = (self._other_end, service)
        self._process = context.Process(target=serve_questions, args=given, daemon=True, name="questions")
        self._changing = threading.Lock()
        self._started = self._ended = False

    async def start(self) -> None:
        """Start the process, unless it runs, and return when it waits for questions; cancelled, it is to be ended.

        Raises
        ------
        StoreUnavailable
            When it ended before: it did not reach the store, or there was no memory.
        """
        await self._in_thread(self._start)

    async def ask(self, question: PassedQuestion) -> Passed:
        """Return what became of a question; cancelled, the worker is to be ended.

        Raises
        ------
        StoreUnavailable
            When the process ended meanwhile: somebody killed it, or there was no memory.
        """
        answer: Passed = await self._in_thread(partial(self._exchange, question))
        return answer

    async def _in_thread(self, call: Callable[[], Any]) -> Any:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, call)
        except (EOFError, OSError):
            raise StoreUnavailable(Message("questions.worker_lost")) from None

    def _start(self) -> None:
        with self._changing:
            if self._ended:
                raise EOFError
            if self._started:
                return
            self._started = True
            self._process.start()
            self._other_end.close()  # else the end of the process would not be seen here
        self._pipe.recv()

    def _exchange(self, question: PassedQuestion) -> Any:
        self._pipe.send(question)
        return self._pipe.recv()

    async def end(self) -> None:
        """End the process at once, whatever it does."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self._end)

    def _end(self) -> None:
        with self._changing:
            self._ended = True
            if self._started:
                self._process.kill()
                self._process.join()
            self._pipe.close()
