"""The snapshot that an account's health is compared with: the newest one that began before the moment asked about."""

from dataclasses import dataclass
from typing import Self

from graph.store import Store
from schemas.reads import Snapshot
from schemas.reports.numbers import SnapshotNumbers


@dataclass(frozen=True, slots=True)
class LastSnapshot:
    """The numbers of that snapshot, and when they were kept; both None where there is none."""

    numbers: SnapshotNumbers | None
    recorded_at: str | None

    @classmethod
    async def read(cls, store: Store, account_id: str, as_of: str, known_at: str | None) -> Self:
        """Return what an answer at a moment is compared with, as far as it was known then."""
        found = await store.snapshots.numbers_before(account_id, as_of, known_at)
        return cls(None, None) if found is None else cls(*found)

    @property
    def health(self) -> float | None:
        """Health in it, from 0 to 100; None where it was not known, or there is no snapshot."""
        return None if self.numbers is None else self.numbers.health

    async def beside(self, _: Store, __: Snapshot, ___: str | None) -> tuple[Snapshot, ...]:
        """Return what the answer rests on too: another one when the snapshot is made again."""
        if self.numbers is None or self.recorded_at is None:
            return ()
        own = self.numbers
        return (Snapshot(own.account_id, own.as_of, self.recorded_at, own.revision, own.book_revision),)
