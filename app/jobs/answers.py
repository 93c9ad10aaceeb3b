"""Jobs as answers: bodies, places and ETags."""

from typing import Annotated

from fastapi import Depends, Path, Request, Response
from pydantic_core import to_json

from app.http.calls import Call
from app.http.content_types import JSON
from app.http.idempotency import given_answer
from app.jobs.runner import JobRunner
from graph.write.receipts import StoredAnswer
from schemas.fields import Identifier
from schemas.jobs import Job, StoredJob


async def get_job_runner(request: Request) -> JobRunner:
    """Return what runs the jobs of this service."""
    runner: JobRunner = request.state.jobs
    return runner


def job_body(job: StoredJob) -> Job:
    """Return a job as callers see it."""
    return Job.of(job, f"/v1/jobs/{job.id}")


def job_etag(call: Call, job: StoredJob) -> str:
    """Return the ETag of a job: another with each change that can be seen."""
    return call.etag(job.created_at, job.version)


def job_answer(call: Call, job: StoredJob) -> Response:
    """Return a job as the answer to a read, 304 to whoever has it."""
    etag = job_etag(call, job)
    return call.unchanged(etag) or Response(to_json(job_body(job)), 200, {"ETag": etag}, JSON)


def accepted_answer(call: Call, job: StoredJob) -> Response:
    """Return a job as the answer to a request that is not done yet: 202 with its place, 200 where it has ended."""
    body = job_body(job)
    headers = {"ETag": job_etag(call, job), "Location": body.links.self}
    return Response(to_json(body), 200 if job.has_ended else 202, headers, JSON)


def begun_answer(call: Call, runner: JobRunner, begun: StoredJob | StoredAnswer) -> Response:
    """Let the runner look for a job that was begun, and answer with it, to a repeat as the first time."""
    runner.wake()
    return given_answer(begun) if isinstance(begun, StoredAnswer) else accepted_answer(call, begun)


JobRunnerDep = Annotated[JobRunner, Depends(get_job_runner)]
JobId = Annotated[Identifier, Path(description="Id of the job.", examples=["01a20178-567f-7771-a39a-626e7dd1383a"])]
