"""`python -m benchmarks.reports.scale FOLDER ACCOUNTS`: a run over a large book, its memory, and readers beside it.

The folder is filled where it is empty, which takes a minute for every hundred accounts. Processor time of the engine is
read from ``/proc``.
"""

import asyncio
import json
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.reports.run.executors import Computing, in_process, process_pool
from app.reports.run.run import AskedRun, Progress, RunResult, run_report
from benchmarks.invented.books import book_lines, contact_line
from benchmarks.report import machine_line, write_part
from benchmarks.reports.__main__ import DATE, NEXT, fill, midnight, opened
from graph.engine.folder_owner import find_owner
from graph.store import Store

INTRODUCTION = """`python -m benchmarks.reports.scale` wrote this part: runs over one large book of the same invented
accounts, by one process and its engine. Processor time counts both, so that it holds on a machine that others use too;
accounts a second on two cores are what it comes to. Memory is the peak of the process that runs, engine apart, when so
many accounts were done in the first run. Readers ask for one person again and again, alone and while one worker
computes (half of the cores), half a minute each, in turn; a run writes its snapshots from the process that readers
ask."""

MARKS = (20, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
"""Accounts done at which memory is noted."""

ROUNDS, PHASE_SECONDS = 4, 30.0
"""How often readers are measured beside a run and alone, in turn, and for how long each time."""

Row = tuple[str, str, str]


@dataclass
class Cost:
    """Processor seconds of a run, of Python and of the engine, and the peaks of memory on the way."""

    accounts: int
    ours: float = 0.0
    engine: float = 0.0
    peaks: dict[int, float] = field(default_factory=dict)

    def row(self, what: str, beside: str = "") -> Row:
        """Return what the run cost an account."""
        ours, engine = (1_000 * each / self.accounts for each in (self.ours, self.engine))
        rate = 2_000 / (ours + engine)
        shown = f"{ours:.1f} ms of Python, {engine:.1f} ms of the engine an account"
        return what, shown, f"{rate:.1f} accounts a second on two cores{beside}"


def _of_engine(store: Store) -> float:
    owner = find_owner(store.folder) if store.folder else None
    assert owner is not None
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    ticks = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11:13] for child in children]
    return sum(int(tick) for pair in ticks for tick in pair) / os.sysconf("SC_CLK_TCK")


async def cost(store: Store, date: str, **how: bool) -> Cost:
    """Run a date in this process."""
    peaks: dict[int, float] = {}

    def note(done: int, _total: int) -> None:
        for mark in MARKS:
            if done >= mark and mark not in peaks:
                peaks[mark] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    ours, engine = time.process_time(), _of_engine(store)
    result = await run_report(store, AskedRun(date, midnight(date), **how), in_process(store), note)
    assert not result.failed, result.failed[:2]
    return Cost(result.accounts, time.process_time() - ours, _of_engine(store) - engine, peaks)


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


async def beside_readers(store: Store, folder: Path) -> Iterator[Row]:
    """Measure readers alone and beside a run of one worker, in turn."""
    found: list[tuple[float, ...]] = []
    async with process_pool(folder, 1) as computing:
        for day in range(ROUNDS):
            done = asyncio.Event()
            run = asyncio.create_task(_run(store, f"2026-08-{day + 1:02}", computing, lambda *_, done=done: done.set()))
            begun = asyncio.create_task(done.wait())
            await asyncio.wait([run, begun], return_when=asyncio.FIRST_COMPLETED)  # the worker takes seconds to start
            begun.cancel()
            beside = await readers(store, run.done)
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)
            await asyncio.sleep(PHASE_SECONDS / 6)  # batches that a worker has begun are computed to their end
            found.append((*beside, *await readers(store)))
            print(found[-1], flush=True)
    return _of_readers(found)


def _of_readers(found: list[tuple[float, ...]]) -> Iterator[Row]:
    for place, name in enumerate(("half of the reads", "19 of 20")):
        beside, alone = (statistics.median(row[place + more] for row in found) for more in (0, 2))
        slower = statistics.median(row[place] / row[place + 2] for row in found) - 1
        kept = "kept" if slower < 0.5 else "**not kept**"
        yield (
            f"{name} of one person within, beside one worker",
            f"{beside:.1f} ms, alone {alone:.1f}",
            f"{slower:+.0%} (median of {len(found)} rounds in turn); less than half promised: {kept}",
        )


async def _run(store: Store, date: str, computing: Computing, note: Progress) -> RunResult:
    return await run_report(store, AskedRun(date, midnight(date), anew=True), computing, note)


async def measured(folder: Path, accounts: int) -> list[Row]:
    """Return the rows of the part."""
    async with opened(folder) as store:
        if not await store.snapshots.accounts():
            await fill(store, book_lines(accounts))
    async with opened(folder) as store:
        first = await cost(store, DATE)
        again = await cost(store, NEXT, anew=True)
        packed = await cost(store, "2026-07-03")
        changed = range(0, first.accounts - 1, 100)
        await fill(store, (contact_line(number) for number in changed))
        same = await cost(store, "2026-07-03", again=True)
        of_readers = await beside_readers(store, folder)
    whole, few = first.ours + first.engine, same.ours + same.engine
    kept = "kept" if whole > 10 * few else "**not kept**"
    return [
        first.row(f"first run over {first.accounts} accounts; gaps are remembered, accounts are packed"),
        again.row("the next date, records read again"),
        packed.row("the date after that, accounts read packed"),
        (
            f"that date again, {len(changed)} accounts changed",
            f"{few:.1f} s of processor time",
            f"{whole / few:.0f}x the first run, 10x promised: {kept}",
        ),
        *of_readers,
        *((f"peak memory, {mark} accounts done", f"{peak:.0f} MB", "") for mark, peak in first.peaks.items()),
    ]


def main() -> None:
    """Measure and write the part of results.md."""
    rows = asyncio.run(measured(Path(sys.argv[1]), int(sys.argv[2])))
    told = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    write_part(Path(__file__).parents[1] / "results.md", "reports of a large book", told, ("what", "", "beside"), rows)
    print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
