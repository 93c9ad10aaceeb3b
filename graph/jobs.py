"""Jobs in the store: made, taken, watched and ended, each change under a lock of its own job."""

import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, fields
from typing import Any

from graph.beside_records import BesideRecords
from graph.engine.client import GraphClient, Transaction
from graph.rising_clock import Clock
from graph.write.receipts import AlreadyAnswered, Receipt, Receipts, StoredAnswer
from schemas.api_keys import Role
from schemas.errors import Conflict, NotFound
from schemas.instants import instant_text
from schemas.jobs import RESUMABLE, STATES, JobState, StoredJob
from schemas.messages.message import Message

AFTER_ALL = "~"
"""Sorts after every id of a job."""

_AS_JSON = frozenset({"parameters", "result"})
_NAMES = tuple(field.name for field in fields(StoredJob))

Change = Callable[[StoredJob], dict[str, Any] | None]
"""Gives what to set of a job; None where it can no longer be changed."""


class Jobs(BesideRecords):
    """Reads and writes of jobs; made of the same as all of these."""

    def __init__(self, client: GraphClient, clock: Clock) -> None:
        super().__init__(client, clock)
        self._receipts = Receipts(client, clock)

    async def create(self, job: StoredJob, receipt: Receipt | None = None) -> StoredJob | StoredAnswer:
        """Keep a new job; with a receipt once, and return its answer instead, the first one to a repeat.

        Raises
        ------
        InvalidInput
            When another request had the key of the receipt.
        """

        async def begin(transaction: Transaction) -> StoredJob:
            await transaction.run("jobs.create", rows=[_row(job)])
            return job

        return await self._once(begin, receipt)

    async def create_once(self, job: StoredJob) -> StoredJob:
        """Keep a new job unless one of its id is kept, and return that which is: of several who try, one begins it."""

        async def begin(transaction: Transaction) -> StoredJob:
            if rows := await transaction.run("jobs.get", id=job.id):
                return _job(rows[0][0])
            await transaction.run("jobs.create", rows=[_row(job)])
            return job

        return await self._client.write(begin)

    async def get(self, job_id: str) -> StoredJob:
        """Return a job.

        Raises
        ------
        NotFound
            When there is none of that id.
        """
        return _only(job_id, await self._client.read("jobs.get", id=job_id))

    async def page(self, limit: int, *, before: str = AFTER_ALL, state: str = "", kind: str = "") -> list[StoredJob]:
        """Return jobs from the newest, of one state or kind where it is named."""
        rows = await self._client.read("jobs.list", before=before, state=state, kind=kind, limit=limit)
        return [_job(row) for [row] in rows]

    async def in_state(self, state: JobState) -> list[StoredJob]:
        """Return all jobs in a state, the oldest first."""
        return [_job(row) for [row] in await self._client.read("jobs.in_state", state=state)]

    async def counts(self) -> dict[str, int]:
        """Return how many jobs there are in each state."""
        rows = await self._client.read("jobs.count_states", states=list(STATES))
        return {**dict.fromkeys(STATES, 0), **{str(state): int(count) for state, count in rows}}

    async def take(self, job_id: str, owner: str) -> StoredJob | None:
        """Let a job that waits run by a process, and return it; None when it no longer waits."""

        def started(job: StoredJob) -> dict[str, Any] | None:
            begun = {"state": "running", "owner": owner, "started_at": self._now(), "alive_at": self.alive_at()}
            return begun if _waits(job) else None

        return await self._change(job_id, started)

    async def report(self, job: StoredJob, done: int, total: int | None) -> StoredJob | None:
        """Note how far a job is, and that its process lives; return it, None when it is no longer that process's."""

        def progressed(found: StoredJob) -> dict[str, Any] | None:
            progress = {"done": done, "total": total, "alive_at": self.alive_at()}
            return progress if _runs_by(found, job.owner) else None

        return await self._change(job.id, progressed)

    async def end(self, job: StoredJob, state: JobState, **changes: Any) -> StoredJob | None:
        """End a job that its process ran, and return it; None when it is no longer that process's.

        Parameters
        ----------
        changes : Any
            Other attributes of `StoredJob` to set.
        """
        ended = {**changes, "state": state, "ended_at": self._now(), "cancelling": False}
        return await self._change(job.id, lambda found: ended if _runs_by(found, job.owner) else None)

    async def interrupt_silent(self, since: str | None, detail_of: Callable[[StoredJob], str]) -> list[StoredJob]:
        """Interrupt jobs whose process has not said since an instant that it lives, and return them.

        Parameters
        ----------
        since : str or None
            None interrupts all that run: where no other process can run them.
        detail_of : callable
            Gives the sentence for people, in the language of the job.
        """

        def silent(job: StoredJob) -> dict[str, Any] | None:
            if job.state != "running" or (since is not None and (job.alive_at or "") >= since):
                return None
            ended = {"state": "cancelled"} if job.cancelling else {"state": "interrupted", "detail": detail_of(job)}
            return {**ended, "ended_at": self._now(), "cancelling": False}

        found = [await self._change(job.id, silent) for job in await self.in_state("running")]
        return [job for job in found if job is not None]

    async def refuse(self, job_id: str, error: str, detail: str) -> StoredJob | None:
        """Fail a job that waits and cannot begin; None when it no longer waits."""
        ended = {"state": "failed", "ended_at": self._now(), "error": error, "detail": detail}
        return await self._change(job_id, lambda job: ended if _waits(job) else None)

    async def cancel(self, job_id: str) -> StoredJob:
        """Cancel a job that waits or was interrupted, ask one that runs to stop, and return it.

        Raises
        ------
        NotFound
            When there is none of that id.
        Conflict
            When it has ended by itself.
        """

        def cancelled(job: StoredJob) -> dict[str, Any] | None:
            if job.state in {"done", "failed"}:
                raise Conflict(Message("jobs.nothing_to_cancel", job=job.id, state=job.state))
            if job.state == "running":
                return None if job.cancelling else {"cancelling": True}
            return None if job.state == "cancelled" else {"state": "cancelled", "ended_at": self._now()}

        return await self._change(job_id, cancelled) or await self.get(job_id)

    async def resume(
        self, job_id: str, receipt: Receipt | None = None, check: Callable[[StoredJob], None] = lambda job: None
    ) -> StoredJob | StoredAnswer:
        """Let a job that failed or was interrupted wait for its turn again; receipts are as with `create`.

        Parameters
        ----------
        check : callable
            Raises where it cannot go on for another reason; not asked where the request was answered before.

        Raises
        ------
        NotFound
            When there is none of that id.
        Conflict
            When it neither failed nor was interrupted.
        InvalidInput
            When another request had the key of the receipt.
        """

        async def begin(transaction: Transaction) -> StoredJob:
            job = await _locked(transaction, job_id)
            waiting = _waiting_again(job)
            check(job)
            return await _set(transaction, job, waiting)

        return await self._once(begin, receipt)

    async def _once(
        self, begin: Callable[[Transaction], Awaitable[StoredJob]], receipt: Receipt | None
    ) -> StoredJob | StoredAnswer:
        if receipt is None:
            return await self._client.write(begin, spare=True)

        async def work(transaction: Transaction) -> StoredAnswer:
            await self._receipts.take(transaction, receipt)
            return await self._receipts.keep(transaction, receipt, (), await begin(transaction))

        try:
            answer = await self._client.write(work, spare=True)
        except AlreadyAnswered as before:
            return before.answer
        await self._receipts.forget_old()
        return answer

    async def _change(self, job_id: str, change: Change) -> StoredJob | None:
        return await self._client.write(lambda transaction: _change(transaction, job_id, change), spare=True)

    def _now(self) -> str:
        return instant_text(self._clock())


