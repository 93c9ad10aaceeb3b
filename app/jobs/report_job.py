"""The nightly report as a job: a snapshot of every account, goes on where it was cut off."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.analysis.book.scores import read_scores
from app.jobs.work import Work, queued_job
from app.reports.run.executors import process_pool, usual_workers
from app.reports.run.run import AskedRun, run_report
from app.reports.run.workers import prepare_worker_of_service
from app.security.grants import role_needed
from app.security.principals import Principal
from graph.store import Store
from schemas.instants import Instant, instant_text, parse_instant
from schemas.jobs import JobState, StoredJob
from schemas.messages.message import Language
from schemas.reports.dates import ReportDate

SCHEDULE = "schedule"
"""Author of the jobs that nobody asked for."""

AGAIN = timedelta(minutes=5)
"""After so long a job of the schedule that failed is begun again."""


def report_job(on: ReportDate, as_of: Instant, principal: Principal, now: datetime, language: Language) -> StoredJob:
    """Return the job that makes the report of a date."""
    return queued_job("report", principal, now, {"date": on, "as_of": as_of}, language)


async def scheduled_report(store: Store, wake: Callable[[], None], on: ReportDate, as_of: Instant) -> JobState:
    """Begin the job of the schedule for a date, or go on with it where it was interrupted or failed some time ago.

    Parameters
    ----------
    wake : callable
        Lets the runner of jobs look for one that waits.

    Returns
    -------
    str
        How the job stood; a cancelled one stays so.

    Raises
    ------
    Conflict
        When another service goes on with it.
    """
    now = store.clock()
    job = await store.jobs.create_once(scheduled_job(on, as_of, now=now))
    failed_long_ago = job.state == "failed" and (job.ended_at or "") <= instant_text(now - AGAIN)
    if job.state == "interrupted" or failed_long_ago:
        await store.jobs.resume(job.id)
    wake()
    return job.state


def scheduled_job(on: ReportDate, as_of: Instant, *, now: datetime) -> StoredJob:
    """Return the job that the schedule begins for a date.

    Its id follows from the date: whoever looks at the same date, here or in another service, begins the same job.
    """
    drawn = int.from_bytes(hashlib.sha256(f"report {on}".encode()).digest()[:10])
    milliseconds = int(parse_instant(as_of).timestamp() * 1000)
    schedule = Principal(SCHEDULE, role_needed("POST", "/reports"))
    job = report_job(on, as_of, schedule, now, "en")
    return replace(job, id=str(UUID(int=_version_7(milliseconds << 80 | drawn))))


def _version_7(number: int) -> int:
    """Return 128 bits as those of a UUID of version 7 (RFC 9562): jobs are listed in the order of their ids."""
    return number & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62


async def run_report_job(work: Work) -> dict[str, Any]:
    """Take the snapshots of a date that are not there yet, and return what became of them."""
    parameters = work.job.parameters
    asked = AskedRun(parameters["date"], parameters["as_of"])
    async with process_pool(work.store.folder, usual_workers(), prepare_worker_of_service) as computing:
        result = await run_report(work.store, asked, computing, work.progress.note)
    await read_scores(work.store, asked.as_of, {})  # or the first to ask across accounts in the morning waits for it
    failed = [{"account_id": one.account_id, "error": one.error} for one in result.failed]
    counts = {name: getattr(result, name) for name in ("accounts", "computed", "kept", "gone")}
    return {"report": f"/v1/reports/{result.date}", **counts, "failed": failed}
