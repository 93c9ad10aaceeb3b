"""Gap states: what is remembered of a gap from day to day, and what planners said of it."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, Field

from schemas.fields import Identifier, Line, Words, judgement_field, open_field
from schemas.instants import Instant
from schemas.links import references_to
from schemas.records.distinct_lists import Identifiers
from schemas.resource import Fault, RecordFields, RecordStamp, Resource, check_order
from schemas.vocabularies import GapVerdict, Severity

MOST_FEEDBACK = 100
"""The newest of a gap that are kept."""


class GapMute(BaseModel, extra="forbid"):
    """Who does not want to be reminded of a gap, why, and until when."""

    by: Line = open_field("Who said so.", default=..., examples=["keeper"])
    reason: Words = judgement_field("Why.", default=..., examples=["She retires in March."])
    until: Instant = open_field("It is muted until then.", default=..., examples=["2026-09-30T16:00:00.000000Z"])
    at: Instant = open_field("When it was said.", default=..., examples=["2026-06-30T02:00:00.000000Z"])


class GapFeedback(BaseModel, extra="forbid"):
    """A planner's word on a gap."""

    by: Line = open_field("Who said so.", default=..., examples=["keeper"])
    verdict: GapVerdict = judgement_field(
        "Whether the finding is right, wrong, or known already.", default=..., examples=["wrong"]
    )
    reason: Words | None = judgement_field("Why.", examples=["He left the project; the list is old."])
    at: Instant = open_field("When it was said.", default=..., examples=["2026-06-30T02:00:00.000000Z"])


class GapStateFields(RecordFields):
    """Fields of a gap state that a caller may write; refreshing the gaps of an account writes them."""

    rule: Identifier | None = open_field("Rule that sees the gap.", examples=["overdue-contact"])
    severity: Severity | None = open_field("How bad it was when it was last opened.", examples=["high"])
    chain: Identifier | None = open_field("Decision chain that it is about.")
    people: Identifiers | None = open_field("People it is about.", examples=[["p1"]])
    members: Identifiers | None = open_field("Who of us it is about.", examples=[["t1"]])
    departments: Identifiers | None = open_field("Departments it is about.", examples=[["d1"]])
    opportunities: Identifiers | None = open_field("Opportunities it is about.", examples=[["o1"]])
    steps: Identifiers | None = open_field("Steps it is about.", examples=[["s1"]])
    first_seen: Instant | None = open_field("When it was first seen.", examples=["2026-06-01T00:00:00.000000Z"])
    since: Instant | None = open_field("When it was last opened.", examples=["2026-06-01T00:00:00.000000Z"])
    closed_at: Instant | None = open_field("When it was found closed; null: it is open.")
    times_opened: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] | None = open_field(
        "How often it was opened.", examples=[1]
    )
    mute: GapMute | None = judgement_field("Whether it is muted.")
    feedback: Annotated[list[GapFeedback], Field(max_length=MOST_FEEDBACK)] | None = judgement_field(
        "What planners said of it, the oldest first."
    )


class GapState(GapStateFields, RecordStamp):
    """A gap state as the service gives it back."""


def _check_times(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield which instants stand in the wrong order."""
    yield from check_order(values, "first_seen", "since")
    yield from check_order(values, "since", "closed_at")


def _event(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> str | None:
    """Return whether a gap was opened or closed.

    Examples
    --------
    >>> _event(None, {}), _event({}, {"closed_at": "2026"}), _event({"closed_at": "2026"}, {}), _event({}, {})
    ('gap.opened', 'gap.closed', 'gap.opened', None)
    """
    was_open = before is not None and before.get("closed_at") is None
    is_open = after.get("closed_at") is None
    if was_open == is_open:
        return None
    return "gap.opened" if is_open else "gap.closed"


GAP_STATES = Resource(
    kind="gap_state",
    fields=GapStateFields,
    record=GapState,
    required=("rule", "first_seen", "since"),
    defaults={"times_opened": 1},
    nested=("mute", "feedback"),
    fixed=("rule", "chain", "people", "members", "departments", "opportunities", "steps"),
    read_only=True,
    event=_event,
    references=references_to(
        "chain",
        ("people/*", "person"),
        ("members/*", "team_member"),
        ("departments/*", "department"),
        ("opportunities/*", "opportunity"),
        ("steps/*", "step"),
    ),
    check=_check_times,
)
