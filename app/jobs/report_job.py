"""The nightly report as a job: a snapshot of every account, goes on where it was cut off."""

from typing import Any

import uuid_utils

from app.jobs.work import Work
from app.reports.run.executors import process_pool, usual_workers
from app.reports.run.run import AskedRun, run_report
from schemas.api_keys import Role
from schemas.instants import Instant
from schemas.jobs import StoredJob
from schemas.messages.message import Language
from schemas.reports.dates import ReportDate


def report_job(
    on: ReportDate,
    as_of: Instant,
    *,
    author: str,
    role: Role,
    now: Instant,
    language: Language,
) -> StoredJob:
    """Return the job that makes the report of a date."""
    return StoredJob(
        id=str(uuid_utils.uuid7()),
        kind="report",
        state="queued",
        author=author,
        role=role,
        created_at=now,
        parameters={"date": on, "as_of": as_of},
        language=language,
    )


async def run_report_job(work: Work) -> dict[str, Any]:
    """Take the snapshots of a date that are not there yet, and return what became of them."""
    parameters = work.job.parameters
    asked = AskedRun(parameters["date"], parameters["as_of"])
    async with process_pool(work.store.folder, usual_workers()) as computing:
        result = await run_report(work.store, asked, computing, work.progress.note)
    failed = [{"account_id": one.account_id, "error": one.error} for one in result.failed]
    counts = {name: getattr(result, name) for name in ("accounts", "computed", "kept", "gone")}
    return {"report": f"/v1/reports/{result.date}", **counts, "failed": failed}
