"""What is remembered of gaps, as answers give it."""

from typing import Any

from schemas.records.gap_states import GapFeedback, GapMute
from schemas.records.remembered_gaps import RememberedGap
from schemas.rows.gaps import GapStateNode


def remembered_gap(state: GapStateNode) -> RememberedGap:
    """Return a gap as it is remembered."""
    return RememberedGap(**fields_of(state))


def fields_of(state: GapStateNode) -> dict[str, Any]:
    """Return the fields of a gap as it is remembered."""
    return {
        "id": state.id,
        "rule": state.rule,
        "severity": state.severity,
        "first_seen": state.first_seen,
        "since": state.since,
        "closed_at": state.closed_at,
        "times_opened": state.times_opened or 1,
        "mute": GapMute(**state.mute) if state.mute else None,
        "feedback": tuple(GapFeedback(**each) for each in state.feedback or ()),
    }
