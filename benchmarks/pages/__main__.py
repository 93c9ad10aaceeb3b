"""`python -m benchmarks.pages [PEOPLE ...]`: what a page of an account takes, and what others notice of a large one."""

import asyncio
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from benchmarks.pages.processor import processor_seconds
from benchmarks.report import machine_line, write_part
from tests.api.serving import Service

INTRODUCTION = """`python -m benchmarks.pages` wrote this part: a service on the embedded engine, each request as a
front end sends it, compressed. Wall time, and processor time of the service with its engine and workers, which other
work on the machine does not change; medians of {rounds} rounds. The page is that of the larger sample account. Others
are a reader of one person, every 20 ms, alone and while a graph of 6,000 people is made, again and again."""

ROUNDS = 5
BATCH = 500
RESULTS = Path(__file__).parents[1] / "results.md"
LEVELS = ("director", "manager", "specialist", "individual")
SIZES = (6_000, 28_500)
PROMISED_GRAPH, PROMISED_GRAPH_BYTES, PROMISED_PAGE_BYTES, PROMISED_OTHERS = 1.5, 300_000, 40_000, 2.0

Row = tuple[str, str, str, str, str]


class Taken(NamedTuple):
    """What a request took, and how many bytes came."""

    seconds: float
    processor: float
    size: int


def large_account(people: int) -> Iterator[dict[str, Any]]:
    """Yield the items of an account of so many people, each of whom but one reports to another."""
    for number in range(people):
        data = {"name": f"Ada Brandt {number}", "title": "Buyer", "seniority": LEVELS[number % len(LEVELS)]}
        yield {"kind": "person", "id": f"p{number:05}", "data": {**data, "mails": [f"p{number}@example.com"]}}
    for number in range(1, people):
        data = {"person": f"p{number:05}", "manager": f"p{(number - 1) // 6:05}", "line": "solid"}
        yield {"kind": "reporting_line", "data": data}


async def fill(http: httpx.AsyncClient, people: int) -> str:
    """Store an account, and return its path."""
    path = f"/v1/accounts/large-{people}"
    (await http.put(path, json={"name": "Large"})).raise_for_status()
    all_items = large_account(people)
    while items := list(islice(all_items, BATCH)):
        (await http.post(f"{path}/batch", json={"items": items})).raise_for_status()
    return path


async def taken(http: httpx.AsyncClient, service: Service, path: str, coding: str = "gzip") -> Taken:
    """Return what one request took."""
    processor, began = processor_seconds(service.pid), time.perf_counter()
    async with http.stream("GET", path, headers={"Accept-Encoding": coding}) as answer:
        answer.raise_for_status()
        size = sum([len(part) async for part in answer.aiter_raw()])
    return Taken(time.perf_counter() - began, processor_seconds(service.pid) - processor, size)


async def medians(http: httpx.AsyncClient, service: Service, path: str, coding: str = "gzip") -> Taken:
    """Return the medians of some rounds, after one that is not counted."""
    rounds = [await taken(http, service, path, coding) for _ in range(ROUNDS + 1)][1:]
    seconds, processor, sizes = zip(*rounds, strict=True)
    return Taken(statistics.median(seconds), statistics.median(processor), max(sizes))


async def page_of_an_account(http: httpx.AsyncClient, service: Service) -> list[Row]:
    """Return what a front end asks for to show an account, and all of it together."""
    accounts = (await http.get("/v1/accounts", params={"include": "scores"})).raise_for_status().json()["items"]
    sizes = {one["id"]: len((await http.get(f"/v1/accounts/{one['id']}/graph")).json()["people"]) for one in accounts}
    account = max(sizes, key=lambda one: sizes[one])
    asked = {"me": "/v1/me", "overview": f"/v1/accounts/{account}/overview", "graph": f"/v1/accounts/{account}/graph"}
    found = {name: await medians(http, service, path) for name, path in asked.items()}
    seconds, processor, size = (sum(values) for values in zip(*found.values(), strict=True))
    rows = [row(f"`{name}`, {sizes[account]} people", took) for name, took in found.items()]
    whole = Taken(seconds, processor, int(size))
    return [*rows, row("the page: these three requests", whole, said(size < PROMISED_PAGE_BYTES, "40 kB"))]


