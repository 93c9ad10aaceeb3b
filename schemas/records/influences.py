"""Influences: who moves whom, whatever the chart says."""

from schemas.fields import Identifier, Line, Share, judgement_field, open_field
from schemas.resource import EdgeFields, End, RecordStamp, Resource


class InfluenceFields(EdgeFields):
    """Fields of an influence that a caller may write."""

    source: Identifier | None = open_field("Who moves.", examples=["p1"])
    target: Identifier | None = open_field("Who is moved.", examples=["p2"])
    strength: Share | None = judgement_field("How strongly, 0 to 1; a missing one counts as 0.5.", examples=[0.6])
    topic: Line | None = judgement_field("In which matters.", examples=["budget"])


class Influence(InfluenceFields, RecordStamp):
    """An influence as the service gives it back."""


INFLUENCES = Resource(
    kind="influence",
    fields=InfluenceFields,
    record=Influence,
    required=("source", "target"),
    relation="INFLUENCES",
    ends=(End("source", "person"), End("target", "person")),
)
