"""Reading a batch: what its accounts share at once, and each of them when its turn comes.

An account is a megabyte of records, and reading these is most of what reading costs, however many a statement is asked
for. So many accounts share a statement for what is short of each; and of an account that nobody has written to since an
earlier run, what that one packed is read, for as long as nothing of it begins or ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.analysis.evidence import BookEvidence, read_book_evidence
from app.analysis.gaps.refreshing import RefreshedGaps
from app.reports.run.batch import Batch
from graph.read.account_graph import ReadAccount
from graph.read.of_book import KnownOfBook
from graph.store import Store
from schemas.instants import Instant
from schemas.reads import Snapshot
from schemas.rows.packed_account import KeptAccount
from schemas.writes import BOOK


@dataclass(slots=True)
class BatchReading:
    """Reads the accounts of a batch, one after the other.

    Attributes
    ----------
    moments : mapping
        For what each account is read, of those that were there.
    packed : mapping
        What an earlier run packed of those for which it still holds, by account.
    """

    store: Store
    as_of: Instant
    moments: Mapping[str, Snapshot]
    packed: Mapping[str, KeptAccount]
    _book: dict[int, BookEvidence] = field(default_factory=dict)
    _known: KnownOfBook = field(default_factory=dict)

    async def read(self, account_id: str) -> tuple[ReadAccount, BookEvidence]:
        """Return an account and what the book says of it.

        Raises
        ------
        NotFound
            When there is no such account.
        """
        moment = self.moments.get(account_id) or await self.store.repository.snapshot(account_id, self.as_of)
        read = await self.store.graphs.read_whole(moment, self.packed.get(account_id), self._known)
        return read, await self._book_at(moment)

    async def read_again(self, read: ReadAccount, refreshed: RefreshedGaps) -> ReadAccount:
        """Return an account as it is by now; of gaps alone where nobody else wrote to it."""
        moment = await self.store.repository.snapshot(read.snapshot.account_id, self.as_of)
        if (read.snapshot.revision, moment.revision) == (refreshed.found_at, refreshed.revision):
            return await self.store.graphs.read_gaps_again(read, moment, self._known)
        return await self.store.graphs.read_whole(moment)

    async def _book_at(self, moment: Snapshot) -> BookEvidence:
        if moment.book_revision not in self._book:
            of_book = replace(moment, account_id=BOOK)
            self._book[moment.book_revision] = await read_book_evidence(self.store, of_book)
        return self._book[moment.book_revision]


async def read_batch(store: Store, batch: Batch) -> BatchReading:
    """Return a way to read the accounts of a batch."""
    moments = await store.repository.snapshots([each.id for each in batch.accounts], batch.as_of)
    packed = {} if batch.anew else await store.graphs.packed(list(moments.values()), batch.as_of)
    return BatchReading(store, batch.as_of, moments, packed)
