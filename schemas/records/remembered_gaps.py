"""What is remembered of gaps, as answers give it, and what callers say of one."""

from schemas.analysis.answer import Result, Whole
from schemas.analysis.gap_words import Severity
from schemas.fields import Identifier, Line, judgement_field, open_field
from schemas.instants import Instant
from schemas.records.gap_states import GapFeedback, GapMute
from schemas.resource import Body
from schemas.vocabularies import GapVerdict


class RememberedGap(Result):
    """A gap as it is remembered."""

    id: Identifier = open_field("Its id.", default=..., examples=["gap-0c4f1a5d9be27a36"])
    rule: Identifier = open_field("Its rule.", default=..., examples=["overdue-contact"])
    severity: Severity | None = open_field("How bad it was when it was last opened.", default=..., examples=["high"])
    first_seen: Instant = open_field("When it was first seen.", default=..., examples=["2026-06-01T00:00:00.000000Z"])
    since: Instant = open_field("When it was last opened.", default=..., examples=["2026-06-01T00:00:00.000000Z"])
    closed_at: Instant | None = open_field("When it was found closed; null: it is open.", default=...)
    times_opened: Whole = open_field("How often it was opened.", default=..., examples=[1])
    mute: GapMute | None = judgement_field("Who muted it, why, and until when.", default=...)
    feedback: tuple[GapFeedback, ...] = judgement_field("What was said of it, the oldest first.", default=...)


class GapsRefresh(Result):
    """What a refresh found: gaps that are new or there again, those that are gone, and those that are still there."""

    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    revision: Whole = open_field(
        "Its revision after it; as it was where nothing opened or closed.", default=..., examples=[8]
    )
    at: Instant = open_field("When they were looked for.", default=..., examples=["2026-06-30T23:12:05.123456Z"])
    opened: tuple[RememberedGap, ...] = open_field("Opened now, by priority.", default=...)
    closed: tuple[RememberedGap, ...] = open_field("Closed now.", default=...)
    still_open: tuple[RememberedGap, ...] = open_field("Open before and now, by priority.", default=...)


class MuteBody(Body):
    """Why nobody wants to be reminded of a gap, and until when."""

    reason: Line = judgement_field("Why.", default=..., examples=["She retires in March."])
    until: Instant = open_field(
        "It is listed apart until then; must lie ahead.", default=..., examples=["2099-09-30T16:00:00Z"]
    )


class FeedbackBody(Body):
    """What a planner thinks of a gap."""

    verdict: GapVerdict = judgement_field(
        "Whether it is right, wrong, or known already.", default=..., examples=["wrong"]
    )
    reason: Line | None = judgement_field(
        "Why; of what is wrong it is needed.", examples=["He left the project; the list is old."]
    )


class RemarkedGap(RememberedGap):
    """A gap as it is remembered after somebody said something of it."""

    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    revision: Whole = open_field("Its revision after it.", default=..., examples=[8])
