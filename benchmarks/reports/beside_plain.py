"""`python -m benchmarks.reports.beside_plain`: the nightly run beside a script that reads a row of maps a node.

Prints its rows; `python -m benchmarks.reports` writes them with all others.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from neo4j import Driver, GraphDatabase

from analytics.context import Context
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import find_gaps
from analytics.inputs.kept_numbers import KeptNumbers
from analytics.scores.health import health_scores
from analytics.snapshots.both_languages import SayBoth
from analytics.snapshots.snapshot import snapshot_with
from app.analysis.evidence import Evidence
from app.reports.run.batch import AccountOfRun, Batch
from app.reports.run.computing import garbage_left
from app.reports.run.executors import in_process
from app.reports.run.program import program
from app.reports.run.reading import read_batch
from benchmarks.agreeing import near
from benchmarks.invented.books import AS_OF, OF_PLAIN, plain_lines
from benchmarks.plain.book import health_of
from benchmarks.plain.report.report import kept_report
from benchmarks.reports.agreement import check_report
from benchmarks.reports.runs import DATE, Row, fill, midnight, opened, timed
from graph.engine.folder_owner import find_owner
from graph.read.account_graph import ReadAccount
from graph.store import Store
from schemas.settings.analysis_settings import AnalysisSettings

ROUNDS = 7
IDS = tuple(f"plain{number}" for number in range(OF_PLAIN))
SETTINGS = AnalysisSettings()
IN_NO_WORDS = SayBoth(lambda _message: "", lambda _message: "")


class Round(NamedTuple):
    """Seconds of processor time of one round, one way after the other.

    Attributes
    ----------
    whole : float
        Our run of a date.
    health : float
        Our health of the same accounts, reading included.
    same : float
        All that the plain way does too: our run without sentences, remembering gaps and storing.
    plain_health, plain_whole : float
        Health, and all of a report but its sentences, by the plain way.
    """

    whole: float
    health: float
    same: float
    plain_health: float
    plain_whole: float


async def beside_plain(folder: Path) -> list[Row]:
    """Measure accounts that the plain way can compute on both ways, and hold them to the same numbers."""
    async with opened(folder) as store:
        await fill(store, plain_lines())
        with driver_of(folder) as driver:
            await timed(store, in_process(store), DATE)
            await plain_whole(store, driver, DATE, IDS, time.process_time)
            return _rows([await _round(store, driver, f"2026-07-{day:02}") for day in range(2, 2 + ROUNDS)])


def driver_of(folder: Path) -> Driver:
    """Return the driver of a script, for the engine of a folder that this process opened."""
    owner = find_owner(folder)
    assert owner is not None
    at = owner.address
    return GraphDatabase.driver(at.uri, auth=(at.user, at.password), database=at.database)


async def _round(store: Store, driver: Driver, date: str) -> Round:
    began = time.process_time()
    await timed(store, in_process(store), date)
    whole = time.process_time() - began
    with garbage_left():
        health, same = await _health(store), await _same(store, date)
        plain = await plain_whole(store, driver, date, IDS, time.process_time)
        return Round(whole, health, same, await _plain_health(store, driver), plain)


async def _health(store: Store) -> float:
    began = time.process_time()
    async for _, evidence in _read(store, DATE):
        health_scores(Context(evidence.graph, evidence.settings))
    return time.process_time() - began


async def _same(store: Store, date: str) -> float:
    began = time.process_time()
    async for read, evidence in _read(store, date):
        context = Context(evidence.graph, evidence.settings, kept=KeptNumbers(read.numbers(), program()))
        looked_at = GapContext(context, evidence.stage_models, profiles=evidence.profiles)
        snapshot_with(looked_at, find_gaps(looked_at), date, IN_NO_WORDS)
        looked_at.let_go()
    return time.process_time() - began


async def _read(store: Store, date: str) -> AsyncIterator[tuple[ReadAccount, Evidence]]:
    """Yield each account as the run of a date reads it."""
    reading = await read_batch(store, Batch(date, midnight(date), tuple(AccountOfRun(one, None) for one in IDS)))
    for one in IDS:
        read, book = await reading.read(one)
        yield read, book.of(read.snapshot, read.graph)


async def _plain_health(store: Store, driver: Driver) -> float:
    """Return the processor time that health takes, once its numbers are found to be ours."""
    began = time.process_time()
    plain = [health_of(driver, one, AS_OF, SETTINGS) for one in IDS]
    seconds = time.process_time() - began
    for one, of_account in zip(IDS, plain, strict=True):
        found = await store.snapshots.get(one, DATE)
        assert found is not None
        assert all(near(getattr(found.components, name), value) for name, value in of_account.items()), one
    return seconds


async def plain_whole(store: Store, driver: Driver, date: str, ids: Sequence[str], clock: Callable[[], float]) -> float:
    """Return the seconds of a clock that all of a report takes, once everything in it is found to be ours."""
    began = clock()
    plain = [kept_report(driver, one, midnight(date), SETTINGS) for one in ids]
    seconds = clock() - began
    for one, of_account in zip(ids, plain, strict=True):
        found = await store.snapshots.get(one, date)
        assert found is not None
        check_report(found, of_account)
    return seconds


def _rows(rounds: Sequence[Round]) -> list[Row]:
    usual = Round(*(median(seconds) for seconds in zip(*rounds, strict=True)))
    health = [each.plain_health / each.health for each in rounds]
    whole = [each.plain_whole / each.whole for each in rounds]
    same = [each.plain_whole / each.same for each in rounds]
    unequal = [each.plain_health / each.whole for each in rounds]
    return [
        ("health alone: a row of maps a node, NetworkX and loops", _each(usual.plain_health), "1"),
        ("health alone: ours, reading included", _each(usual.health), _promised(health)),
        ("everything but sentences: a row of maps a node, NetworkX and loops", _each(usual.plain_whole), "1"),
        ("the same: ours, without sentences, remembering gaps and storing", _each(usual.same), _promised(same)),
        ("everything: ours, with these three", _each(usual.whole), _promised(whole)),
        ("everything: ours, beside health alone of the plain way", _each(usual.whole), _faster(unequal)),
    ]


def _each(seconds: float) -> str:
    return f"{seconds / OF_PLAIN * 1000:.0f} ms an account"


def _promised(times: Sequence[float]) -> str:
    reached = "reached" if median(times) > 15 else "**not reached**"
    return f"{_faster(times)}; 15x by processor time of one core: {reached}"


def _faster(times: Sequence[float]) -> str:
    between = f"from {min(times):.1f}x to {max(times):.1f}x"
    return f"{median(times):.1f}x faster ({between} in {len(times)} rounds)"


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        for row in asyncio.run(beside_plain(Path(folder) / "plain")):
            print(*row, sep=" | ")
