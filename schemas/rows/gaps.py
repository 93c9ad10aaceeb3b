"""What analytics reads of gaps: what is remembered of each, and what is done about them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from schemas.vocabularies import ActionStatus, Severity


class GapStateNode(NamedTuple):
    """What is remembered of a gap; its id is that of the gap."""

    id: str
    rule: str
    first_seen: str
    since: str
    closed_at: str | None = None
    times_opened: int | None = None
    severity: Severity | None = None
    mute: Mapping[str, Any] | None = None
    feedback: Sequence[Mapping[str, Any]] | None = None


class ActionNode(NamedTuple):
    """What one of us does about a gap."""

    id: str
    status: ActionStatus | None = None
    gap: str | None = None
    member: str | None = None
    person: str | None = None
    due: str | None = None
    what: str | None = None
