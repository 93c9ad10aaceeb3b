"""Jobs: `GET /v1/jobs`, what each is doing, how it is stopped and resumed, and what it refused."""

import asyncio
from typing import Annotated

from fastapi import Depends, Query, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json

from app.dependencies import CallDep, strict_router
from app.http.content_types import EVENT_STREAM, JSON
from app.http.cursors import CursorBefore, list_name, next_link, read_cursor, write_cursor
from app.http.errors import problems
from app.http.etags import READ_CONDITION, UNCHANGED, conditional_read
from app.http.idempotency import receipt_of
from app.http.shapes.asked_shape import WITHOUT_NULLS
from app.jobs.analyses.analysis_jobs import AnalysisJobs
from app.jobs.answers import JobId, JobRunnerDep, accepted_answer, begun_answer, job_answer, job_body, job_etag
from app.jobs.events import job_events
from app.questions.asking import response_of
from app.records.list_parameters import LARGEST_PAGE
from app.records.write_endpoints import done_once
from app.security.grants import check_role
from app.security.streams import sent_while_known
from graph.jobs import AFTER_ALL
from schemas.errors import Conflict, NotFound
from schemas.fields import Identifier
from schemas.jobs import Job, JobKind, JobList, JobState
from schemas.messages.message import Message

router = strict_router("jobs")

CSV = "text/csv"

_EVENTS = """\
id: 3
event: progress
data: {"id":"01a20178-567f-7771-a39a-626e7dd1383a","state":"running","done":2000,"total":12500}

"""

_LAST_EVENT_ID = {
    "name": "Last-Event-ID",
    "in": "header",
    "description": "Id of the last event you had: an ended job that you know answers 204, so that you stop asking.",
    "schema": {"type": "string"},
}


async def get_analysis_jobs(request: Request) -> AnalysisJobs:
    """Return the analyses that are jobs of this service."""
    analyses: AnalysisJobs = request.state.analyses
    return analyses


AnalysesDep = Annotated[AnalysisJobs, Depends(get_analysis_jobs)]


