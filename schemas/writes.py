"""A write as storage is asked for it, and its outcome."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from schemas.errors import Problem
from schemas.resource import Resource

Action = Literal["upsert", "end"]
Outcome = Literal["created", "updated", "unchanged", "ended", "refused"]
Expectation = Literal["any", "absent", "present", "unsaid", "known"]

BOOK = ""
"""Ledger of the records that belong to no account."""

BOOK_ID = "book"
"""Id of the one node that holds the book's revision."""


@dataclass(frozen=True, slots=True)
class RecordState:
    """The state of one record that a write starts from: its newest row.

    Attributes
    ----------
    sequence : int
        Number of that row.
    digest : str
        Digest of what it says, 12 hexadecimal digits; empty: any row of that number.
    """

    sequence: int
    digest: str = ""


StartingPoints = frozenset[int | RecordState]
"""What a write may start from: revisions of its ledger, and states of the record that it is about."""


@dataclass(frozen=True, slots=True)
class WriteItem:
    """One thing to do to one record.

    Attributes
    ----------
    resource : Resource
        Kind of the record.
    ledger : str
        Account whose revision it raises, or `BOOK`.
    id : str or None
        Its id; without one a node gets a new id and an edge the one derived from its ends.
    data : mapping
        Fields that were sent, validated; None clears.
    effective_at : str or None
        When it became so in the world; default the instant of the write.
    effective_until : str or None
        Until when it was so, where that has passed or is known; what was so afterwards is left as it is.
    correction : bool
        Whether it says that we were wrong, instead of that something changed.
    expects : {"any", "absent", "present", "unsaid", "known"}
        What must be stored already; with ``unsaid`` a record that is stored is left as it is, with ``known`` nothing
        becomes of one that is not.
    source : str
        The system whose files say it; empty for a person.
    silent : tuple of str
        Fields, or entries ``extra/key``, of which that system says nothing any more: cleared where it said them.
    begins_now : bool
        Whether an edge that nothing held the place of before begins with the write, not as far back as we know.
    exact : bool
        Whether it is about just that person and nobody whom they were merged into.
    followed : bool
        Whether it was sent of somebody who was merged, and is now of whom they were merged into: that one's own values
        and places come first.
    merges : bool
        Whether it is part of a merge, which lets what was said of one person be said of another.
    if_match : set of int and RecordState, or None
        What it may start from; None for anything.
    as_read : mapping
        Fields that the service makes and that were sent as they were read: passed over where they are still so.
    """

    resource: Resource
    ledger: str
    id: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    action: Action = "upsert"
    effective_at: str | None = None
    correction: bool = False
    expects: Expectation = "any"
    effective_until: str | None = None
    source: str = ""
    silent: tuple[str, ...] = ()
    begins_now: bool = False
    exact: bool = False
    followed: bool = False
    merges: bool = False
    if_match: StartingPoints | None = None
    as_read: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replaced:
    """What had been recorded of a field for a later time, and a change from an earlier instant on replaced.

    Attributes
    ----------
    field : str
        The field.
    state_from, state_to : str, str or None
        When the other value would have held.
    """

    field: str
    state_from: str
    state_to: str | None


@dataclass(slots=True)
class WriteResult:
    """The outcome of the item at ``index`` of a write; ``row`` is the record's latest state, None when refused.

    Attributes
    ----------
    cleared, left : tuple of str
        Of the fields that an item is silent about: which held what its system had said, and which what others said.
    head : mapping or None
        With ``row``: the record's newest row.
    """

    index: int
    kind: str
    id: str | None
    outcome: Outcome
    ledger: str
    also_ended: tuple[tuple[str, str], ...] = ()
    replaced: tuple[Replaced, ...] = ()
    problems: tuple[Problem, ...] = ()
    row: Mapping[str, Any] | None = None
    cleared: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    head: Mapping[str, Any] | None = None


@dataclass(slots=True)
class WriteOutcome:
    """The outcome of a write: the revision of each ledger after it, and a result an item, in their order."""

    revisions: dict[str, int]
    revised_at: dict[str, str | None]
    results: list[WriteResult]