async def large(http: httpx.AsyncClient, service: Service, people: int, path: str) -> list[Row]:
    """Return what requests about a large account take."""
    name = f"{people:,} people"
    rows = [row(f"{name}: first page of 100", await medians(http, service, f"{path}/people?limit=100"))]
    for coding in ("gzip", "br"):
        took = await medians(http, service, f"{path}/graph", coding)
        kept = took.seconds < PROMISED_GRAPH and took.size < PROMISED_GRAPH_BYTES
        promised = said(kept, "1.5 s, 300 kB") if people == SIZES[0] else ""
        rows.append(row(f"{name}: graph, {coding}", took, promised))
    return rows


async def others(http: httpx.AsyncClient, path: str) -> list[Row]:
    """Return what a reader of one person waits, alone and beside graphs of a large account."""
    alone = await _reader(http, path, asyncio.sleep(5))
    beside = await _reader(http, path, _graphs(http, path))
    ratio = statistics.mean(beside) / statistics.mean(alone)
    return [
        ("one person, alone", *_quantiles(alone), "", ""),
        (
            "one person, beside it",
            *_quantiles(beside),
            "",
            f"{ratio:.1f}x on average; {said(ratio < PROMISED_OTHERS, 'under 2x')}",
        ),
    ]


async def _graphs(http: httpx.AsyncClient, path: str) -> None:
    for _ in range(3 * ROUNDS):
        (await http.get(f"{path}/graph", headers={"Accept-Encoding": "gzip"})).raise_for_status()


async def _reader(http: httpx.AsyncClient, path: str, meanwhile: Any) -> list[float]:
    """Return what reads of one person take for as long as something else goes on."""
    found: list[float] = []
    going = asyncio.ensure_future(meanwhile)
    while not going.done():
        began = time.perf_counter()
        (await http.get(f"{path}/people/p00001")).raise_for_status()
        found.append(time.perf_counter() - began)
        await asyncio.sleep(0.02)
    await going
    return found


def _quantiles(seconds: Sequence[float]) -> tuple[str, str]:
    worst = statistics.quantiles(seconds, n=100)[98]
    return f"{statistics.median(seconds) * 1000:.1f}", f"99th percentile {worst * 1000:.1f}"


def row(name: str, took: Taken, promised: str = "") -> Row:
    """Return a row of the table."""
    return name, f"{took.seconds * 1000:.0f}", f"{took.processor * 1000:.0f}", f"{took.size / 1000:.1f}", promised


def said(kept: bool, promise: str) -> str:
    """Return a promise, and whether it is kept."""
    return f"{promise} promised: {'kept' if kept else '**not kept**'}"


async def measure(service: Service, sizes: Sequence[int]) -> list[Row]:
    """Return everything in turn."""
    async with httpx.AsyncClient(base_url=service.url, timeout=300, trust_env=False) as http:
        rows = await page_of_an_account(http, service)
        paths = {people: await fill(http, people) for people in sizes}
        for people, path in paths.items():
            rows += await large(http, service, people, path)
        return rows + await others(http, paths[sizes[0]])


def main() -> None:
    """Measure and write the part of results.md."""
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    with tempfile.TemporaryDirectory() as folder, Service(Path(folder) / "data", arguments=["--sample"]) as service:
        rows = asyncio.run(measure(service, sizes))
    introduction = f"{INTRODUCTION.format(rounds=ROUNDS)}\n\n{machine_line(platform.platform())}"
    write_part(RESULTS, "pages", introduction, ("what", "wall, ms", "processor, ms", "kB", "promised"), rows)
    for each in rows:
        print(*each, sep=" | ")


if __name__ == "__main__":
    main()
