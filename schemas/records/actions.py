"""Actions: what one of us does about a gap, with whom, through whom, by when."""

from collections.abc import Iterator, Mapping
from typing import Any

from schemas.analysis.gap_words import RemedyKind
from schemas.fields import Identifier, Prose, Words, judgement_field, open_field
from schemas.instants import Instant
from schemas.links import references_to
from schemas.messages.message import Message
from schemas.records.distinct_lists import Identifiers
from schemas.resource import Fault, RecordFields, RecordStamp, Resource
from schemas.vocabularies import ActionStatus


class ActionFields(RecordFields):
    """Fields of an action that a caller may write."""

    what: Words | None = judgement_field(
        "What is to be done, in words.", examples=["Ask Cy Moss for an introduction to Ada Brandt."]
    )
    kind: RemedyKind | None = open_field("The kind of thing it is.", examples=["introduce"])
    status: ActionStatus | None = open_field("How it stands; a new one is open.", examples=["open"])
    member: Identifier | None = open_field("Who of us does it.", examples=["m1"])
    person: Identifier | None = open_field("Whom it is about, or who is asked.", examples=["p1"])
    through: Identifiers | None = open_field("Through whom, in order: people of theirs.", examples=[["p2"]])
    opportunity: Identifier | None = open_field("Opportunity it serves.", examples=["o1"])
    chain: Identifier | None = open_field("Decision chain it serves.", examples=["ch1"])
    step: Identifier | None = open_field("Step of the chain before which it is due.")
    value_statement: Identifier | None = open_field("What to talk about.")
    due: Instant | None = open_field("By when.", examples=["2026-07-15T16:00:00.000000Z"])
    closed_at: Instant | None = open_field("When it was done or dropped.")
    outcome: Prose | None = judgement_field("What came of it.", examples=["She will introduce us on Thursday."])
    gap: Identifier | None = open_field(
        "Gap that it answers: its id in `analysis/gaps`. The gap then shows the action, and the action is done when "
        "the gap is closed.",
        examples=["gap-0c4f1a5d9be27a36"],
    )
    rule: Identifier | None = open_field("Rule of that gap.", examples=["key-player-uncovered"])


class Action(ActionFields, RecordStamp):
    """An action as the service gives it back."""


def _check_closing(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with when an action was closed: an open one was not."""
    if values.get("closed_at") is not None and values.get("status") == "open":
        yield "/closed_at", Message("records.open_action_closed")


ACTIONS = Resource(
    kind="action",
    fields=ActionFields,
    record=Action,
    required=("what",),
    defaults={"status": "open"},
    references=references_to(
        ("member", "team_member"), "person", ("through/*", "person"), "opportunity", "chain", "step", "value_statement"
    ),
    deadline="due",
    check=_check_closing,
)
