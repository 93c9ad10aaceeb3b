"""Team members: our own people, known across all accounts."""

from typing import Annotated

from pydantic import AfterValidator, Field

from schemas.fields import Line, contact_field, open_field
from schemas.instants import Instant
from schemas.records.distinct_lists import UNIQUE, distinct
from schemas.resource import RecordFields, Resource, Stamp
from schemas.vocabularies import OurFunction, PersonStatus, Seniority

Subjects = Annotated[list[Line], Field(max_length=100, json_schema_extra=UNIQUE), AfterValidator(distinct)]


class TeamMemberFields(RecordFields):
    """Fields of a team member that a caller may write."""

    name: Line | None = open_field("Name as they write it, any script.", examples=["李娜 Li Na"])
    function: OurFunction | None = open_field("What they do for us.", examples=["sales"])
    unit: Line | None = open_field("Our unit they belong to.", examples=["Key accounts East"])
    seniority: Seniority | None = open_field("Level in our organisation.", examples=["manager"])
    region: Line | None = open_field("Region they look after.", examples=["East China"])
    industries: Subjects | None = open_field("Industries they know.", examples=[["machinery"]])
    products: Subjects | None = open_field("Products they know.", examples=[["pumps"]])
    mail: Line | None = contact_field("Mail address.", examples=["li.na@example.com"])
    status: PersonStatus | None = open_field("Whether they are still with us.", examples=["active"])
    left_at: Instant | None = open_field("When they left us.")


class TeamMember(TeamMemberFields, Stamp):
    """A team member as the service gives it back."""


TEAM_MEMBERS = Resource(
    kind="team_member",
    fields=TeamMemberFields,
    record=TeamMember,
    required=("name",),
    scope="book",
    named=True,
)
