"""Writes what was staged: the book, then accounts, then what belongs to them, in groups of one transaction each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.imports.edges.first_edges import FirstEdges
from app.imports.edges.former_edges import FormerEdges, FormerEnds
from app.imports.edges.late_edges import LateEdges
from app.imports.mappings.record_plans import RecordPlan
from app.imports.staging.days import Days
from app.imports.staging.merged_people import led_on
from app.imports.staging.moved_people import moved_people, returned_people, without_ids
from app.imports.staging.rehearsal import Rehearsal
from app.imports.staging.rejects import Rejects
from app.imports.staging.report import CsvImportReport
from app.imports.staging.resolving import EXTERNAL
from app.imports.staging.staged_records import ACCEPTED, Staged, Staging
from app.writing.groups import Placed, write_sound
from app.writing.places import in_one, within_data
from graph.store import Store
from schemas.messages.message import Message
from schemas.registry import ABOUT_ACCOUNTS, BY_KIND
from schemas.writes import BOOK, Expectation, Outcome, WriteItem, WriteOutcome, WriteResult

ITEMS_A_WRITE = 2_000
ACCOUNTS_A_WRITE = 100
"""Limits of one transaction."""

LAST = ", ".join(f"'{resource.kind}'" for resource in ABOUT_ACCOUNTS)
"""Kinds of the book that wait for the accounts that they name, as a statement lists them."""

Pair = Placed[Staged]


@dataclass(frozen=True)
class Desk:
    """Everything that writing needs: where from, where to, who writes, and where the outcome is noted.

    The ``source`` is the system that says it, the ``author`` whoever imports it.
    """

    staging: Staging
    store: Store
    plans: list[RecordPlan]
    author: str
    source: str
    rejects: Rejects
    report: CsvImportReport
    dry_run: bool


class Writing:
    """Writes accepted records group by group; a group is stored whole or not at all.

    Parameters
    ----------
    progress : callable
        Called with how many records were dealt with, after each group.
    """

    def __init__(self, desk: Desk, progress: Callable[[int], None]) -> None:
        self._desk = desk
        self._progress = progress
        self._new_accounts: set[str] = set()
        self._refused_accounts: set[str] = set()
        self._former = FormerEdges(desk.store, desk.plans, desk.source)
        self._late = LateEdges()
        self._first = FirstEdges(desk.staging, desk.store, desk.source)
        self._days = Days(desk.staging, desk.store, accounts_unstored=desk.dry_run)
        self._rehearsal = Rehearsal(desk.staging, desk.store, desk.plans, desk.author, self._days)

    async def run(self) -> None:
        """Write everything."""
        for group in self._groups():
            self._late.begin(group)
            await self._write(group)
            self._desk.rejects.flush()
            self._progress(len(group))
        await self._write_again()

    async def _write_again(self) -> None:
        """Write edges again that others stood in the way of which a later group ended, as long as that helps."""
        left = len(self._late.waiting) + 1
        while 0 < len(self._late.waiting) < left:
            again = self._late.taken()
            self._former.forget()
            left = len(again)
            await self._write([Placed(record, self._item(record)) for record, _ in again])
        for record, reason in self._late.taken():
            self._refuse(record, reason)

    def _groups(self) -> Iterator[list[Pair]]:
        staging, order = self._desk.staging, "rank, place, seq"
        yield from self._parts(staging.accepted(f"ledger = '' AND kind NOT IN ({LAST})", order))
        yield from self._parts(staging.accepted("kind = 'account'", order))
        yield from self._parts(staging.accepted("ledger <> '' AND kind <> 'account'", f"ledger, {order}"))
        yield from self._parts(staging.accepted(f"kind IN ({LAST})", order))

    def _parts(self, records: Iterator[Staged]) -> Iterator[list[Pair]]:
        """Yield records in groups: whole accounts together while they are small, else parts of one."""
        group: list[Pair] = []
        ledgers: set[str] = set()
        for record in records:
            full = len(group) >= ITEMS_A_WRITE
            crowded = record.ledger not in ledgers and len(ledgers) >= ACCOUNTS_A_WRITE and record.kind != "account"
            if full or crowded:
                yield group
                group, ledgers = [], set()
            group.append(Placed(record, self._item(record)))
            ledgers.add(record.ledger)
        if group:
            yield group

    def _item(self, record: Staged) -> WriteItem:
        data = record.fields()
        return WriteItem(
            BY_KIND[record.kind],
            record.ledger or BOOK,
            record.id,
            data,
            correction=bool(record.correction),
            expects=self._expected(record) if data else "known",
            source=self._desk.source,
            silent=record.silent_fields(),
        )

    def _expected(self, record: Staged) -> Expectation:
        plan = self._desk.plans[record.plan].record if record.plan != EXTERNAL else None
        return "unsaid" if plan and plan.when_missing else "any"

    async def _write(self, group: Sequence[Pair]) -> None:
        sound = [pair for pair in group if pair.origin.kind == "account" or not self._was_refused(pair.origin)]
        if sound:
            begun = await self._days.begun([item for _, item in sound])
            sound = [Placed(record, item) for (record, _), item in zip(sound, begun, strict=True)]
            async for results in write_sound(sound, self._store_all, in_halves=True):
                self._count(results)

    async def _store_all(self, pairs: Sequence[Pair]) -> WriteOutcome:
        """Store a group, after the ends of what it contradicts and after the people whom it moves."""
        group = await led_on(self._desk.store, pairs)
        former = await self._former.of(group, self._new_accounts)
        first = await self._first.places(group, former)
        moved = await moved_people(self._desk.store, group)
        back = await returned_people(self._desk.store, group, moved) if moved else {}
        sent = [
            replace(back.get(place, pair.item), begins_now=place in first)
            for place, pair in enumerate(group)
            if not pair.origin.vacant
        ]
        items = [*former.ends, *sent]
        if moved:
            self._count_others((await self._store(moved)).results, "updated")
        outcome = await self._store(without_ids(items) if moved and self._desk.dry_run else items)
        ended, rest = outcome.results[: len(former.ends)], outcome.results[len(former.ends) :]
        self._count_others(ended, "ended")
        return replace(outcome, results=_with_vacant(group, former, ended, rest))

    async def _store(self, items: list[WriteItem]) -> WriteOutcome:
        if not items:
            return WriteOutcome({}, {}, [])
        if self._desk.dry_run:
            return await self._rehearsal.write(items)
        return await self._desk.store.writer.write(items, author=self._desk.author, skip=True)

    def _count(self, results: Iterable[tuple[Staged, WriteResult]]) -> None:
        for record, result in results:
            if result.outcome == "refused":
                self._refuse_or_wait(record, in_one(result.problems, _field))
                continue
            self._note_silence(record, result)
            if record.vacant or not record.fields():
                continue
            self._desk.report.count(record.kind, result.outcome, record.plan == EXTERNAL)
            if result.outcome == "created":
                self._note_created(record)

    def _note_created(self, record: Staged) -> None:
        if record.kind == "account":
            self._new_accounts.add(record.key)
        elif record.ledger not in self._new_accounts and not BY_KIND[record.kind].is_relation:
            self._first.note_new(record)

    def _note_silence(self, record: Staged, result: WriteResult) -> None:
        """Note what empty cells cleared, and what they left alone."""
        for name in result.cleared:
            self._desk.report.note_cleared(record.kind, name)
        row = {"file": self._desk.staging.names[record.file], "row": record.row, "id": record.said}
        for name in result.left:
            self._desk.report.note_left({**row, "kind": record.kind, "field": name or None})

    def _count_others(self, results: Iterable[WriteResult], outcome: Outcome) -> None:
        """Count what became of records that the files do not name themselves."""
        for result in results:
            if result.outcome == outcome:
                self._desk.report.count(result.kind, outcome, external=False)

    def _refuse_or_wait(self, record: Staged, reason: Message) -> None:
        if self._desk.dry_run or not self._late.may_wait(record):
            self._refuse(record, reason)
        else:
            self._late.waiting.append((record, reason))

    def _refuse(self, record: Staged, reason: Message) -> None:
        if record.kind == "account":
            self._refused_accounts.add(record.key)
        if self._desk.dry_run:
            self._rehearsal.refused.add((record.ledger, record.kind, record.key))
        self._desk.rejects.add(record.place, record.said, reason)

    def _was_refused(self, record: Staged) -> bool:
        if record.ledger in self._refused_accounts:
            self._refuse(record, Message("imports.account_refused", account=record.ledger))
            return True
        return False


def _with_vacant(
    group: Sequence[Pair], former: FormerEnds, ended: Sequence[WriteResult], results: Sequence[WriteResult]
) -> list[WriteResult]:
    """Return the results of a group, with those of the rows that say that a place is empty: which edges ended."""
    others = iter(results)
    cleared = Counter(
        place
        for place, result in zip(former.emptied, ended, strict=True)
        if place is not None and result.outcome == "ended"
    )
    return [
        WriteResult(
            place,
            pair.item.resource.kind,
            None,
            "unchanged",
            pair.item.ledger,
            cleared=("",) * cleared[place],
            left=("",) * former.left.get(place, 0),
        )
        if pair.origin.vacant
        else next(others)
        for place, pair in enumerate(group)
    ]


def _field(pointer: str) -> str:
    """Return where something is wrong with a row: the field, not a pointer."""
    return within_data(pointer).removeprefix("/")


def total_to_write(staging: Staging) -> int:
    """Return how many records there are to write."""
    return staging.count(ACCEPTED)
