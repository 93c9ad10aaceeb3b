"""Steps of imports and of the round trip, each run in a process of its own, so that its peak memory is its own."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import groupby
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

from neo4j import AsyncDriver, AsyncGraphDatabase, NotificationMinimumSeverity

from analytics.answers.closeness import closeness_analysis
from analytics.answers.coverage import coverage_analysis
from analytics.context import Context
from app.analysis.evidence import read_evidence, with_earlier
from app.exchange.history_export import HistoryExport
from app.exchange.history_import import HistoryImport
from app.exchange.ndjson_import import import_ndjson
from app.imports.csv_import import import_csv
from app.imports.mappings.mapping import load_mapping
from app.imports.staging.rejects import RejectsFile
from cypher import statement
from graph.engine.bolt_address import BoltAddress
from graph.engine.folder_owner import find_owner
from graph.ledger.stored_form import stored_form
from graph.store import Store, StoreOptions
from schemas.instants import LAST_INSTANT
from schemas.records.accounts import ACCOUNTS
from schemas.registry import BY_KIND

CHUNK = 1_000

MAPPINGS = {"crm_salesforce_shape": "salesforce", "enron_jhu": "enron"}
"""Mapping by the name of a folder."""

AS_OF = {"crm_salesforce_shape": "2026-07-01T00:00:00.000000Z", "enron_jhu": "2002-01-01T00:00:00.000000Z"}
"""The moment that closeness is computed at, by folder."""

PATIENCE = 120.0
"""Seconds that a statement may take: a cold server on a busy machine proves nothing."""

EVER = {"begin": "0001-01-01T00:00:00.000000Z", "end": "9999-12-31T23:59:59.999999Z"}

Step = Callable[[StoreOptions, Path], Coroutine[Any, Any, int]]


async def load(options: StoreOptions, path: Path) -> int:
    """Import plain lines, as a customer's first import."""
    async with _opened(options) as store:
        with path.open("rb") as lines:
            report = await import_ndjson(store, lines, "bench")
        assert not report.rejected, report.rejects[:3]
        return report.lines


async def take(options: StoreOptions, path: Path) -> int:
    """Import a folder of tables by the mapping of its name."""
    async with _opened(options) as store:
        rejects = options.folder.parent / f"{options.folder.name}-rejects.csv"
        mapping = load_mapping(MAPPINGS[path.name])
        report = await import_csv(store, path, mapping, author="bench", rejects=RejectsFile(rejects, "en"))
        return report.rows


async def closeness(options: StoreOptions, path: Path) -> int:
    """Compute influence, closeness and coverage of every account of a folder that was imported."""
    async with _opened(options) as store:
        accounts = await store.repository.accounts_snapshot(LAST_INSTANT)
        count = 0
        async for row in store.repository.rows(ACCOUNTS, accounts):
            snapshot = await store.repository.snapshot(row["id"], AS_OF[path.name])
            evidence = await with_earlier(store, await read_evidence(store, snapshot))
            context = Context(evidence.graph, evidence.settings, earlier=evidence.earlier)
            closeness_analysis(context).model_dump_json()
            coverage_analysis(context).model_dump_json()
            count += 1
    return count


async def export(options: StoreOptions, path: Path) -> int:
    """Export history."""
    async with _opened(options) as store:
        job = HistoryExport(store, None)
        with path.open("wb") as target:
            async for block, _, _ in job.blocks():
                target.write(block)
        return job.written.rows


async def replay(options: StoreOptions, path: Path) -> int:
    """Import history."""
    async with _opened(options) as store:
        with path.open("rb") as lines:
            report = await HistoryImport(store, lines).run()
        return report.rows


async def bare_write(options: StoreOptions, path: Path) -> int:
    """Merge the rows of a file of history with the official driver, a thousand a transaction; no history, no checks."""
    count = 0
    async with _opened(options), _driver(options) as (driver, database):
        with path.open("rb") as lines:
            for kind, rows in _chunks(lines):
                resource = BY_KIND[kind]
                text = statement(f"{resource.plural}.create").text
                if not resource.is_edge:
                    key = "id: row.id" if resource.scope != "account" else "account_id: row.account_id, id: row.id"
                    text = text.replace("CREATE (", "MERGE (").replace(")\nSET", f" {{{key}}})\nSET")
                await driver.execute_query(text, rows=rows, database_=database)
                count += len(rows)
    return count


