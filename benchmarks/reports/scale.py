"""`python -m benchmarks.reports.scale FOLDER ACCOUNTS [--contacts N] [--parts PART ...]`: runs over a large book.

The folder is filled up to so many accounts where it has fewer (`benchmarks.invented.copies`); it serves once. Rows are
written as they come, so that a run which is cut off leaves those that it has measured. Processor time and memory of the
engine are read from ``/proc``.
"""

import asyncio
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.reports.run.executors import in_process, process_pool
from app.reports.run.run import AskedRun, Progress, run_report, unwatched
from benchmarks.invented.books import INTERACTIONS, contact_line
from benchmarks.report import machine_line, write_part
from benchmarks.reports.runs import DATE, NEXT, fill, midnight, opened
from graph.engine.folder_owner import find_owner
from graph.store import Store

INTRODUCTION = """`python -m benchmarks.reports.scale` wrote this part: runs over one large book of the same invented
accounts, forty of them imported and the others copied from these, by one process and its engine. Processor time counts
both, so that it holds on a machine that others use too; accounts a second on two cores are what it comes to. Memory is
the peak of the process that runs and of its engine when so many accounts were done in the first run. Readers ask for
one person again and again, alone and while one worker computes (half of the cores), half a minute each, in turn: on a
usual night, which reads accounts packed, and in a run that reads every record again, as after an upgrade. A run writes
its snapshots from the process that readers ask."""

PARTS = ("next", "packed", "workers", "changed", "readers")
"""What is measured after the first run, if nobody chooses: the next date with records read again, a date with accounts
read packed, one more by two workers, the last of these dates again when one account in a hundred changed, and readers
beside a worker."""

MARKS = (20, 100, 200, 500, 1_000, 2_000, 3_000, 5_000, 7_500, 10_000)
"""Accounts done at which memory is noted."""

ROUNDS, PHASE_SECONDS = 4, 30.0
"""How often readers are measured beside a run and alone, in turn, and for how long each time."""

Row = tuple[str, str, str]


class Table:
    """The rows of the part about accounts of so many contacts, written whenever one is added."""

    def __init__(self, contacts: int) -> None:
        self._title = "reports of a large book"
        self._introduction = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
        if contacts != INTERACTIONS:
            self._title += f", {contacts} contacts an account"
            self._introduction = (
                f"Accounts have {contacts} contacts, not {INTERACTIONS:,}: the book is larger. {self._introduction}"
            )
        self._rows: list[Row] = []

    def add(self, *rows: Row) -> None:
        """Write rows after those before."""
        self._rows += rows
        for row in rows:
            print(*row, sep=" | ", flush=True)
        results, heads = Path(__file__).parents[1] / "results.md", ("what", "", "beside")
        write_part(results, self._title, self._introduction, heads, self._rows)


