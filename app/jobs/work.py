"""Everything that a job needs to do its work, and the lanes in which jobs work side by side."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import uuid_utils

from app.jobs.job_folders import JobFolder
from app.security.principals import Principal
from graph.store import Store
from schemas.instants import instant_text
from schemas.jobs import JobKind, StoredJob
from schemas.messages.message import Language

logger = logging.getLogger("stakegraph.jobs")


@dataclass(slots=True)
class Progress:
    """How far a job is; `total` is None while nobody knows."""

    done: int = 0
    total: int | None = None

    def note(self, done: int, total: int | None) -> None:
        """Take note; others can see it a quarter of a second later."""
        self.done, self.total = done, total


@dataclass(frozen=True, slots=True)
class Work:
    """One job that runs: where it stores, its parameters, where its files lie, and where it notes its progress."""

    store: Store
    job: StoredJob
    folder: JobFolder
    progress: Progress = field(default_factory=Progress)


Worker = Callable[[Work], Awaitable[dict[str, Any]]]
"""Does the work of one kind of job and returns what came of it.

It may be stopped wherever it waits; begun again, it must come to the same result.
"""


@dataclass(slots=True, eq=False)
class Lane:
    """Jobs of one kind, so many of which run at once, beside those of other lanes."""

    kind: JobKind
    worker: Worker
    at_once: int = 1
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    running: "set[asyncio.Task[None]]" = field(default_factory=set)

    @property
    def has_room(self) -> bool:
        """Whether another may run."""
        return len(self.running) < self.at_once

    def begin(self, running: Coroutine[Any, Any, None]) -> None:
        """Let a job run, and look for the next when it has ended."""
        task = asyncio.create_task(running, name=self.kind)
        self.running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self.running.discard(task)
        self.woken.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("kind=%s class=%s", self.kind, type(error).__name__, exc_info=error)


def queued_job(
    kind: JobKind, principal: Principal, now: datetime, parameters: dict[str, Any], language: Language
) -> StoredJob:
    """Return a job that waits for its turn, begun by somebody now; ids rise with time.

    Parameters
    ----------
    parameters : dict
        What it is to do, in JSON.
    language : {"en", "zh"}
        Of what it reports to people.
    """
    return StoredJob(
        id=str(uuid_utils.uuid7()),
        kind=kind,
        state="queued",
        author=principal.id,
        role=principal.role,
        created_at=instant_text(now),
        parameters=parameters,
        language=language,
    )
