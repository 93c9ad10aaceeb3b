"""Closeness notes: scores that another system holds; shown beside ours, never mixed in."""

from typing import Annotated

from pydantic import Field

from schemas.fields import Identifier, Line, judgement_field, open_field
from schemas.instants import Instant
from schemas.links import references_to
from schemas.resource import RecordFields, RecordStamp, Resource

Score = Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]
"""A number from 0 to 100."""


class ClosenessNoteFields(RecordFields):
    """Fields of a closeness note that a caller may write."""

    person: Identifier | None = open_field("Whom it is about.", examples=["p1"])
    member: Identifier | None = open_field("Which of us is that close; null: all of us together.")
    score: Score | None = judgement_field("How close, 0 to 100, as that system counts.", examples=[62.0])
    system: Line | None = open_field("Which system says so.", examples=["introhive"])
    at: Instant | None = open_field("When it said so.", examples=["2026-06-30T02:00:00.000000Z"])


class ClosenessNote(ClosenessNoteFields, RecordStamp):
    """A closeness note as the service gives it back."""


CLOSENESS_NOTES = Resource(
    kind="closeness_note",
    fields=ClosenessNoteFields,
    record=ClosenessNote,
    required=("person", "score", "system", "at"),
    references=references_to("person", ("member", "team_member")),
    dated="at",
)
