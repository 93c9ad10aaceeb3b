"""Everything that a job needs to do its work."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from app.jobs.job_folders import JobFolder
from graph.store import Store
from schemas.jobs import StoredJob


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
