"""Writes what was staged: the book, then accounts, then what belongs to them, in groups of one transaction each."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.imports.mappings.record_plans import RecordPlan
from app.imports.staging.former_edges import FormerEdges
from app.imports.staging.moved_people import moved_people, without_ids
from app.imports.staging.rehearsal import Rehearsal
from app.imports.staging.rejects import Rejects
from app.imports.staging.report import CsvImportReport
from app.imports.staging.resolving import EXTERNAL
from app.imports.staging.staged_records import ACCEPTED, Staged, Staging
from app.messages.sentences import sentence
from graph.store import Store
from schemas.errors import Problem, ServiceError, StoreError, StoreTimeout
from schemas.registry import BY_KIND
from schemas.writes import BOOK, WriteItem, WriteOutcome

ITEMS_A_WRITE = 2_000
ACCOUNTS_A_WRITE = 100
"""What is written in one transaction at most."""

_WITHIN = re.compile(r"^/items/\d+(/data)?/?")

Group = list[tuple[Staged, WriteItem]]


@dataclass(frozen=True)
class Desk:
    """What writing needs: where from, where to, who writes, and whom to tell."""

    staging: Staging
    store: Store
    plans: list[RecordPlan]
    author: str
    rejects: Rejects
    report: CsvImportReport
    dry_run: bool


class Writing:
    """Writes accepted records group by group; a group is stored whole or not at all.

    Parameters
    ----------
    progress : callable
        Told how many records were dealt with, after each group.
    """

    def __init__(self, desk: Desk, progress: Callable[[int], None]) -> None:
        self._desk = desk
        self._progress = progress
        self._new_accounts: set[str] = set()
        self._refused_accounts: set[str] = set()
        self._former = FormerEdges(desk.store, desk.plans)
        self._rehearsal = Rehearsal(desk.staging, desk.store, desk.plans, desk.author)

    async def run(self) -> None:
        """Write everything."""
        for group in self._groups():
            await self._write(group)
            self._desk.rejects.flush()
            self._progress(len(group))

    def _groups(self) -> Iterator[Group]:
        staging, order = self._desk.staging, "rank, place, seq"
        yield from self._parts(staging.accepted("ledger = '' AND kind <> 'account_tie'", order))
        yield from self._parts(staging.accepted("kind = 'account'", order))
        yield from self._parts(staging.accepted("ledger <> '' AND kind <> 'account'", f"ledger, {order}"))
        yield from self._parts(staging.accepted("kind = 'account_tie'", order))

    def _parts(self, records: Iterator[Staged]) -> Iterator[Group]:
        """Yield records in groups: whole accounts together while they are small, else parts of one."""
        group: Group = []
        ledgers: set[str] = set()
        for record in records:
            full = len(group) >= ITEMS_A_WRITE
            crowded = record.ledger not in ledgers and len(ledgers) >= ACCOUNTS_A_WRITE and record.kind != "account"
            if full or crowded:
                yield group
                group, ledgers = [], set()
            group.append((record, self._item(record, len(group))))
            ledgers.add(record.ledger)
        if group:
            yield group

    def _item(self, record: Staged, place: int) -> WriteItem:
        plan = self._desk.plans[record.plan].record if record.plan != EXTERNAL else None
        resource = BY_KIND[record.kind]
        return WriteItem(
            resource,
            record.ledger or BOOK,
            record.id,
            record.fields(),
            correction=bool(record.correction),
            pointer=f"/items/{place}",
            expects="unsaid" if plan and plan.when_missing else "any",
        )

    async def _write(self, group: Group) -> None:
        sound = [pair for pair in group if pair[0].kind == "account" or not self._was_refused(pair[0])]
        if not sound:
            return
        ended = await self._former.ends(sound, self._new_accounts)
        items = [*ended, *(item for _, item in sound)]
        try:
            if moved := await moved_people(self._desk.store, sound):
                self._count_moved(await self._store(moved))
            outcome = await self._store(without_ids(items) if moved and self._desk.dry_run else items)
        except StoreTimeout:
            await self._write_halves(sound)
            return
        except StoreError:
            raise
        except ServiceError as error:
            await self._write_apart(sound, error)
            return
        self._count(sound, outcome, len(ended))

    async def _store(self, items: list[WriteItem]) -> WriteOutcome:
        if self._desk.dry_run:
            return await self._rehearsal.write(items)
        return await self._desk.store.writer.write(items, author=self._desk.author, skip=True)

    async def _write_halves(self, group: Group) -> None:
        """Write a group that took longer than a write may in two, down to single records."""
        middle = len(group) // 2
        if not middle:
            raise StoreTimeout(
                "One record took longer to write than a write may; is the store busy? Run it again later."
            )
        await self._write(group[:middle])
        await self._write(group[middle:])

    async def _write_apart(self, group: Group, error: ServiceError) -> None:
        """Write the accounts of a group one by one, where one of them cannot be written to."""
        ledgers = list(dict.fromkeys(record.ledger for record, _ in group))
        if len(ledgers) == 1:
            for record, _ in group:
                self._refuse(record, sentence(error.detail, "en"))
            return
        for ledger in ledgers:
            await self._write([pair for pair in group if pair[0].ledger == ledger])

    def _count(self, group: Group, outcome: WriteOutcome, ended: int) -> None:
        for result in outcome.results[:ended]:
            if result.outcome == "ended":
                self._desk.report.count(result.kind, "ended", external=False)
        for result, (record, _) in zip(outcome.results[ended:], group, strict=True):
            if result.outcome == "refused":
                self._refuse(record, told(result.problems))
                continue
            self._desk.report.count(record.kind, result.outcome, record.plan == EXTERNAL)
            if record.kind == "account" and result.outcome == "created":
                self._new_accounts.add(record.key)

    def _count_moved(self, outcome: WriteOutcome) -> None:
        for result in outcome.results:
            if result.outcome == "updated":
                self._desk.report.count(result.kind, "updated", external=False)

    def _refuse(self, record: Staged, reason: str) -> None:
        if record.kind == "account":
            self._refused_accounts.add(record.key)
        if self._desk.dry_run:
            self._rehearsal.refused.add((record.ledger, record.kind, record.key))
        self._desk.rejects.add(record.place, record.said, reason)

    def _was_refused(self, record: Staged) -> bool:
        if record.ledger in self._refused_accounts:
            self._refuse(record, f"account '{record.ledger}' was refused; put that right first")
            return True
        return False


def told(problems: tuple[Problem, ...]) -> str:
    """Return problems of one item as one sentence."""
    parts = ((_WITHIN.sub("", problem.pointer), sentence(problem.detail, "en")) for problem in problems)
    return "; ".join(f"{pointer}: {detail}" if pointer else detail for pointer, detail in parts) or "refused"


def total_to_write(staging: Staging) -> int:
    """Return how many records there are to write."""
    return staging.count(ACCEPTED)
