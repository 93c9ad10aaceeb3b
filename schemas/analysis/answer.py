"""The fields that every computed answer has, and the way it says that something cannot be known."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from schemas.fields import Identifier, open_field
from schemas.instants import Instant
from schemas.vocabularies import NullReason

Reasons = dict[str, NullReason]
"""For each field that is null: why."""

Probability = Annotated[float, Field(ge=0, le=1)]
"""A number from 0 to 1."""

Percent = Annotated[float, Field(ge=0, le=100)]
"""A number from 0 to 100."""

Amount = Annotated[float, Field(ge=0)]
"""A number from 0 without an upper end."""

Whole = Annotated[int, Field(ge=0)]
"""A whole number from 0."""


class Result(BaseModel):
    """Any part of a computed answer."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, json_schema_serialization_defaults_required=True
    )


class Answer(Result):
    """Of what the answer was computed: the same six values and the same question give the same bytes."""

    account_id: Identifier = open_field("Account that was asked about.", default=..., examples=["acme"])
    as_of: Instant = open_field("What was so at this instant.", default=..., examples=["2026-07-01T00:00:00.000000Z"])
    known_at: Instant = open_field(
        "As it was known at this instant.", default=..., examples=["2026-06-30T23:12:05.123456Z"]
    )
    revision: Whole = open_field("Revision of the account at ``known_at``.", default=..., examples=[7])
    book_revision: Whole = open_field("Revision of the book-wide records at ``known_at``.", default=..., examples=[3])
    settings: str = open_field(
        "Fingerprint of the resolved settings.", default=..., examples=["0c4f1a5d9be27a36"], min_length=1
    )


def assumed_lines_field() -> Any:
    """Return the field that says on how many lines an answer rests that nobody drew."""
    return open_field(
        "Pairs of report and manager in the account that are assumed, and on which influence rests too; 0: none.",
        default=...,
        examples=[0],
    )


class InfluenceAnswer(Answer):
    """An answer that rests on influence, and so on lines that nobody drew."""

    assumed_lines: Whole = assumed_lines_field()
