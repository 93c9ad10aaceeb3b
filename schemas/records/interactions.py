"""Interactions: contacts between our people and theirs."""

from functools import partial
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from schemas.fields import Count, Flag, Identifier, Line, Transcript, judgement_field, open_field, restricted_field
from schemas.instants import Instant
from schemas.links import references_to
from schemas.messages.message import Message, misfit
from schemas.records.distinct_lists import Identifiers, Participants
from schemas.resource import RecordFields, RecordStamp, Resource, check_order
from schemas.vocabularies import EXPERTISE, Channel, Depth, Direction, Initiator, Sentiment

EARLIEST = "1970-01-01T00:00:00.000000Z"


def _not_before_1970(instant: str) -> str:
    if instant < EARLIEST:
        raise misfit(Message("values.not_before_1970"))
    return instant


def _no_flag(value: object) -> object:
    if isinstance(value, bool):
        raise misfit(Message("values.not_a_flag"))
    return value


def _level_of_expertise(value: float) -> float:
    if value not in EXPERTISE:
        raise misfit(Message("values.expertise"))
    return value


ContactInstant = Annotated[Instant, AfterValidator(_not_before_1970)]
"""An instant at which people can have been in contact and somebody logged it."""

Expertise = Annotated[
    float,
    Field(strict=True),
    AfterValidator(_level_of_expertise),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1, "multipleOf": 0.5, "x-vocabulary": "expertise"}),
]


class InteractionFields(RecordFields):
    """Fields of an interaction that a caller may write."""

    at: ContactInstant | None = open_field("When it was.", examples=["2026-06-30T02:00:00.000000Z"])
    people: Participants | None = open_field("Which of theirs took part.", examples=[["p1", "p2"]])
    members: Identifiers | None = open_field("Which of us took part.", examples=[["m1"]])
    channel: Channel | None = open_field("How they met.", examples=["meeting"])
    opportunity: Identifier | None = open_field("Opportunity that it was about.")
    initiator: Initiator | None = open_field("Who began; absent: as the direction says.", examples=["theirs"])
    direction: Direction | None = open_field("Towards us, towards them, or both.", examples=["mutual"])
    depth: Annotated[Depth, BeforeValidator(_no_flag)] | None = open_field(
        "From 1 small talk, 2 a working topic, 3 needs and problems, 4 internal or budget matters to 5 advice sought.",
        examples=[3],
    )
    expertise: Expertise | None = open_field(
        "What our expertise did: 0 nothing, 0.5 competent, 1 they changed a view or used it.", examples=[0.5]
    )
    minutes: Count | None = open_field("How long it took.", examples=[45])
    sentiment: Annotated[Sentiment, BeforeValidator(_no_flag)] | None = judgement_field(
        "How it felt: -1, 0, 1, or unknown.", examples=[1]
    )
    needs_answer: Flag | None = open_field("Whether they wait for an answer.")
    answered_at: Instant | None = open_field("When it was answered.")
    content: Line | None = open_field("What was looked at.", examples=["Case study: paint shops"])
    views: Count | None = open_field("How often it was looked at.", examples=[2])
    text: Transcript | None = restricted_field("What was said or written; off by default.")
    source: Line | None = open_field("Where it was logged.", examples=["outlook"])


class Interaction(InteractionFields, RecordStamp):
    """An interaction as the service gives it back."""


INTERACTIONS = Resource(
    kind="interaction",
    fields=InteractionFields,
    record=Interaction,
    required=("at", "people", "channel"),
    references=references_to(("people/*", "person"), ("members/*", "team_member"), "opportunity"),
    dated="at",
    check=partial(check_order, earlier="at", later="answered_at"),
)
