"""Reports as they are asked for and listed."""

from pydantic import BaseModel, ConfigDict

from schemas.analysis.answer import Result, Whole
from schemas.fields import open_field
from schemas.instants import Instant
from schemas.reports.dates import ReportDate


class ReportBody(BaseModel):
    """The report that somebody wants made."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [{"date": "2026-07-01"}]})

    date: str | None = open_field(
        "Its date in the time zone of the service; default today.", examples=["2026-07-01"], max_length=10
    )


class ReportMark(Result):
    """One date of which there is, or will be, a report."""

    date: ReportDate = open_field("The date.", default=..., examples=["2026-07-01"])
    began_at: Instant | None = open_field(
        "When its run first began.", default=..., examples=["2026-07-01T02:00:00.000000Z"]
    )
    ended_at: Instant | None = open_field(
        "When that ended; null: it goes on, or was cut off.", default=..., examples=["2026-07-01T02:04:00.000000Z"]
    )
    failed: Whole | None = open_field(
        "Accounts of which nothing could be said; null until its run has ended.", default=..., examples=[0]
    )


class ReportDates(Result):
    """Dates of reports, the newest first."""

    items: tuple[ReportMark, ...] = open_field("Dates.", default=...)
    next_cursor: str | None = open_field("Send it as `cursor` for the next page; null at the end.", default=...)
