"""Imports: `POST /v1/imports`."""

import asyncio
from typing import Annotated, Any, Literal

from fastapi import Query, Response
from pydantic import BaseModel, ConfigDict, Field

from app.dependencies import CallDep, strict_router
from app.http.calls import Call
from app.http.content_types import check_content_type
from app.http.idempotency import key_of
from app.http.uploads import ACCEPTED, ZIP, store_body
from app.jobs.answers import JobRunnerDep
from app.jobs.archives import UNPACKED_TIMES, unpack
from app.jobs.beginning import begin_job, begins_a_job
from app.jobs.import_job import FORMATS
from app.jobs.job_folders import JobFolder
from app.jobs.runner import JobRunner
from app.jobs.work import queued_job
from app.settings import MEGABYTE
from schemas.messages.message import Message

router = strict_router("jobs")

_BODY: dict[str, Any] = {
    "required": True,
    "description": "A zip archive of at most 200 MB (`STAKEGRAPH_UPLOAD_MEGABYTES`), unpacked of ten times that, with"
    " at most 1,000 files at its top or in one folder. `salesforce`: the CSV files of a data export, as for the other"
    " mappings that come along; `mapping`: CSV files beside a `mapping.toml` of your own; `ndjson`: one file that ends"
    " in `.ndjson`, its lines as those of `/v1/sync`.",
    "content": {ZIP: {"schema": {"type": "string", "format": "binary"}, "example": "the bytes of the archive"}},
}


class ImportParameters(BaseModel):
    """What an import takes in its URL."""

    model_config = ConfigDict(extra="forbid")

    format: Literal[*FORMATS] = Field(description="What the archive holds.", examples=["salesforce"])  # type: ignore[valid-type]
    dry_run: bool = Field(False, description="Check everything, report what would be stored, and store nothing.")


@router.post(
    "/imports",
    operation_id="create_import",
    summary="Import an archive of files, as a job",
    **begins_a_job({"requestBody": _BODY}),
)
async def create_import(call: CallDep, runner: JobRunnerDep, asked: Annotated[ImportParameters, Query()]) -> Response:
    """The archive is checked as a whole before the answer; its records are stored when the job's turn comes.

    Sound records are stored, the others are listed with the reason under the job's `rejects`. Sending the same again
    changes nothing.
    """
    check_content_type(call.request, ACCEPTED.__contains__, Message("requests.send_archive", type=ZIP), ACCEPTED)
    key_of(call)
    await runner.check_room()
    job = queued_job("import", call.principal, call.store.clock(), asked.model_dump(), call.language)
    return await begin_job(call, runner, job, lambda folder: _receive(call, runner, folder, asked))


async def _receive(call: Call, runner: JobRunner, folder: JobFolder, asked: ImportParameters) -> str:
    """Write the body to disk, unpack and check it, and return its digest."""
    form = FORMATS[asked.format]
    limit = int(call.request.app.state.settings.upload_megabytes * MEGABYTE)
    with runner.waiting.arriving():
        digest = await store_body(call.request, folder.upload, limit)

    def unpack_and_check() -> list[str]:
        room = runner.waiting.room(limit)
        unpack(folder.upload, folder.files, form.suffixes, limit * UNPACKED_TIMES, room)
        folder.upload.unlink()
        return list(form.check(folder.files, asked.dry_run))

    call.check_kinds(await asyncio.to_thread(unpack_and_check))
    return digest
