"""Alliances: which two people stand together."""

from schemas.fields import Share, judgement_field, open_field
from schemas.records.pairs import PAIR_ENDS, Pair
from schemas.resource import EdgeFields, RecordStamp, Resource
from schemas.vocabularies import ConflictKind


class AllianceFields(EdgeFields):
    """Fields of an alliance that a caller may write."""

    people: Pair | None = open_field("The two people, in any order.", examples=[["p1", "p2"]])
    strength: Share | None = judgement_field("How strongly, 0 to 1; a missing one counts as 0.5.", examples=[0.6])
    kind: ConflictKind | None = judgement_field("What binds them.", examples=["political"])


class Alliance(AllianceFields, RecordStamp):
    """An alliance as the service gives it back."""


ALLIANCES = Resource(
    kind="alliance",
    fields=AllianceFields,
    record=Alliance,
    required=("people",),
    relation="ALLIED_WITH",
    ends=PAIR_ENDS,
)
