"""Small books in folders of their own, as reports are run over them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from neo4j import AsyncGraphDatabase

from app.exchange.ndjson_import import import_ndjson
from app.reports.run.run import AskedRun
from graph.engine.folder_owner import find_owner
from graph.store import Store

DATE, AS_OF = "2026-07-01", "2026-07-01T00:00:00.000000Z"
ASKED = AskedRun(DATE, AS_OF)

ACCOUNTS = 45
"""Two batches and a part of one."""

IDS = [f"a{number:02}" for number in range(ACCOUNTS)]

Line = dict[str, Any]


def lines() -> Iterator[bytes]:
    """Yield the lines of the book: of us two, of each account three people whom we met, each account at other times."""
    records: list[Line] = [{"kind": "team_member", "id": who, "data": {"name": who.title()}} for who in ("kim", "lea")]
    for number, account in enumerate(IDS):
        records.append(
            {"kind": "account", "id": account, "data": {"name": f"Firm {number}", "tier": "ABC"[number % 3]}}
        )
        records += [_of(account, "person", who, name=who.title()) for who in ("ada", "bo", "cy")]
        records.append(_of(account, "reporting_line", "l1", person="bo", manager="ada"))
        records.append(
            _of(account, "coverage", "v1", member="kim", target={"kind": "account", "id": account}, duty="owner")
        )
        for place in range(number % 5 + 1):
            at = f"2026-{6 - place:02}-{number % 27 + 1:02}T09:00:00Z"
            records.append(_met(account, f"i{place}", at, ("ada", "bo")[place % 2], ("kim", "lea")[number % 2]))
    yield from (json.dumps(line).encode() + b"\n" for line in records)


def _of(account: str, kind: str, record: str, **data: Any) -> Line:
    return {"account_id": account, "kind": kind, "id": record, "data": data}


def _met(account: str, record: str, at: str, person: str, member: str) -> Line:
    both_ways = {"channel": "meeting", "direction": "mutual"}
    return _of(account, "interaction", record, at=at, people=[person], members=[member], **both_ways)


async def fill(store: Store) -> None:
    """Store the book."""
    report = await import_ndjson(store, lines(), "tester")
    assert not report.rejected, report.rejects[:3]


async def snapshots(store: Store, date: str = DATE) -> dict[str, str]:
    """Return the snapshots of a date as they are kept, by account."""
    return {each.account_id: each.model_dump_json() async for page in store.snapshots.of_date(date) for each in page}


async def damage(folder: Path, accounts: list[str]) -> None:
    """Make what is stored of people of some accounts unreadable."""
    owner = find_owner(folder)
    assert owner is not None
    at = owner.address
    async with AsyncGraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
        await driver.execute_query(
            "MATCH (person:Person) WHERE person.account_id IN $ids SET person.identity = '{'",
            ids=accounts,
            database_=at.database,
        )
