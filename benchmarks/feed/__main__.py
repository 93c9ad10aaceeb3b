"""`python -m benchmarks.feed`: from a write to readers of the change feed who poll, wait, and follow a stream."""

import asyncio
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx

from benchmarks.http import Service
from benchmarks.report import machine_line, write_part

INTRODUCTION = """`python -m benchmarks.feed` wrote this part: 300 writes one after the other to one account, a
service on the embedded engine, and three readers beside each other: one polls every 250 ms, one asks with `wait=60`,
one follows the stream. Wall time from sending a write until its change was read; the first row is the write's own."""

WRITES, POLL_SECONDS, PAUSE_SECONDS = 300, 0.25, 0.05
ACCOUNT = "acme"
RESULTS = Path(__file__).parents[1] / "results.md"

Seen = dict[int, float]
"""When each revision was seen."""


async def main() -> None:
    """Measure, and write the part."""
    with tempfile.TemporaryDirectory() as folder, Service(Path(folder) / "feed", dict(os.environ)) as service:
        url = f"http://127.0.0.1:{service.port}"
        async with httpx.AsyncClient(base_url=url, timeout=90, trust_env=False) as http:
            rows = await measure(http)
    introduction = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    write_part(RESULTS, "the change feed", introduction, ("what", "median, ms", "99th percentile, ms"), rows)
    for row in rows:
        print(*row, sep=" | ")


async def measure(http: httpx.AsyncClient) -> list[tuple[str, str, str]]:
    """Return median and 99th percentile of the write itself and of each reader."""
    (await http.put(f"/v1/accounts/{ACCOUNT}", json={"name": "Acme"})).raise_for_status()
    readers = {
        "poll every 250 ms": _pages(http, 0),
        "long poll": _pages(http, 60),
        "stream": _events(http),
    }
    began: Seen = {}
    answered: Seen = {}
    seen, _ = await asyncio.gather(
        asyncio.gather(*(_read(changes) for changes in readers.values())), _write(http, began, answered)
    )
    ways = {"the write itself": answered, **dict(zip(readers, seen, strict=True))}
    return [(name, *_quantiles([at[revision] - began[revision] for revision in began])) for name, at in ways.items()]


async def _write(http: httpx.AsyncClient, began: Seen, answered: Seen) -> None:
    for revision in range(2, WRITES + 2):
        await asyncio.sleep(PAUSE_SECONDS)
        began[revision] = time.perf_counter()
        answer = await http.put(f"/v1/accounts/{ACCOUNT}/people/p{revision}", json={"name": "Ada"})
        answered[revision] = time.perf_counter()
        answer.raise_for_status()


async def _read(changes: AsyncIterator[list[dict[str, Any]]]) -> Seen:
    seen: Seen = {}
    async for found in changes:
        at = time.perf_counter()
        seen.update((one["revision"], at) for one in found if one["account_id"] == ACCOUNT)
        if WRITES + 1 in seen:
            break
    return seen


async def _pages(http: httpx.AsyncClient, wait: int) -> AsyncIterator[list[dict[str, Any]]]:
    asked: dict[str, Any] = {"wait": wait}
    while True:
        page = (await http.get("/v1/changes", params=asked)).raise_for_status().json()
        asked["after"] = page["next_cursor"]
        yield page["items"]
        if not wait:
            await asyncio.sleep(POLL_SECONDS)


async def _events(http: httpx.AsyncClient) -> AsyncIterator[list[dict[str, Any]]]:
    async with http.stream("GET", "/v1/changes", headers={"Accept": "text/event-stream"}) as answer:
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                yield [json.loads(line.removeprefix("data: "))]


def _quantiles(seconds: list[float]) -> tuple[str, str]:
    return f"{statistics.median(seconds) * 1000:.0f}", f"{statistics.quantiles(seconds, n=100)[98] * 1000:.0f}"


if __name__ == "__main__":
    asyncio.run(main())
