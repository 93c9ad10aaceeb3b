"""`python -m benchmarks.reports`: the nightly report of a book, beside a script that reads a row of maps a node."""

import asyncio
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from neo4j import GraphDatabase

from analytics.context import Context
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import find_gaps
from analytics.scores.health import health_scores
from analytics.snapshots.both_languages import SayBoth
from analytics.snapshots.snapshot import snapshot_with
from app.analysis.evidence import read_evidence, with_rules
from app.exchange.ndjson_import import import_ndjson
from app.messages.readable_names import ReadableNames
from app.reports.run.batch import AccountOfRun, Batch
from app.reports.run.computing import garbage_left
from app.reports.run.executors import Computing, in_process, process_pool
from app.reports.run.reading import read_batch
from app.reports.run.run import AskedRun, RunResult, run_report
from benchmarks.agreeing import near
from benchmarks.invented.books import AS_OF, OF_PLAIN, book_lines, contact_line, plain_lines
from benchmarks.plain.book import health_of
from benchmarks.report import machine_line, write_part
from graph.engine.folder_owner import find_owner
from graph.store import Store, StoreOptions
from schemas.settings.analysis_settings import AnalysisSettings

INTRODUCTION = """`python -m benchmarks.reports` wrote this part: the run of a report over invented accounts of 100
people, 350 edges, 1,500 contacts, 200 words and two deals with twelve votes each (`benchmarks/invented/books.py`, of
one seed), from the store to kept snapshots; which gaps there are is remembered too. The plain way reads a row of maps a
node and computes five parts of health by NetworkX and loops, no gaps, no words, on accounts without deals, since it
knows none; its numbers are ours to nine digits. Both ways run in turn, in seven rounds; how much faster one is, is the
median of what it is in each round, as others who use the machine slow down both ways of a round alike. No circles of
objects are looked for, as in the run; ours reads what the run of the date before packed. Seconds are of a clock, on a
machine that others used too; processor time is that of Python alone."""

DATE, NEXT = "2026-07-01", "2026-07-02"
PLAIN_ROUNDS = 7
SIZES = (25, 50, 100)
"""Accounts of the books whose memory is measured."""

Row = tuple[str, str, str]


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Store]:
    """Open a store that keeps nothing that it read."""
    store = await Store.open(StoreOptions(folder, cache_bytes=0))
    try:
        yield store
    finally:
        await store.close()


async def fill(store: Store, lines: Iterable[bytes]) -> None:
    """Store lines of a book."""
    report = await import_ndjson(store, lines, "bench")
    assert not report.rejected, report.rejects[:3]


def midnight(date: str) -> str:
    """Return the instant at which a date begins."""
    return f"{date}T00:00:00.000000Z"


async def timed(store: Store, computing: Computing, date: str, **how: bool) -> tuple[RunResult, float]:
    """Run a date, and return what came of it and how many seconds it took."""
    began = time.perf_counter()
    result = await run_report(store, AskedRun(date, midnight(date), **how), computing)
    assert not result.failed, result.failed[:2]
    return result, time.perf_counter() - began


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
    return what, rate, f"{beside / seconds:.1f}x the first run, 10x promised: {_kept(beside > 10 * seconds)}"


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


async def beside_plain(folder: Path) -> list[Row]:
    """Measure accounts that the plain way can compute on both ways, and hold them to the same numbers."""
    settings, ids = AnalysisSettings(), [f"plain{number}" for number in range(OF_PLAIN)]
    async with opened(folder) as store:
        await fill(store, plain_lines())
        await timed(store, in_process(store), DATE)
        rounds: list[_Round] = []
        for day in range(2, 2 + PLAIN_ROUNDS):
            began = time.process_time()
            await timed(store, in_process(store), f"2026-07-{day:02}")
            whole = time.process_time() - began
            with garbage_left():
                alone = await _health_alone(store, ids)
                rounds.append(_Round(whole, alone, await _plain(store, folder, ids, settings)))
    of_whole, of_alone = [each.plain / each.whole for each in rounds], [each.plain / each.alone for each in rounds]
    whole, alone, plain = (median(seconds) for seconds in zip(*rounds, strict=True))
    return [
        ("health alone: a row of maps a node, NetworkX and loops", _each(plain), "1"),
        ("health alone: ours, reading included", _each(alone), _faster(of_alone)),
        ("everything: ours", _each(whole), _faster(of_whole)),
    ]


class _Round(NamedTuple):
    """Seconds of processor time of our run, of our health alone, and of the plain way, one after the other."""

    whole: float
    alone: float
    plain: float


def _faster(times: Sequence[float]) -> str:
    usual = median(times)
    between = f"from {min(times):.1f}x to {max(times):.1f}x"
    return f"{usual:.1f}x faster ({between} in {len(times)} rounds), 15x promised: {_kept(usual > 15)}"


async def _health_alone(store: Store, ids: list[str]) -> float:
    began = time.process_time()
    reading = await read_batch(store, Batch(DATE, AS_OF, tuple(AccountOfRun(one, None) for one in ids)))
    for one in ids:
        read, book = await reading.read(one)
        evidence = book.of(read.snapshot, read.graph)
        health_scores(Context(evidence.graph, evidence.settings))
    return time.process_time() - began


def _each(seconds: float) -> str:
    return f"{seconds / OF_PLAIN * 1000:.0f} ms an account"


async def _plain(store: Store, folder: Path, ids: list[str], settings: AnalysisSettings) -> float:
    """Return the processor time that the plain way takes, once its numbers are found to be ours."""
    owner = find_owner(folder)
    assert owner is not None
    at = owner.address
    with GraphDatabase.driver(at.uri, auth=(at.user, at.password), database=at.database) as driver:
        began = time.process_time()
        told = [health_of(driver, one, AS_OF, settings) for one in ids]
        seconds = time.process_time() - began
    for one, of_account in zip(ids, told, strict=True):
        found = await store.snapshots.get(one, DATE)
        assert found is not None
        assert all(near(getattr(found.components, name), value) for name, value in of_account.items()), one
    return seconds


def _kept(promise: bool) -> str:
    return "kept" if promise else "**not kept**"


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
    rows += memory()
    told = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    write_part(Path(__file__).parents[1] / "results.md", "reports", told, ("what", "", "beside"), rows)
    for row in rows:
        print(*row, sep=" | ")


if __name__ == "__main__":
    main()
