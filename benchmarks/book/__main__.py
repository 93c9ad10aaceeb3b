"""`python -m benchmarks.book`: lists across a thousand accounts, from their newest snapshots, over HTTP."""

import asyncio
import os
import platform
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.http import Connection, Service
from benchmarks.report import machine_line, write_timed
from graph.store import Store, StoreOptions
from schemas.reports.snapshot import Snapshot
from tests.sample_snapshots import contact, gap, snapshot

INTRODUCTION = """`python -m benchmarks.book` wrote this part: 1,000 accounts with a snapshot each of ten gaps and four
people due, a service on the embedded engine, one connection. The first answer reads what all snapshots list; while none
of them changes, the next ones read those of their page alone. Wall time; medians of 15 rounds in turn."""

ACCOUNTS, GAPS, DUE, ROUNDS, PROMISED = 1_000, 10, 4, 15, 300
PROMISED_PORTFOLIO = 150
POINT_READ = "/v1/accounts/a0000"
LISTS = {
    "gaps, 100 of 10,000": "/v1/analysis/gaps?limit=100",
    "gaps, 20 of those of one rule and severity": "/v1/analysis/gaps?rule=overdue-contact&severity=high&limit=20",
    "people due, 100 of 4,000": "/v1/analysis/contacts-due?limit=100",
    "health, 100 of 1,000": "/v1/analysis/health?limit=100",
}
PORTFOLIO = {
    "accounts with scores, 100 of 1,000": "/v1/accounts?include=scores&limit=100",
    "the same, the worst health first": "/v1/accounts?include=scores&sort=health&limit=100",
}

Row = tuple[str, float, str]


async def fill(service: Service, connection: Connection) -> None:
    """Record the accounts, and keep a snapshot of each as it stands."""
    revisions: dict[str, int] = {}
    for first in range(0, ACCOUNTS, 500):
        ids = [f"a{number:04}" for number in range(first, first + 500)]
        items = [{"kind": "account", "id": each, "data": {"name": f"Firm {each}", "tier": "A"}} for each in ids]
        await connection.ask("POST", "/v1/batch", {"items": items})
    for number in range(ACCOUNTS):
        account = f"a{number:04}"
        revisions[account] = (await connection.ask("GET", f"/v1/accounts/{account}"))["revision"]
    store = await Store.open(StoreOptions(service.data, join=True))
    try:
        await store.snapshots.write(_snapshot(account, revision) for account, revision in revisions.items())
    finally:
        await store.close()


def _snapshot(account: str, revision: int) -> Snapshot:
    gaps = tuple(gap(number) for number in range(1, GAPS + 1))
    due = tuple(contact(number) for number in range(1, DUE + 1))
    return snapshot(account_id=account, revision=revision, gaps=gaps, contacts_due=due)


async def taken(connection: Connection, path: str) -> float:
    """Return the milliseconds of one request."""
    began = time.perf_counter()
    await connection.ask("GET", path)
    return (time.perf_counter() - began) * 1000


async def measure(service: Service) -> list[Row]:
    """Return the first answer, and the medians of those that follow beside a point read."""
    await fill(service, await Connection.open(service.port))
    connection = await Connection.open(service.port)
    first = await taken(connection, LISTS["gaps, 100 of 10,000"])
    paths = {"an account by its id": POINT_READ} | LISTS | PORTFOLIO
    rounds = [{name: await taken(connection, path) for name, path in paths.items()} for _ in range(ROUNDS)]
    medians = {name: statistics.median(each[name] for each in rounds) for name in paths}
    point = medians.pop("an account by its id")

    def said(name: str, ms: float) -> str:
        promised = PROMISED_PORTFOLIO if name in PORTFOLIO else PROMISED
        return f"{ms / point:.0f}x; {promised} ms promised: {'kept' if ms < promised else '**not kept**'}"

    return [
        ("an account by its id", point, "1"),
        ("gaps, the first answer after a change", first, f"{first / point:.0f}x"),
        *((name, ms, said(name, ms)) for name, ms in medians.items()),
    ]


def main() -> None:
    """Measure and write the part of results.md."""
    with tempfile.TemporaryDirectory() as folder, Service(Path(folder) / "book", dict(os.environ)) as service:
        rows = asyncio.run(measure(service))
    introduction = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    write_timed(Path(__file__).parents[1] / "results.md", "lists across accounts", introduction, rows)


if __name__ == "__main__":
    main()
