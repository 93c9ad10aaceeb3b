"""`python -m benchmarks.reports`: the nightly report of a book, beside a script that reads a row of maps a node."""

import asyncio
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from analytics.context import Context
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import find_gaps
from analytics.snapshots.both_languages import SayBoth
from analytics.snapshots.snapshot import snapshot_with
from app.analysis.evidence import read_evidence, with_rules
from app.messages.readable_names import ReadableNames
from app.reports.run.executors import in_process, process_pool
from app.reports.run.run import AskedRun, run_report
from benchmarks.invented.books import book_lines, contact_line
from benchmarks.report import machine_line, write_part
from benchmarks.reports.beside_plain import beside_plain
from benchmarks.reports.by_the_clock import by_the_clock
from benchmarks.reports.runs import DATE, NEXT, Row, fill, kept, midnight, opened, timed
from graph.store import Store

INTRODUCTION = """`python -m benchmarks.reports` wrote this part: the run of a report over invented accounts of 100
people, 350 edges, 1,500 contacts, 200 words and two deals with twelve votes each (`benchmarks/invented/books.py`, of
one seed), from the store to kept snapshots; which gaps there are is remembered too. The plain way reads a row of maps a
node and computes, by NetworkX and loops, five parts of health, or everything in a snapshot but its sentences: gaps with
since when, how much each matters and who of us acts by when, who is due, what is stale, lines that cannot be, leading
people; all of it is kept as JSON. It knows no deals, levels and duties, so the accounts of both ways have none; every
item of every list is the same, numbers to nine digits. Both ways run in turn, in seven rounds; how much faster one is,
is the median of what it is in each round, as others who use the machine slow down both ways of a round alike. No
circles of objects are looked for, as in the run; ours reads what the run of the date before packed. Seconds are of a
clock, on a machine that others used too; processor time is that of Python alone. By the clock, a book of 240 such
accounts is done on two cores by two of our workers, and by the script as it stands, which uses one core."""

SIZES = (25, 50, 100)
"""Accounts of the books whose memory is measured."""


async def runs(folder: Path, accounts: int) -> list[Row]:
    """Measure runs over one book, and where the time of an account goes."""
    async with opened(folder) as store:
        await fill(store, book_lines(accounts))
        _, first = await timed(store, in_process(store), DATE)
        _, next_day = await timed(store, in_process(store), NEXT)
        changed = range(0, accounts, 100)
        await fill(store, (contact_line(number) for number in changed))
        result, again = await timed(store, in_process(store), NEXT, again=True)
        assert result.computed == len(changed)
        async with process_pool(folder, 2) as computing:
            await timed(store, computing, "2026-07-03")
            _, two = await timed(store, computing, "2026-07-03", anew=True)
        rows = [
            _rate("first run, one process; every gap is remembered for the first time", accounts, first),
            _rate("the next day, one process; nothing changed, everything is computed", accounts, next_day),
            _rate("the same day, two processes", accounts, two),
            _rate(f"the same date again, {len(changed)} of {accounts} accounts changed", accounts, again, first),
        ]
        return [*rows, *await parts(store, accounts)]


def _rate(what: str, accounts: int, seconds: float, beside: float | None = None) -> Row:
    rate = f"{accounts / seconds:.1f} accounts a second"
    if beside is None:
        return what, rate, ""
    return what, rate, f"{beside / seconds:.1f}x the first run, 10x promised: {kept(beside > 10 * seconds)}"


async def parts(store: Store, accounts: int) -> list[Row]:
    """Measure where the processor time of an account goes."""
    taken: dict[str, list[float]] = {"reading": [], "gaps and numbers": [], "the snapshot, in words": [], "keeping": []}
    for number in range(min(accounts, 20)):
        clock = _Clock(taken)
        moment = await store.repository.snapshot(f"acc{number:05}", midnight(NEXT))
        evidence = await with_rules(store, await read_evidence(store, moment))
        clock.note("reading")
        looked_at = GapContext(Context(evidence.graph, evidence.settings), evidence.stage_models)
        found = find_gaps(looked_at)
        clock.note("gaps and numbers")
        snapshot = snapshot_with(looked_at, found, NEXT, SayBoth(ReadableNames("en").say, ReadableNames("zh").say))
        clock.note("the snapshot, in words")
        await store.snapshots.write([snapshot])
        clock.note("keeping")
    return [
        (f"of an account: {name}", f"{median(each) * 1000:.1f} ms", "processor time") for name, each in taken.items()
    ]


class _Clock:
    """Notes processor time since it last did."""

    def __init__(self, taken: dict[str, list[float]]) -> None:
        self._taken = taken
        self._last = time.process_time()

    def note(self, name: str) -> None:
        now = time.process_time()
        self._taken[name].append(now - self._last)
        self._last = now


def memory() -> Iterator[Row]:
    """Measure books of several sizes, each in a process of its own, for its memory."""
    for size in SIZES:
        ran = subprocess.run(
            [sys.executable, "-m", "benchmarks.reports", str(size)], check=True, capture_output=True, text=True
        )
        before, after = json.loads(ran.stdout.splitlines()[-1])
        yield f"peak memory of one process, {size} accounts", f"{after:.0f} MB", f"{before:.0f} MB before the run"


async def measured(size: int) -> list[float]:
    """Run a book, and return the peak memory in megabytes after the first batch and at the end."""
    with TemporaryDirectory() as folder:
        async with opened(Path(folder)) as store:
            await fill(store, book_lines(size))
        peaks: list[float] = []
        async with opened(Path(folder)) as store:
            await run_report(store, AskedRun(DATE, midnight(DATE)), in_process(store), lambda *_: peaks.append(_peak()))
    return [peaks[0], peaks[-1]]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure everything and write it into `results.md`."""
    if len(sys.argv) > 1:
        print(json.dumps(asyncio.run(measured(int(sys.argv[1])))))
        return
    rows: list[Row] = []
    with TemporaryDirectory() as folder:
        rows += asyncio.run(runs(Path(folder) / "book", 100))
        rows += asyncio.run(beside_plain(Path(folder) / "plain"))
        rows += asyncio.run(by_the_clock(Path(folder) / "clock"))
    rows += memory()
    introduction = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    write_part(Path(__file__).parents[1] / "results.md", "reports", introduction, ("what", "", "beside"), rows)
    for row in rows:
        print(*row, sep=" | ")


if __name__ == "__main__":
    main()
