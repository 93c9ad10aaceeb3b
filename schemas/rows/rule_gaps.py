"""What became of a gap, whatever account it is of: a row for the record of its rule."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from schemas.vocabularies import ActionStatus


class RuleGap(NamedTuple):
    """A gap of a rule that is, or was, remembered.

    Attributes
    ----------
    feedback : sequence of mapping
        Judgements, the oldest first: ``by`` and ``verdict`` of each.
    actions : sequence of ActionStatus
        How the actions stand that answer it.
    """

    account: str
    is_open: bool = True
    times_opened: int = 1
    muted: bool = False
    feedback: Sequence[Mapping[str, Any]] = ()
    actions: Sequence[ActionStatus] = ()
