"""Value statements: claims made for an opportunity, sayable in a minute, and how they landed."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, Field

from schemas.fields import Identifier, Prose, judgement_field, open_field
from schemas.links import references_to
from schemas.messages.message import Message
from schemas.records.distinct_lists import Identifiers
from schemas.resource import Fault, RecordFields, RecordStamp, Resource
from schemas.vocabularies import Reaction

LONGEST_SECONDS = 60.0
"""A value statement that takes longer is refused."""

_CHINESE = re.compile(r"[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


def seconds_to_say(text: str) -> float:
    """Return how long a text takes to say: 4 Chinese characters or 2.5 words a second.

    What hangs together without a space ("on-site", "3.5", "don't") is one word; punctuation takes no time.

    Examples
    --------
    >>> seconds_to_say("停机减半")
    1.0
    >>> seconds_to_say("We halve standstills, on-site")
    1.6
    >>> seconds_to_say("SAP系统停机减半")
    1.9
    """
    words = _WORD.findall(_CHINESE.sub(" ", text))
    return len(_CHINESE.findall(text)) / 4 + len(words) / 2.5


class Delivery(BaseModel, extra="forbid"):
    """One time that a value statement was made to somebody."""

    interaction: Identifier = open_field("Interaction in which it was made.", default=..., examples=["i1"])
    person: Identifier = open_field("Who heard it.", default=..., examples=["p1"])
    reaction: Reaction = judgement_field("How they took it.", default=..., examples=["landed"])


class ValueStatementFields(RecordFields):
    """Fields of a value statement that a caller may write."""

    opportunity: Identifier | None = open_field("Opportunity it is made for.", examples=["o1"])
    text: Prose | None = open_field(
        "The claim, sayable in a minute, better in 20 seconds.",
        examples=["You halve the standstills of the paint shop within a year."],
    )
    aimed_at: Identifiers | None = open_field("Whom it is meant to convince.", examples=[["p1"]])
    deliveries: Annotated[list[Delivery], Field(max_length=500)] | None = judgement_field(
        "When it was made, to whom, and how they took it.",
        examples=[[{"interaction": "i1", "person": "p1", "reaction": "landed"}]],
    )


class ValueStatement(ValueStatementFields, RecordStamp):
    """A value statement as the service gives it back."""


def _check_length(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a text that takes more than a minute to say."""
    seconds = seconds_to_say(values.get("text") or "")
    if seconds > LONGEST_SECONDS:
        yield "/text", Message("records.statement_too_long", seconds=round(seconds, 1), longest=LONGEST_SECONDS)


VALUE_STATEMENTS = Resource(
    kind="value_statement",
    fields=ValueStatementFields,
    record=ValueStatement,
    required=("opportunity", "text"),
    nested=("deliveries",),
    fixed=("opportunity",),
    references=references_to(
        "opportunity",
        ("aimed_at/*", "person"),
        ("deliveries/*/interaction", "interaction"),
        ("deliveries/*/person", "person"),
    ),
    owner="opportunity",
    check=_check_length,
)
