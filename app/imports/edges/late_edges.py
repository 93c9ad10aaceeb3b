"""Edges of one account that come in several groups: one that is refused may be taken once a later group is written.

Whoever changes places with their manager does so in two rows, and in a large account these are written apart: until the
second is, the first would close a circle. Top down, every chart can be reached from every other, one line at a time.
"""

from collections.abc import Sequence

from app.imports.staging.staged_records import Staged
from app.writing.groups import Placed
from schemas.messages.message import Message
from schemas.registry import BY_KIND

Waiting = tuple[Staged, Message]
"""An edge, and why it was refused."""


class LateEdges:
    """Knows which refused edges wait for another group.

    Attributes
    ----------
    waiting : list of Waiting
        Those that do.
    """

    def __init__(self) -> None:
        self.waiting: list[Waiting] = []
        self._last = ("", "")
        self._apart: set[tuple[str, str]] = set()

    def begin(self, group: Sequence[Placed[Staged]]) -> None:
        """Note which edges come in more than one group: a group goes on where the one before stopped."""
        if (first := _kin(group[0].origin)) == self._last:
            self._apart.add(first)
        self._last = _kin(group[-1].origin)

    def may_wait(self, record: Staged) -> bool:
        """Whether a later group may hold what lets an edge be taken, or an earlier one did."""
        return BY_KIND[record.kind].slot is not None and _kin(record) in {self._last, *self._apart}

    def taken(self) -> list[Waiting]:
        """Return those that wait; none does then."""
        taken, self.waiting = self.waiting, []
        return taken


def _kin(record: Staged) -> tuple[str, str]:
    return record.ledger, record.kind
