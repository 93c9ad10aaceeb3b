"""Team reporting lines: whom one of us reports to."""

from schemas.fields import Identifier, open_field
from schemas.records.reporting import reporting
from schemas.resource import EdgeFields, End, Stamp
from schemas.vocabularies import TeamLineKind


class TeamReportingLineFields(EdgeFields):
    """Fields of a reporting line of ours that a caller may write."""

    member: Identifier | None = open_field("Who reports.", examples=["m1"])
    manager: Identifier | None = open_field("To whom.", examples=["m2"])
    line: TeamLineKind | None = open_field("Solid or dotted; solid when not sent.", examples=["solid"])


class TeamReportingLine(TeamReportingLineFields, Stamp):
    """A reporting line of ours as the service gives it back."""


TEAM_REPORTING_LINES = reporting(
    "team_reporting_line",
    TeamReportingLineFields,
    TeamReportingLine,
    End("member", "team_member"),
    lines=("line",),
    scope="book",
)
