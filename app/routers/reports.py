"""Reports: `POST /v1/reports` makes that of a date, `GET` lists the dates and answers one in any form."""

from typing import Annotated

from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json

from app.dependencies import CallDep, LanguageCallDep, strict_router
from app.http.bodies import body_documentation, read_json
from app.http.cursors import CursorBefore, list_name, next_link, read_cursor, write_cursor
from app.http.errors import problems
from app.http.etags import READ_CONDITION, UNCHANGED, conditional_read
from app.http.uploads import room_on_disk
from app.jobs.answers import JobRunnerDep
from app.jobs.beginning import begin_job, begins_a_job
from app.jobs.job_folders import JobFolder
from app.jobs.report_job import report_job
from app.messages.validation import validated
from app.records.list_parameters import LARGEST_PAGE
from app.reports.forms.files import MEDIA_TYPES, Form
from app.reports.made import check_reader, report_form
from app.reports.run.dates import report_date
from graph.snapshots.keeping import AFTER_ALL
from schemas.errors import InvalidInput, NotFound
from schemas.fields import Identifier
from schemas.instants import beginning
from schemas.messages.message import Message
from schemas.reports.asked import ReportBody, ReportDates, ReportMark
from schemas.reports.dates import ReportDate
from schemas.reports.report import Report

router = strict_router("analysis")

Date = Annotated[str, Path(description="Date of the report.", examples=["2026-07-01"])]
Owner = Annotated[Identifier | None, Query(description="Only accounts of this one of us.")]
Account = Annotated[Identifier | None, Query(description="Only this account.")]
Format = Annotated[Form, Query(alias="format", description="`csv` is a zip of tables.")]


class ReportParameters(BaseModel):
    """What the list of reports takes in its URL."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(100, ge=1, le=LARGEST_PAGE, description="Dates of a page.")
    cursor: str | None = Field(None, max_length=2000, description="``next_cursor`` of the page before.")


@router.post(
    "/reports",
    operation_id="create_report",
    summary="Make the report of a date, as a job",
    **begins_a_job(body_documentation(ReportBody)),
)
async def create_report(call: CallDep, runner: JobRunnerDep) -> Response:
    """Takes a snapshot of every account of which there is none of that date; sent again, it changes nothing."""
    body = await read_json(call.request)
    settings, now = call.request.app.state.settings, call.store.clock()
    wanted = validated(ReportBody, body).date or now.astimezone(settings.zone).date().isoformat()
    on = report_date(wanted, now, settings.zone)
    await runner.check_room()
    job = report_job(on, beginning(on, settings.zone), call.principal, now, call.language)

    async def fill(folder: JobFolder) -> object:
        return body

    return await begin_job(call, runner, job, fill)


@conditional_read(router, "/reports", "list_reports", "Dates of which there are reports", ReportDates)
async def list_reports(call: CallDep, asked: Annotated[ReportParameters, Query()]) -> Response:
    """The newest first, each with whether its run ended, and how many accounts it could say nothing of."""
    name = list_name("reports")
    before = read_cursor(asked.cursor, name, CursorBefore[ReportDate]).before if asked.cursor is not None else AFTER_ALL
    found = await call.store.report_runs.page(asked.limit + 1, before)
    runs = found[: asked.limit]
    more = len(found) > len(runs)
    marks = [
        ReportMark(
            date=run.date,
            began_at=run.began_at,
            ended_at=run.ended_at,
            failed=len(run.failed) if run.ended_at else None,
        )
        for run in runs
    ]
    following = write_cursor(CursorBefore[ReportDate](list_name=name, before=runs[-1].date)) if more else None
    text = to_json(ReportDates(items=tuple(marks), next_cursor=following))
    return call.answer(text, next_link(call.request, following))


@router.get(
    "/reports/{date}",
    operation_id="get_report",
    summary="The report of a date, in one of four forms",
    response_model=Report,
    responses={
        200: {
            "description": "The report. Its other forms say what the JSON says: docs/reports.md.",
            "content": {
                kind.split(";")[0]: {"schema": {}, "example": "the report"}
                for form, kind in MEDIA_TYPES.items()
                if form != "json"
            },
        },
        **UNCHANGED,
        **problems(NotFound),
    },
    openapi_extra=READ_CONDITION,
)
async def get_report(
    call: LanguageCallDep, date: Date, owner: Owner = None, account: Account = None, form: Format = "json"
) -> Response:
    """From its snapshots: of the whole book, of one owner or of one account. Every form shows the same numbers."""
    if owner is not None and account is not None:
        raise InvalidInput.at("?account", Message("book.one_reader"))
    settings = call.request.app.state.settings
    on = report_date(date, call.store.clock(), settings.zone, "date")
    reader = ("account", account) if account is not None else ("owner", owner) if owner is not None else ("book", None)
    try:
        await check_reader(call.store, *reader)
    except NotFound as error:
        raise InvalidInput.at(f"?{reader[0]}", error.detail) from None
    with room_on_disk():  # a workbook waits there while it is written
        content = await report_form(call.store, on, call.language, form, *reader)
    return call.answer(content, call.headers, MEDIA_TYPES[form])
