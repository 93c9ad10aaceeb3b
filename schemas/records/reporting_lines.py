"""Reporting lines: whom a person reports to, on paper."""

from schemas.fields import Identifier, open_field
from schemas.links import references_to
from schemas.records.reporting import reporting
from schemas.resource import EdgeFields, End, RecordStamp
from schemas.vocabularies import LineKind


class ReportingLineFields(EdgeFields):
    """Fields of a reporting line that a caller may write."""

    person: Identifier | None = open_field("Who reports.", examples=["p1"])
    manager: Identifier | None = open_field("To whom.", examples=["p2"])
    line: LineKind | None = open_field("Solid, dotted, or within one project; solid when not sent.")
    chain: Identifier | None = open_field("Decision chain of a project line.")


class ReportingLine(ReportingLineFields, RecordStamp):
    """A reporting line as the service gives it back."""


REPORTING_LINES = reporting(
    "reporting_line",
    ReportingLineFields,
    ReportingLine,
    End("person", "person"),
    lines=("line", "chain"),
    references=references_to("chain"),
)
