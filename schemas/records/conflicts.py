"""Conflicts: which two people work against each other."""

from schemas.fields import Share, judgement_field, open_field
from schemas.records.pairs import PAIR_ENDS, Pair
from schemas.resource import EdgeFields, RecordStamp, Resource
from schemas.vocabularies import ConflictKind


class ConflictFields(EdgeFields):
    """Fields of a conflict that a caller may write."""

    people: Pair | None = open_field("The two people, in any order.", examples=[["p1", "p2"]])
    strength: Share | None = judgement_field("How strongly, 0 to 1; a missing one counts as 0.5.", examples=[0.6])
    kind: ConflictKind | None = judgement_field("What they fight over.", examples=["budget"])


class Conflict(ConflictFields, RecordStamp):
    """A conflict as the service gives it back."""


CONFLICTS = Resource(
    kind="conflict",
    fields=ConflictFields,
    record=Conflict,
    required=("people",),
    relation="CONFLICTS_WITH",
    ends=PAIR_ENDS,
)
