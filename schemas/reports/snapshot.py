"""Snapshots: an account's health, gaps and people due at a date, as one record from which every report is made.

A snapshot holds exact numbers and both languages; what a report shows of them is rounded and said in one. It is not a
record of the account: it raises no revision, is in no export, and follows from the records, the settings and its
``as_of`` alone. Two runs for one date make the same bytes.
"""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, overload

from schemas.analysis.answer import Whole
from schemas.analysis.health import HealthWeights
from schemas.fields import Identifier, judgement_field, open_field
from schemas.instants import Instant
from schemas.reports.account import AccountAtDate
from schemas.reports.dates import ReportDate
from schemas.reports.lists import (
    BothLanguages,
    ReportedGap,
)

SNAPSHOT_FORMAT: Literal[2] = 2
"""Raised when a field changes its meaning, or what is packed otherwise; 1 holds the same, packed by zlib."""

READ_FORMATS = frozenset({1, SNAPSHOT_FORMAT})
"""Those that are read as a whole; a snapshot of another format is read for its numbers only."""


class Snapshot(AccountAtDate[BothLanguages]):
    """One account at one date.

    ``gaps`` holds all that are shown, muted ones too; ``counts`` counts those that are not muted.
    """

    format: Literal[1, 2] = open_field("Version of this record.", default=SNAPSHOT_FORMAT)
    date: ReportDate = open_field("Date of the run.", default=..., examples=["2026-07-01"])
    as_of: Instant = open_field("What was so at this instant.", default=..., examples=["2026-07-01T00:00:00.000000Z"])
    book_revision: Whole = open_field("Revision of the book-wide records.", default=..., examples=[3])
    settings: str = open_field("Fingerprint of the settings.", default=..., examples=["0c4f1a5d9be27a36"])
    weights: HealthWeights = open_field(
        "The weight of each part: without it nobody could say later which part moved health.", default=...
    )
    profile: Identifier = open_field("Profile of gap rules that was used.", default=..., examples=["full"])
    gaps: tuple[ReportedGap[BothLanguages], ...] = judgement_field("The gaps, by priority.", default=())
    members: tuple[Identifier, ...] = open_field(
        "Which of us its findings name, in order of id: an erasure finds sentences by these.", default=()
    )


class SnapshotHead(NamedTuple):
    """What says whose a snapshot is, and where it stands among others: by name, and by health."""

    account_id: str
    name: str | None
    owner: str | None
    owner_name: str | None
    health: float | None


class KeptSnapshots(Sequence[Snapshot]):
    """Snapshots of one date as they are kept: of each the head, and the rest made whenever it is looked at.

    A snapshot takes fifty times the memory of its packed text, and a book may have ten thousand.

    Parameters
    ----------
    heads : sequence of SnapshotHead
        Of each, in their order.
    read : callable
        Makes the one at a place.
    """

    def __init__(self, heads: Sequence[SnapshotHead], read: Callable[[int], Snapshot]) -> None:
        self.heads = heads
        self._read = read

    def __len__(self) -> int:
        return len(self.heads)

    @overload
    def __getitem__(self, place: int) -> Snapshot: ...
    @overload
    def __getitem__(self, place: slice) -> "KeptSnapshots": ...
    def __getitem__(self, place: int | slice) -> "Snapshot | KeptSnapshots":
        if isinstance(place, int):
            return self._read(range(len(self))[place])
        places = range(len(self))[place]
        return KeptSnapshots(self.heads[place], lambda one: self._read(places[one]))


def heads_of(snapshots: Sequence[Snapshot]) -> Sequence[SnapshotHead]:
    """Return the heads of snapshots, in their order, without making any that is kept packed."""
    if isinstance(snapshots, KeptSnapshots):
        return snapshots.heads
    return [SnapshotHead(*(getattr(each, name) for name in SnapshotHead._fields)) for each in snapshots]
