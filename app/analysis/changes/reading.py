"""Reads all that two moments are compared by: both accounts, the earlier one replayed, and the records that differ."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.analysis.changes.ends import Ends
from app.analysis.evidence import Evidence, read_evidence, with_rules
from graph.ledger.record_rows import Row
from graph.read.account_differences import AccountDifference
from graph.store import Store
from schemas.reads import PageRequest, Snapshot
from schemas.records.accounts import ACCOUNTS


@dataclass(frozen=True, slots=True)
class Compared:
    """What two moments are compared by.

    Attributes
    ----------
    before, after : Evidence
        The account at each moment.
    replayed : Evidence
        What was known at the earlier moment, at the later instant: also what was known in advance to begin or to end in
        between. With one knowledge of both moments everything was known in advance; then it is the graph of the earlier
        moment as it is, at the later instant.
    records : AccountDifference
        The records that differ.
    accounts : tuple of dict or None
        The account's own record at each moment; None where it did not exist.
    competitors : mapping
        Names of competitors that the account names.
    """

    ends: Ends
    before: Evidence
    replayed: Evidence
    after: Evidence
    records: AccountDifference
    accounts: tuple[Row | None, Row | None]
    competitors: Mapping[str, str]


class ComparedAccount:
    """Reads what an account at one moment is compared with; as one of the readings that an answer asks for."""

    def __init__(self, ends: Ends) -> None:
        self.ends = ends
        self.found: Compared | None = None

    @property
    def compared(self) -> Compared:
        """All that was read; only after `read`."""
        if self.found is None:
            raise LookupError("nothing was read yet")
        return self.found

    async def read(self, store: Store, evidence: Evidence) -> Evidence:
        """Read everything beside the later moment, whose evidence is returned with what else its scores need."""
        after = await with_rules(store, evidence)
        since = self.ends.since
        first = await store.repository.snapshot(evidence.snapshot.account_id, since.as_of or "", since.known_at)
        before = await _evidence(store, first)
        records = await store.differences.read((first, before.graph), (after.snapshot, after.graph))
        if self.ends.knowledge == "one_knowledge":
            records = _none_foreseen(records)
        rivals = {tie.competitor for one in (before, after) for tie in one.graph.competitor_ties}
        self.found = Compared(
            self.ends,
            before,
            await _replayed(store, before, after.snapshot.as_of, foreseen=records.foreseen),
            after,
            records,
            (await _account(store, first), await _account(store, after.snapshot)),
            await store.differences.competitor_names(rivals),
        )
        return after


def _none_foreseen(found: AccountDifference) -> AccountDifference:
    """Return differences of which none was known in advance: with one knowledge, what came to be counts as recorded."""
    return replace(found, records=tuple(replace(one, foreseen=False) for one in found.records), foreseen=False)


async def _replayed(store: Store, before: Evidence, instant: str, *, foreseen: bool) -> Evidence:
    """Return what is known at the earlier moment at a later instant; where nothing was foreseen, it is as it was."""
    later = replace(before.snapshot, as_of=instant)
    if foreseen:
        return await _evidence(store, later)
    return replace(before, snapshot=later, graph=replace(before.graph, as_of=instant))


async def _evidence(store: Store, snapshot: Snapshot) -> Evidence:
    return await with_rules(store, await read_evidence(store, snapshot))


async def _account(store: Store, snapshot: Snapshot) -> Row | None:
    page = await store.repository.page(ACCOUNTS, snapshot, PageRequest(limit=1), snapshot.account_id)
    return dict(page.items[0]) if page.items else None