async def bare_read(options: StoreOptions, path: Path) -> int:
    """Read every record with the official driver, a thousand nodes a query, and write them as lines of JSON."""
    count = 0
    async with _opened(options), _driver(options) as (driver, database):
        with path.open("w", encoding="utf-8") as target:
            async for rows in _records(driver, database):
                target.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
                count += len(rows)
    return count


async def _records(driver: AsyncDriver, database: str) -> AsyncIterator[list[Any]]:
    found, _, _ = await driver.execute_query("MATCH (a:Account) RETURN a.id AS id ORDER BY id", database_=database)
    for (account_id,) in found:
        for resource in BY_KIND.values():
            if resource.scope != "account":
                continue
            if resource.is_edge:
                text = statement(f"{resource.plural}.recorded").text
                rows, _, _ = await driver.execute_query(text, {"account_id": account_id, **EVER}, database_=database)
                yield [row[0] for row in rows]
                continue
            label = statement(f"{resource.plural}.create").text.split(":")[1].split(")")[0]
            after: str | None = ""
            while after is not None:
                text = (
                    f"MATCH (n:{label} {{account_id: $account_id}}) WHERE n.id > $after"
                    " RETURN properties(n) AS row ORDER BY n.id LIMIT 1000"
                )
                rows, _, _ = await driver.execute_query(text, account_id=account_id, after=after, database_=database)
                yield [row[0] for row in rows]
                after = rows[-1][0]["id"] if len(rows) == CHUNK else None


def _chunks(lines: Iterator[bytes]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    values = (json.loads(line) for line in lines)
    rows = (value for value in values if "row" in value and value["row"]["sequence"] == 1)
    for kind, same in groupby(rows, lambda value: str(value["kind"])):
        chunk: list[dict[str, Any]] = []
        for value in same:
            owner = {name: value[name] for name in ("account_id", "id") if name in value}
            chunk.append({**stored_form(BY_KIND[kind], value["row"]), **owner})
            if len(chunk) == CHUNK:
                yield kind, chunk
                chunk = []
        if chunk:
            yield kind, chunk


@asynccontextmanager
async def _opened(options: StoreOptions) -> AsyncIterator[Store]:
    store = await Store.open(options)
    _started[0] = time.perf_counter()
    try:
        yield store
        _seconds[0] = time.perf_counter() - _started[0]
    finally:
        await store.close()


@asynccontextmanager
async def _driver(options: StoreOptions) -> AsyncIterator[tuple[AsyncDriver, str]]:
    address = options.neo4j or _owner(options.folder)
    auth = (address.user, address.password) if address.user else None
    quiet = NotificationMinimumSeverity.OFF
    async with AsyncGraphDatabase.driver(address.uri, auth=auth, notifications_min_severity=quiet) as driver:
        yield driver, address.database


def _owner(folder: Path) -> BoltAddress:
    owner = find_owner(folder)
    assert owner is not None
    return owner.address


_started, _seconds = [0.0], [0.0]

STEPS: dict[str, Step] = {
    "take": take,
    "closeness": closeness,
    "load": load,
    "export": export,
    "replay": replay,
    "bare_write": bare_write,
    "bare_read": bare_read,
}


def main(words: Sequence[str]) -> None:
    """Run ``STEP PLACE FILE``, where the place is a folder or a Bolt address, and print what it took as JSON."""
    name, place, path = words
    neo4j = BoltAddress(place, "", "", "neo4j") if place.startswith("bolt:") else None
    folder = Path(path).parent / "none" if neo4j else Path(place)
    options = StoreOptions(folder, neo4j=neo4j, statement_seconds=PATIENCE, work_seconds=PATIENCE)
    rows = asyncio.run(STEPS[name](options, Path(path)))
    peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": rows, "seconds": _seconds[0], "peak_mb": peak}))


if __name__ == "__main__":
    main(sys.argv[1:])
