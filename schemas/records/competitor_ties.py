"""Competitor ties: how close a competitor is to a person."""

from schemas.fields import Identifier, judgement_field, open_field
from schemas.resource import EdgeFields, End, RecordStamp, Resource
from schemas.vocabularies import Rung


class CompetitorTieFields(EdgeFields):
    """Fields of a competitor's tie that a caller may write."""

    competitor: Identifier | None = open_field("Which competitor.", examples=["c1"])
    person: Identifier | None = open_field("To whom.", examples=["p1"])
    rung: Rung | None = judgement_field("How close they are.", examples=["trusted"])


class CompetitorTie(CompetitorTieFields, RecordStamp):
    """A competitor's tie as the service gives it back."""


COMPETITOR_TIES = Resource(
    kind="competitor_tie",
    fields=CompetitorTieFields,
    record=CompetitorTie,
    required=("competitor", "person"),
    relation="KNOWS",
    ends=(End("competitor", "competitor"), End("person", "person")),
)
