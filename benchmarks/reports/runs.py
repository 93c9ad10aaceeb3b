"""Runs of a report over invented books, as all benchmarks of reports make them."""

import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from app.exchange.ndjson_import import import_ndjson
from app.reports.run.executors import Computing
from app.reports.run.run import AskedRun, RunResult, run_report
from graph.store import Store, StoreOptions

DATE, NEXT = "2026-07-01", "2026-07-02"

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


def kept(promise: bool) -> str:
    """Return whether a promise is kept, in words."""
    return "kept" if promise else "**not kept**"
