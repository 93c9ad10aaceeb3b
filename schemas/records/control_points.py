"""Control points: the six levers of a sale, and who holds each."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args

from pydantic import BaseModel, Field

from schemas.fields import Identifier, Line, Prose, judgement_field, open_field
from schemas.instants import Instant
from schemas.links import references_to
from schemas.messages.message import Message
from schemas.records.assessors import Assessor
from schemas.resource import Fault, RecordFields, RecordStamp, Resource
from schemas.vocabularies import AwardMethod, AwardRule, ControlPointKey, ControlPointStatus

Points = Annotated[float, Field(strict=True, ge=0, le=1_000_000, allow_inf_nan=False)]

VALUES = {"award_method": get_args(AwardMethod), "award_rule": get_args(AwardRule)}
"""Control points whose value is one of a list."""


class ScoringItem(BaseModel, extra="forbid"):
    """One line of the customer's scoring sheet."""

    name: Line = open_field("What is scored.", default=..., examples=["Service within 4 hours"])
    points: Points = open_field("Points to be had.", default=..., examples=[15.0])
    expected_ours: Points | None = judgement_field("Points we expect.", examples=[12.0])
    expected_best_rival: Points | None = judgement_field("Points we expect of the best rival.", examples=[9.0])


class ControlPointFields(RecordFields):
    """Fields of a control point that a caller may write."""

    opportunity: Identifier | None = open_field("Opportunity it is a lever of.", examples=["o1"])
    key: ControlPointKey | None = open_field("Which of the six levers.", examples=["award_method"])
    status: ControlPointStatus | None = open_field("Who holds it; unknown when not sent.", examples=["shared"])
    value: Line | None = open_field("How it stands; award method and award rule have lists.", examples=["negotiated"])
    evidence: Prose | None = judgement_field("What it rests on.", examples=["Their buyer showed the draft"])
    observed_at: Instant | None = open_field("When it was seen so.")
    assessor: Assessor | None = open_field("Who says so.", examples=[{"kind": "team_member", "id": "m1"}])
    scoring: Annotated[list[ScoringItem], Field(max_length=100)] | None = judgement_field(
        "The scoring sheet, and what we expect.", examples=[[{"name": "Service within 4 hours", "points": 15.0}]]
    )


class ControlPoint(ControlPointFields, RecordStamp):
    """A control point as the service gives it back."""


def _check_value(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong where a value is not in its lever's list."""
    key, value = values.get("key"), values.get("value")
    if key in VALUES and value is not None and value not in VALUES[key]:
        yield "/value", Message("records.value_of_list", name=key, values=VALUES[key])


CONTROL_POINTS = Resource(
    kind="control_point",
    fields=ControlPointFields,
    record=ControlPoint,
    required=("opportunity", "key"),
    defaults={"status": "unknown"},
    nested=("scoring",),
    flattened=("assessor",),
    relation="ControlPoint",
    distinguishing=("opportunity", "key"),
    references=references_to("opportunity", ("assessor", "")),
    owner="opportunity",
    check=_check_value,
)
