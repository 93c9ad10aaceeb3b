"""`python -m benchmarks.reports.by_the_clock`: a night on two cores beside a script, accounts a second by the clock.

Prints its rows; `python -m benchmarks.reports` writes them with all others.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from neo4j import Driver

from app.reports.run.executors import Computing, process_pool
from benchmarks.invented.books import OF_PLAIN, plain_lines
from benchmarks.invented.copies import copy_accounts, read_original
from benchmarks.reports.beside_plain import driver_of, plain_whole
from benchmarks.reports.runs import DATE, Row, fill, kept, opened, timed
from graph.engine.client import in_parts
from graph.store import Store

ACCOUNTS, ROUNDS, WORKERS = 240, 5, 2

COPIED_AT_ONCE = 2
"""Copies of one transaction."""


class Round(NamedTuple):
    """Seconds that a date of the whole book took: the script, and ours."""

    plain: float
    ours: float


async def by_the_clock(folder: Path) -> list[Row]:
    """Measure both ways over the same book, in turn, and hold each account of each date to the same numbers."""
    async with opened(folder) as store:
        ids = await _filled(store)
        with driver_of(folder) as driver:
            async with process_pool(folder, WORKERS) as computing:
                await _round(store, driver, computing, ids, DATE)  # workers start, and accounts are packed, but once
                dates = [f"2026-07-{2 + day:02}" for day in range(ROUNDS)]
                return _rows([await _round(store, driver, computing, ids, date) for date in dates])


async def _filled(store: Store) -> Sequence[str]:
    """Fill a book with accounts that the script can compute, and return their ids."""
    await fill(store, plain_lines())
    originals = [await read_original(store, f"plain{number}") for number in range(OF_PLAIN)]
    for numbers in in_parts(range(OF_PLAIN, ACCOUNTS), COPIED_AT_ONCE):
        await copy_accounts(store, {number: originals[number % OF_PLAIN] for number in numbers})
    return [account.id for account in await store.snapshots.accounts()]


async def _round(store: Store, driver: Driver, computing: Computing, ids: Sequence[str], date: str) -> Round:
    _, ours = await timed(store, computing, date)
    return Round(await plain_whole(store, driver, date, ids, time.perf_counter), ours)


def _rows(rounds: Sequence[Round]) -> list[Row]:
    plain, ours = (ACCOUNTS / median(seconds) for seconds in zip(*rounds, strict=True))
    times = [each.plain / each.ours for each in rounds]
    usual, between = median(times), f"from {min(times):.1f}x to {max(times):.1f}x in {len(times)} rounds"
    promise = f"{usual:.1f}x faster ({between}), 15x promised: {kept(usual > 15)}"
    return [
        (f"{ACCOUNTS} accounts on two cores, by the clock: the script", f"{plain:.1f} accounts a second", "1"),
        (f"the same: ours, by {WORKERS} workers, everything", f"{ours:.1f} accounts a second", promise),
    ]


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        for row in asyncio.run(by_the_clock(Path(folder) / "plain")):
            print(*row, sep=" | ")
