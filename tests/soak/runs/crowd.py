"""A crowd: many readers at once, and writers of small batches among them, who must not starve."""

import asyncio
import itertools
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.soak.crowds.large import store_large
from tests.soak.findings import Findings
from tests.soak.report import Report
from tests.soak.served import Engine, ServedStore

ACCOUNTS = ("north", "south", "east", "west")
PEOPLE = 60
BATCH = 5
PATHS = ("people?limit=100", "people/p1", "analysis/influence", "interactions?limit=50")
WAITING = {"Prefer": "wait=60"}
"""The accounts grow to thousands of people, whose answers would be jobs: a reader is one who waits."""
ALONE_SHARE = 3
"""Writers are measured alone for this part of the time first."""


@dataclass(slots=True)
class _Tally:
    writes: list[float] = field(default_factory=list)
    reads: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)


async def run_crowd(
    folder: Path, engine: Engine, *, readers: int = 60, writers: int = 4, seconds: float = 30.0
) -> Report:
    """Let writers send batches of five items, alone and then among readers, and return what became of both."""
    store, findings = ServedStore(folder / "data", engine), Findings()
    limits = httpx.Limits(max_connections=None)
    try:
        await store.start()
        given: dict[str, Any] = {"timeout": 60, "limits": limits, "trust_env": False, "headers": WAITING}
        async with httpx.AsyncClient(base_url=store.url, **given) as client:
            for account in ACCOUNTS:
                await store_large(client, account, PEOPLE)
            alone = await _measure(client, 0, writers, seconds / ALONE_SHARE)
            among = await _measure(client, readers, writers, seconds)
    finally:
        await store.close()
    for answer, times in (alone.refused + among.refused).items():
        findings.add("refused", f"{answer}, {times} times")
    numbers = {
        "readers": readers,
        "writers": writers,
        "batches_a_second_alone": round(len(alone.writes) * ALONE_SHARE / seconds, 1),
        "batches_a_second": round(len(among.writes) / seconds, 1),
        "write_p50_seconds": percentile(among.writes, 0.5),
        "write_p99_seconds": percentile(among.writes, 0.99),
        "reads_a_second": round(len(among.reads) / seconds, 1),
        "read_p99_seconds": percentile(among.reads, 0.99),
        "refused": sum(among.refused.values()),
    }
    return Report("crowd", engine.name, numbers, findings)


async def _measure(client: httpx.AsyncClient, readers: int, writers: int, seconds: float) -> _Tally:
    tally, end = _Tally(), time.monotonic() + seconds
    reading = (_read(client, number, end, tally) for number in range(readers))
    await asyncio.gather(*reading, *(_write(client, number, end, tally) for number in range(writers)))
    return tally


async def _read(client: httpx.AsyncClient, number: int, end: float, tally: _Tally) -> None:
    for turn in itertools.count(number):
        if time.monotonic() > end:
            return
        path = f"/v1/accounts/{ACCOUNTS[turn // 2 % len(ACCOUNTS)]}/{PATHS[turn % len(PATHS)]}"
        await _send(client.build_request("GET", path), client, tally.reads, tally)


async def _write(client: httpx.AsyncClient, number: int, end: float, tally: _Tally) -> None:
    path = f"/v1/accounts/{ACCOUNTS[number % len(ACCOUNTS)]}/batch"
    for turn in itertools.count():
        if time.monotonic() > end:
            return
        names = [f"w{number}-{turn}-{k}" for k in range(BATCH)]
        items = [{"kind": "person", "id": name, "data": {"name": f"Written {name}"}} for name in names]
        await _send(client.build_request("POST", path, json={"items": items}), client, tally.writes, tally)


async def _send(request: httpx.Request, client: httpx.AsyncClient, done: list[float], tally: _Tally) -> None:
    """Send a request; note its seconds, or how it was refused."""
    began = time.monotonic()
    try:
        answer = await client.send(request)
    except httpx.TransportError as error:
        tally.refused[f"{request.method}: {type(error).__name__}"] += 1
    else:
        if answer.is_success:
            done.append(time.monotonic() - began)
        else:
            tally.refused[f"{request.method}: {answer.status_code} {answer.json()['code']}"] += 1


def percentile(values: list[float], share: float) -> float:
    """Return a percentile of some seconds, to the millisecond; 0 of none."""
    return round(sorted(values)[min(len(values) - 1, int(share * len(values)))], 3) if values else 0.0
