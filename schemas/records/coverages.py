"""Coverages: which of us looks after whom, or after what."""

from typing import Annotated

from pydantic import BaseModel, Field, StrictInt

from schemas.fields import Identifier, Share, judgement_field, open_field
from schemas.instants import Instant
from schemas.resource import EdgeFields, End, RecordStamp, Resource, Slot
from schemas.vocabularies import CoverageTargetKind, Duty, Rung, Stance

CadenceDays = Annotated[StrictInt, Field(ge=1, le=3650)]


class CoverageTarget(BaseModel, extra="forbid"):
    """Who or what is looked after."""

    kind: CoverageTargetKind = open_field("What it is.", default=..., examples=["person"])
    id: Identifier = open_field("Its id.", default=..., examples=["p1"])


class CoverageFields(EdgeFields):
    """Fields of a coverage that a caller may write."""

    member: Identifier | None = open_field("Which of us.", examples=["m1"])
    target: CoverageTarget | None = open_field("Whom, or what.", examples=[{"kind": "person", "id": "p1"}])
    duty: Duty | None = open_field("In which duty.", examples=["owner"])
    stance: Stance | None = judgement_field("How they stand to our member.", examples=["friend"])
    desired_rung: Rung | None = open_field("How close we want to be.", examples=["trusted"])
    target_date: Instant | None = open_field("By when.")
    cadence_days: CadenceDays | None = open_field("Days from one contact to the next.", examples=[30])
    share: Share | None = open_field("Share of the duty, where several have it.", examples=[0.5])


class Coverage(CoverageFields, RecordStamp):
    """A coverage as the service gives it back."""


COVERAGES = Resource(
    kind="coverage",
    fields=CoverageFields,
    record=Coverage,
    required=("member", "target", "duty"),
    flattened=("target",),
    relation="COVERS",
    ends=(End("member", "team_member"), End("target", "")),
    distinguishing=("duty",),
    slot=Slot("duty", "owner", ("target_kind", "target_id")),
)