@dataclass(frozen=True, slots=True)
class Spent:
    """Processor seconds, of Python and of the engine."""

    ours: float
    engine: float

    def since(self, before: "Spent") -> "Spent":
        """Return what was spent since then."""
        return Spent(self.ours - before.ours, self.engine - before.engine)

    def an_account(self, accounts: int) -> str:
        """Return what an account took of it."""
        ours, engine = (1_000 * each / accounts for each in (self.ours, self.engine))
        return f"{ours:.1f} ms of Python, {engine:.1f} ms of the engine an account"

    @property
    def whole(self) -> float:
        """Seconds of both."""
        return self.ours + self.engine


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run over so many accounts took."""

    accounts: int
    spent: Spent

    def row(self, what: str) -> Row:
        """Return what the run took of an account."""
        rate = 2 * self.accounts / self.spent.whole
        return what, self.spent.an_account(self.accounts), f"{rate:.1f} accounts a second on two cores"


class Engine:
    """The process of the engine of a store."""

    def __init__(self, store: Store) -> None:
        assert find_owner(store.folder) if store.folder else None
        children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
        self._folder = Path("/proc") / min(children, key=int)

    def seconds(self) -> float:
        """Return the processor seconds that it has taken."""
        ticks = (self._folder / "stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def peak(self) -> float:
        """Return the most memory that it has had, in megabytes."""
        [line] = [one for one in (self._folder / "status").read_text().splitlines() if one.startswith("VmHWM")]
        return int(line.split()[1]) / 1024

    def spent(self) -> Spent:
        """Return what this process and the engine have taken so far."""
        return Spent(time.process_time(), self.seconds())


class Marks:
    """Notes memory on the way of a run, and what an account took since the mark before."""

    def __init__(self, engine: Engine, table: Table) -> None:
        self._engine = engine
        self._table = table
        self._left = list(MARKS)
        self._done, self._spent = 0, engine.spent()

    def __call__(self, done: int, _total: int) -> None:
        """Add a row where a mark was passed."""
        if not self._left or done < self._left[0]:
            return
        self._left = [mark for mark in self._left if mark > done]
        ours, engine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, self._engine.peak()
        now = self._engine.spent()
        taken = now.since(self._spent).an_account(done - self._done)
        self._table.add((f"peak memory, {done} accounts done", f"{ours:.0f} MB, engine {engine:.0f} MB", taken))
        self._done, self._spent = done, now


async def cost(store: Store, date: str, note: Progress = unwatched, **how: bool) -> Cost:
    """Run a date in this process."""
    engine = Engine(store)
    before = engine.spent()
    result = await run_report(store, AskedRun(date, midnight(date), **how), in_process(store), note)
    assert not result.failed, result.failed[:2]
    return Cost(result.accounts, engine.spent().since(before))


async def readers(store: Store, until: Callable[[], bool] = lambda: False) -> tuple[float, float]:
    """Return milliseconds of the read of one person, the median and what one in twenty exceeds, within a phase."""
    taken: list[float] = []
    end = time.monotonic() + PHASE_SECONDS
    while time.monotonic() < end and not until():
        began = time.perf_counter()
        rows = await store._client.read("people.get", account_id=f"acc{len(taken) % 20:05}", id="p1")
        taken.append(time.perf_counter() - began)
        assert rows[0][2]["id"] == "p1"
        await asyncio.sleep(0.01)
    *_, last = statistics.quantiles(taken, n=20)
    return statistics.median(taken) * 1_000, last * 1_000


async def beside_readers(store: Store, folder: Path, month: str, *, anew: bool) -> list[Row]:
    """Measure readers alone and beside a run of one worker, in turn, on days of a month of which nothing is kept."""
    found: list[tuple[float, ...]] = []
    async with process_pool(folder, 1) as computing:
        for day in range(ROUNDS):
            done = asyncio.Event()
            asked = AskedRun(date := f"{month}-{day + 1:02}", midnight(date), anew=anew)
            run = asyncio.create_task(run_report(store, asked, computing, lambda *_, done=done: done.set()))
            begun = asyncio.create_task(done.wait())
            await asyncio.wait([run, begun], return_when=asyncio.FIRST_COMPLETED)  # the worker takes seconds to start
            begun.cancel()
            beside = await readers(store, run.done)
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)
            await asyncio.sleep(PHASE_SECONDS / 6)  # batches that a worker has begun are computed to their end
            found.append((*beside, *await readers(store)))
            print(found[-1], flush=True)
    return _of_readers(found, "that reads every record again" if anew else "on a usual night")


def _of_readers(found: list[tuple[float, ...]], beside: str) -> list[Row]:
    rows = []
    for place, name in enumerate(("half of the reads", "19 of 20")):
        then, alone = (statistics.median(row[place + more] for row in found) for more in (0, 2))
        slower = statistics.median(row[place] / row[place + 2] for row in found) - 1
        kept = "kept" if slower < 0.5 else "**not kept**"
        taken = f"{then:.1f} ms, alone {alone:.1f}"
        compared = f"{slower:+.0%} (median of {len(found)} rounds in turn); less than half promised: {kept}"
        rows.append((f"{name} of one person within, beside one worker {beside}", taken, compared))
    return rows


async def measured(folder: Path, parts: Sequence[str], table: Table) -> None:
    """Add the rows of the first run, and of parts."""
    async with opened(folder) as store:
        first = await cost(store, DATE, Marks(Engine(store), table))
        table.add(first.row(f"first run over {first.accounts} accounts; gaps are remembered, accounts are packed"))
        last = DATE
        if "next" in parts:
            last = NEXT
            table.add((await cost(store, last, anew=True)).row("the next date, records read again"))
        if "packed" in parts:
            last = "2026-07-03"
            table.add((await cost(store, last)).row("a date after that, accounts read packed"))
        if "workers" in parts:
            last = "2026-07-04"
            table.add(await by_two_workers(store, folder, last))
        if "changed" in parts:
            table.add(await changed(store, last, first))
        if "readers" in parts:
            table.add(*await beside_readers(store, folder, "2026-08", anew=False))
            table.add(*await beside_readers(store, folder, "2026-09", anew=True))


async def by_two_workers(store: Store, folder: Path, date: str) -> Row:
    """Return what a date takes by the clock, where two processes compute and this one writes."""
    began = time.perf_counter()
    async with process_pool(folder, 2) as computing:
        result = await run_report(store, AskedRun(date, midnight(date)), computing)
    seconds = time.perf_counter() - began
    assert not result.failed, result.failed[:2]
    rate = f"{result.accounts / seconds:.1f} accounts a second by the clock"
    return f"a date after that by two workers, {os.cpu_count()} cores", f"{seconds / 60:.1f} minutes", rate


async def changed(store: Store, last: str, first: Cost) -> Row:
    """Return what the last date takes again when one account in a hundred changed."""
    numbers = range(0, first.accounts - 1, 100)
    await fill(store, map(contact_line, numbers))
    few = (await cost(store, last, again=True)).spent.whole
    times = first.spent.whole / few
    promise = f"{times:.0f}x the first run, 10x promised: {'kept' if times > 10 else '**not kept**'}"
    return f"the last date again, {len(numbers)} accounts changed", f"{few:.1f} s of processor time", promise


def main() -> None:
    """Fill the folder in another process, measure, and write the part of results.md."""
    asked = ArgumentParser()
    asked.add_argument("folder")
    asked.add_argument("accounts")
    asked.add_argument("--contacts", type=int, default=INTERACTIONS)
    asked.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    given = asked.parse_args()
    filling = ("benchmarks.invented.copies", given.folder, given.accounts, str(given.contacts))
    subprocess.run([sys.executable, "-m", *filling], check=True)
    asyncio.run(measured(Path(given.folder), given.parts, Table(given.contacts)))


if __name__ == "__main__":
    main()