class JobParameters(BaseModel):
    """What the list of jobs takes in its URL."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(100, ge=1, le=LARGEST_PAGE, description="Jobs of a page.")
    cursor: str | None = Field(None, max_length=2000, description="``next_cursor`` of the page before.")
    state: JobState | None = Field(None, description="Jobs in this state.")
    kind: JobKind | None = Field(None, description="Jobs of this kind.")


@conditional_read(router, "/jobs", "list_jobs", "Jobs, the newest first", JobList)
async def list_jobs(call: CallDep, asked: Annotated[JobParameters, Query()]) -> Response:
    """Every job that was ever begun; those that wait or run are at the top."""
    name = list_name("jobs", asked.state, asked.kind)
    before = read_cursor(asked.cursor, name, CursorBefore[Identifier]).before if asked.cursor is not None else AFTER_ALL
    found = await call.store.jobs.page(asked.limit + 1, before=before, state=asked.state or "", kind=asked.kind or "")
    jobs, more = found[: asked.limit], len(found) > asked.limit
    following = write_cursor(CursorBefore[Identifier](list_name=name, before=jobs[-1].id)) if more else None
    etag = call.etag("", list_name(name, before, following, [(job.id, job.version) for job in jobs]))
    body = {"items": [job_body(job) for job in jobs], "next_cursor": following}
    headers = {"ETag": etag, **next_link(call.request, following)}
    return call.unchanged(etag) or Response(to_json(body), 200, headers, JSON)


@conditional_read(router, "/jobs/{job_id}", "get_job", "One job: how far it is, or how it ended", Job, NotFound)
async def get_job(call: CallDep, job_id: JobId) -> Response:
    """With `If-None-Match` it costs little to ask again; `events` reports without being asked."""
    return job_answer(call, await call.store.jobs.get(job_id))


@router.get(
    "/jobs/{job_id}/events",
    operation_id="follow_job",
    summary="The progress of a job, as it comes",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "The job as it is, again with each change, and once more when it has ended.",
            "content": {EVENT_STREAM: {"schema": {"type": "string"}, "example": _EVENTS}},
            "headers": {"Cache-Control": {}},
        },
        204: {"description": "It has ended, and you know how"},
        **problems(NotFound),
    },
    openapi_extra={"parameters": [_LAST_EVENT_ID]},
)
async def follow_job(call: CallDep, job_id: JobId) -> Response:
    """Server-sent events, `data` a job as `GET` answers it. `event` is `progress`, and `end` of the last one.

    The stream ends with the job or its key, when the service stops, and after ten minutes: an `EventSource` comes again
    by itself.
    """
    job = await call.store.jobs.get(job_id)
    if job.has_ended and call.request.headers.get("last-event-id") == str(job.version):
        return Response(status_code=204)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    found = job_events(call.store, job, call.request.app.state.stopping)
    events = sent_while_known(found, call.check_still_known)
    return StreamingResponse(events, media_type=EVENT_STREAM, headers=headers)


@router.delete(
    "/jobs/{job_id}",
    operation_id="cancel_job",
    summary="Cancel a job",
    response_model=Job,
    responses={202: {"model": Job, "description": "It runs and was asked to stop"}, **problems(NotFound, Conflict)},
)
async def cancel_job(call: CallDep, runner: JobRunnerDep, job_id: JobId) -> Response:
    """What waits ends at once; what runs stops within seconds, and what it stored until then stays.

    What was uploaded for it is removed: a cancelled job cannot be resumed.
    """
    return accepted_answer(call, await runner.cancel(job_id))


@done_once(
    router,
    "/jobs/{job_id}/resume",
    "resume_job",
    Job,
    *(NotFound, Conflict),
    status_code=202,
    summary="Let a job that was interrupted or failed go on",
)
async def resume_job(call: CallDep, runner: JobRunnerDep, job_id: JobId) -> Response:
    """It begins anew with what was uploaded; what is stored already stays as it is, so the result is the same.

    It does what whoever began it may do, and needs that role of you too.
    """
    receipt = receipt_of(call, None, lambda job: accepted_answer(call, job))
    job = await call.store.jobs.get(job_id)
    check_role(call.principal, job.role)
    resumed = await call.store.jobs.resume(job_id, receipt, runner.check_files)
    return begun_answer(call, runner, resumed)


@router.get(
    "/jobs/{job_id}/rejects",
    operation_id="get_job_rejects",
    summary="What a job refused",
    response_class=FileResponse,
    responses={
        200: {
            "description": "A line for each record that was not stored, with the reason.",
            "content": {CSV: {"schema": {"type": "string"}, "example": "line,detail\n3,/name: 'name' is required\n"}},
            "headers": {"Content-Disposition": {}},
        },
        **UNCHANGED,
        **problems(NotFound),
    },
    openapi_extra=READ_CONDITION,
)
async def get_job_rejects(call: CallDep, runner: JobRunnerDep, job_id: JobId) -> Response:
    """A table as UTF-8 with a header, its reasons in the language of whoever began the job; kept for seven days."""
    job = await call.store.jobs.get(job_id)
    path = runner.folders.of(job_id).rejects
    if not job.has_ended or not await asyncio.to_thread(path.is_file):
        raise NotFound(Message("jobs.no_rejects", job=job_id))
    etag = job_etag(call, job)
    name = f"rejects-{job_id}.csv"
    return call.unchanged(etag) or FileResponse(path, media_type=CSV, filename=name, headers={"ETag": etag})


@router.get(
    "/jobs/{job_id}/result",
    operation_id="get_job_result",
    summary="The answer of an analysis that became a job",
    responses={
        200: {
            "description": "The answer",
            "content": {JSON: {"schema": {}, "example": {"account_id": "acme"}}},
            "headers": {"ETag": {"required": False}},
        },
        **UNCHANGED,
        **problems(NotFound),
    },
    openapi_extra=READ_CONDITION,
    **WITHOUT_NULLS,
)
async def get_job_result(call: CallDep, analyses: AnalysesDep, job_id: JobId) -> Response:
    """Status, headers and bytes as it would have been sent; kept for seven days, the last hundred, until an erasure."""
    await call.store.jobs.get(job_id)
    reply = await analyses.result(job_id)
    if reply is None:
        raise NotFound(Message("jobs.no_result", job=job_id))
    etag = reply.header("etag")
    return (etag and call.unchanged(etag)) or response_of(reply)
