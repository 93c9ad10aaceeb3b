"""Mixed load for long: readers, writers, imports and a nightly run; how long each waits, and whether anything grows."""

import asyncio
import os
import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import httpx

from tests.soak.crowds.day import ACCOUNTS, PEOPLE, WAITING, Day
from tests.soak.crowds.large import store_large
from tests.soak.crowds.memory import Memory
from tests.soak.findings import Findings
from tests.soak.report import Report
from tests.soak.runs.crowd import percentile
from tests.soak.served import Engine, ServedStore

LOG_MEGABYTES = 10.0
"""Of the log an hour."""
GROWTH_AN_HOUR = 100.0
"""Megabytes that the service may grow by, judged of runs that are long enough to say."""
LONG_ENOUGH = 1200.0
PROGRESS_SECONDS = 60.0
NIGHT_AFTER = timedelta(minutes=2)


async def run_mixed(
    folder: Path,
    engine: Engine,
    seed: int,
    *,
    readers: int = 60,
    writers: int = 10,
    seconds: float = 3600.0,
    pause: float = 1.0,
) -> Report:
    """Read, write, import and report for so long; each reader and writer pauses that many seconds on average.

    Some figures go to the terminal every minute, so that a run that is broken off has said something.
    """
    night = f"{datetime.now(UTC) + NIGHT_AFTER:%H:%M}"
    store = ServedStore(folder / "data", engine, log_level="info", report_at=night)
    findings, memory, began = Findings(), Memory(store), time.monotonic()
    try:
        await store.start()
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(
            base_url=store.url, timeout=70, limits=limits, headers=WAITING, trust_env=False
        ) as client:
            for account in ACCOUNTS:
                await store_large(client, account, PEOPLE)
            day = Day(client, time.monotonic() + seconds, pause, random.Random(seed))
            beside = [asyncio.create_task(memory.watch()), asyncio.create_task(_show_progress(day, memory))]
            await day.spend(readers, writers)
            for task in beside:
                task.cancel()
            memory.look()
            reports = len((await client.get("/v1/reports")).json()["items"])
        numbers = {"readers": readers, "writers": writers, "pause_seconds": pause, "reports": reports}
        numbers |= _waits(day, seconds) | memory.numbers() | _log(store) | {"load_of_the_machine": os.getloadavg()[2]}
    finally:
        await store.close()
    _judge(day, numbers, seconds, findings)
    return Report("mixed", engine.name, {**numbers, "seconds": round(time.monotonic() - began)}, findings)


async def _show_progress(day: Day, memory: Memory) -> None:
    while True:
        await asyncio.sleep(PROGRESS_SECONDS)
        sizes = ", ".join(f"{name} {seen[-1][1]:.0f} MB" for name, seen in memory.seen.items())
        asked = sum(map(len, day.seconds.values()))
        figures = f"{asked:,} answered, {day.later.total()} later, {day.wrong.total()} wrong; {sizes}"
        click.echo(f"{datetime.now(UTC):%H:%M:%S} {figures}; load {os.getloadavg()[0]:.1f}", err=True)


def _waits(day: Day, seconds: float) -> dict[str, float]:
    found: dict[str, float] = {}
    for kind, times in sorted(day.seconds.items()):
        found[f"{kind}: answers"] = len(times)
        for name, share in (("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("worst", 1.0)):
            found[f"{kind}: {name} seconds"] = percentile(times, share)
    found["requests_a_second"] = round(sum(map(len, day.seconds.values())) / seconds, 1)
    found |= {f"{kind}: asked to come later": count for kind, count in sorted(day.later.items())}
    return found | {f"imports {state}": count for state, count in day.imports.items()}


def _log(store: ServedStore) -> dict[str, float]:
    """Return the size of the log, with and without the lines of requests."""
    lines, others = store.words().splitlines(), store.words_beside_requests()
    whole, rest = len(store.words()), sum(map(len, others))
    return {
        "log_MB": round(whole / 1e6, 2),
        "log_lines_of_requests": len(lines) - len(others),
        "log_bytes_a_line_of_a_request": round((whole - rest) / max(1, len(lines) - len(others)), 1),
        "log_MB_without_requests": round(rest / 1e6, 3),
        "log_lines_without_requests": len(others),
    }


def _judge(day: Day, numbers: dict[str, float], seconds: float, findings: Findings) -> None:
    for words, times in day.wrong.items():
        findings.add("refused", f"{words}, {times} times")
    for state, times in day.imports.items():
        if state != "done":
            findings.add("import", f"{times} {state}")
    if numbers["log_MB"] > LOG_MEGABYTES * max(1.0, seconds / 3600):
        findings.add("log", f"{numbers['log_MB']} MB")
    if seconds >= LONG_ENOUGH and numbers["service_MB_an_hour"] > GROWTH_AN_HOUR:
        findings.add("memory", f"the service grows by {numbers['service_MB_an_hour']} MB an hour")