async def _change(transaction: Transaction, job_id: str, change: Change) -> StoredJob | None:
    job = await _locked(transaction, job_id)
    changes = change(job)
    return None if changes is None else await _set(transaction, job, changes)


async def _locked(transaction: Transaction, job_id: str) -> StoredJob:
    return _only(job_id, await transaction.run("jobs.lock", id=job_id, token=secrets.token_hex(8)))


async def _set(transaction: Transaction, job: StoredJob, changes: dict[str, Any]) -> StoredJob:
    seen = any(getattr(job, name) != value for name, value in changes.items() if name != "alive_at")
    properties = _properties({**changes, "version": job.version + seen})
    return _only(job.id, await transaction.run("jobs.change", id=job.id, properties=properties))


def _waiting_again(job: StoredJob) -> dict[str, Any]:
    if job.state not in RESUMABLE:
        raise Conflict(Message("jobs.not_resumable", job=job.id, state=job.state))
    return {"state": "queued", **dict.fromkeys(("ended_at", "error", "detail", "result", "total")), "done": 0}


def _waits(job: StoredJob) -> bool:
    return job.state == "queued"


def _runs_by(job: StoredJob, owner: str | None) -> bool:
    return job.state == "running" and job.owner == owner


def _only(job_id: str, rows: list[list[Any]]) -> StoredJob:
    if not rows:
        raise NotFound(Message("jobs.not_found", job=job_id))
    return _job(rows[0][0])


def _row(job: StoredJob) -> dict[str, Any]:
    return {name: value for name, value in _properties(asdict(job)).items() if value is not None}


def _properties(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: json.dumps(value, ensure_ascii=False) if name in _AS_JSON and value is not None else value
        for name, value in values.items()
    }


def _job(row: Mapping[str, Any]) -> StoredJob:
    found = {name: json.loads(row[name]) if name in _AS_JSON else row[name] for name in _NAMES if name in row}
    return StoredJob(**{**found, "role": Role(row["role"])})
