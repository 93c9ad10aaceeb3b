"""Team reporting lines: whom one of us reports to."""

from schemas.fields import Identifier, open_field
from schemas.resource import EdgeFields, End, Resource, Slot, Stamp
from schemas.vocabularies import TeamLineKind


class TeamReportingLineFields(EdgeFields):
    """Fields of a reporting line of ours that a caller may write."""

    member: Identifier | None = open_field("Who reports.", examples=["m1"])
    manager: Identifier | None = open_field("To whom.", examples=["m2"])
    line: TeamLineKind | None = open_field("Solid or dotted; solid when not sent.", examples=["solid"])


class TeamReportingLine(TeamReportingLineFields, Stamp):
    """A reporting line of ours as the service gives it back."""


TEAM_REPORTING_LINES = Resource(
    kind="team_reporting_line",
    fields=TeamReportingLineFields,
    record=TeamReportingLine,
    required=("member", "manager"),
    defaults={"line": "solid"},
    relation="REPORTS_TO",
    ends=(End("member", "team_member"), End("manager", "team_member")),
    distinguishing=("line",),
    scope="book",
    solid_tree=True,
    slot=Slot("line", "solid", ("member",)),
)
