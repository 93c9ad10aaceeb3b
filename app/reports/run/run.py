"""The run for one date: which accounts are still to do, who computes them, and what is kept of each."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

import uuid_utils

from app.analysis.evidence import book_settings
from app.reports.run.batch import AccountOfRun, Batch, Computed
from app.reports.run.computing import failure
from app.reports.run.executors import Computing
from app.reports.run.hold import held
from graph.engine.client import in_parts
from graph.store import Store
from schemas.errors import Conflict
from schemas.instants import Instant
from schemas.messages.message import Message
from schemas.records.accounts import ACCOUNTS
from schemas.reports.dates import ReportDate, days_before
from schemas.reports.runs import Failure

BATCH = 20
"""Accounts of a batch: all that one process holds in memory at once."""

ATTEMPTS = 3
"""How often an account is computed in which something is erased meanwhile."""

KEEPS_CHANGING = Conflict(Message("reporting.keeps_changing"))

Progress = Callable[[int, int], None]
"""Is called with how many accounts are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class AskedRun:
    """The run that somebody wants.

    Attributes
    ----------
    date : str
        Its date.
    as_of : str
        The instant at which that begins.
    again : bool
        Compute the accounts too that changed since the snapshot that is kept of them, or whose book did: as it follows
        from account, book and date alone, the others' would come out as it is.
    anew : bool
        Compute every account: after an upgrade, or when the time zone of the book changed.
    alone : bool
        Whether no other process can be at work: what is marked as under way was cut off.
    """

    date: ReportDate
    as_of: Instant
    again: bool = False
    anew: bool = False
    alone: bool = False


@dataclass(slots=True)
class RunResult:
    """What came of a run.

    Attributes
    ----------
    accounts : int
        How many there were.
    computed, kept : int
        How many snapshots were computed now, and how many were there already.
    failed : list of Failure
        Of which accounts nothing could be said, by account.
    gone : list of str
        Accounts that were deleted while it ran.
    """

    date: ReportDate
    as_of: Instant
    accounts: int = 0
    computed: int = 0
    kept: int = 0
    failed: list[Failure] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many accounts are done."""
        return self.computed + self.kept + len(self.failed) + len(self.gone)


def unwatched(_done: int, _total: int) -> None:
    """Watch no progress."""


async def run_report(store: Store, asked: AskedRun, computing: Computing, progress: Progress = unwatched) -> RunResult:
    """Take the snapshot of every account that there was when a date began, of which there is none yet.

    Whatever was kept before this was cut off stays, and the rest is computed: both together are what one run makes. An
    account that fails is listed, and tried again by the next run.

    Raises
    ------
    Conflict
        While another process runs the same date.
    StoreUnavailable
        When the store, or those who compute, are away; what is kept stays.
    """
    owner = str(uuid_utils.uuid7())
    async with held(store.report_runs, asked.date, owner, alone=asked.alone):
        result = await _Run(store, asked, computing, progress).work()
        book = await store.repository.book_snapshot(asked.as_of)
        await store.report_runs.end(
            asked.date,
            owner,
            result.failed,
            book_revision=book.revision,
            settings=(await book_settings(store, book)).fingerprint(),
        )
    await _forget_old(store, asked.date)
    return result


async def _forget_old(store: Store, on: ReportDate) -> None:
    """Remove what is too old beside a date: what snapshots list with the reports of those dates, later the numbers."""
    await store.report_runs.forget(days_before(on, store.detail_days))
    await store.snapshots.forget(on, store.snapshot_days, store.detail_days)


class _Run:
    """A run that goes on."""

    def __init__(self, store: Store, asked: AskedRun, computing: Computing, progress: Progress) -> None:
        self._store = store
        self._asked = asked
        self._computing = computing
        self._progress = progress
        self._names: dict[str, str | None] = {}
        self._result = RunResult(asked.date, asked.as_of)

    async def work(self) -> RunResult:
        """Compute what is to be computed."""
        async for account_id, name in _accounts(self._store, self._asked.as_of):
            self._names[account_id] = name
        self._result.accounts = len(self._names)
        left: Sequence[str] = sorted(self._names)
        for attempt in range(ATTEMPTS):
            left = await self._compute(left, anew=self._asked.anew or attempt > 0)
            if not left:
                break
        self._result.failed += [failure(AccountOfRun(each, self._names[each]), KEEPS_CHANGING) for each in left]
        self._result.failed.sort(key=lambda each: each.account_id)
        self._result.gone.sort()
        return self._result

    async def _compute(self, accounts: Sequence[str], *, anew: bool) -> list[str]:
        """Compute accounts in batches, a few at once, and return those that are to be computed once more."""
        left: list[str] = []
        running: set[asyncio.Task[list[str]]] = set()
        try:
            for part in in_parts(accounts, BATCH):
                todo = part if anew else await self._without_kept(part)
                if not todo:
                    continue
                if len(running) >= self._computing.at_once:
                    done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                    left += [each for task in done for each in task.result()]
                running.add(asyncio.create_task(self._one(todo, anew=anew)))
            for task in list(running):
                left += await task
        finally:
            await _stop(running)
        return sorted(left)

    async def _without_kept(self, accounts: Sequence[str]) -> list[str]:
        kept: Collection[str] = await self._kept(accounts)
        self._result.kept += len(kept)
        self._note()
        return [each for each in accounts if each not in kept]

    async def _kept(self, accounts: Sequence[str]) -> Collection[str]:
        """Return of which of some accounts a snapshot is kept that need not be made again."""
        kept = await self._store.snapshots.kept(self._asked.date, accounts)
        if not self._asked.again or not kept:
            return kept
        book = (await self._store.repository.book_snapshot(self._asked.as_of)).revision
        now = await self._store.repository.revisions(list(kept))
        return {each for each, of in kept.items() if (of.revision, of.book_revision) == (now.get(each), book)}

    async def _one(self, accounts: Sequence[str], *, anew: bool) -> list[str]:
        """Compute one batch, keep its snapshots, and return those of which something was erased meanwhile."""
        of_run = tuple(AccountOfRun(each, self._names[each]) for each in accounts)
        found: Computed = await self._computing.compute(Batch(self._asked.date, self._asked.as_of, of_run, anew))
        kept = await self._store.snapshots.write_stored(found.snapshots, found.packed)
        self._result.computed += len(kept)
        self._result.failed += found.failed
        self._result.gone += found.gone
        self._note()
        return [each.account_id for each in found.snapshots if each.account_id not in kept]

    def _note(self) -> None:
        self._progress(self._result.done, self._result.accounts)


async def _accounts(store: Store, as_of: Instant) -> AsyncIterator[tuple[str, str | None]]:
    """Yield id and name of the accounts that there are at an instant."""
    moment = await store.repository.accounts_snapshot(as_of)
    async for row in store.repository.rows(ACCOUNTS, moment):
        yield row["id"], row.get("name")


async def _stop(running: Iterable[asyncio.Task[list[str]]]) -> None:
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
