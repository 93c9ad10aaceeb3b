"""The feed: eight accounts and the book under slow and fast writers, a reader, and kills; each change is seen once."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx

from graph.engine.bolt_address import BoltAddress
from graph.engine.client import COMMIT_SECONDS
from graph.engine.folder_owner import find_owner
from graph.store import Store, StoreOptions
from schemas.writes import BOOK, WriteItem
from tests.contract.feed_load import Key, Load, Reader, Way, faults, way_of
from tests.contract.slow_road import SlowRoad
from tests.soak.findings import Findings
from tests.soak.report import Report
from tests.soak.served import Engine, ServedStore

WRITE_SECONDS = 5.0
LONGEST_WAIT = 0.05
READ_SECONDS = 30.0
POLL_SECONDS = 0.05


class FeedRun:
    """One service whose feed is read while it, and stores beside it, are written to."""

    def __init__(self, folder: Path, engine: Engine, seed: int) -> None:
        self._engine = engine
        self._chance = random.Random(seed)
        self._service = ServedStore(folder / "data", engine, write_seconds=f"{WRITE_SECONDS:g}")
        self._beside = AsyncExitStack()
        self._ways: dict[str, Way] = {}
        self._kills = 0

    async def run(self, changes: int, kills: int) -> Report:
        """Write so many changes, kill the service so often meanwhile, and return what was found."""
        began = time.monotonic()
        findings = Findings()
        try:
            await self._service.start()
            await self._open_ways()
            load = Load([self._by("http"), self._by("fast")], [self._by("slow")], changes, self._chance)
            reader = Reader(self._read_page, self._chance)
            await self._read_under(load, reader, kills)
            for fault in faults(reader.seen, await self._revisions(load.accounts)):
                findings.add("feed", fault)
        finally:
            await self._beside.aclose()
            await self._service.close()
        numbers: dict[str, float] = {
            "changes_stored": load.stored.total(),
            "by_slow_writers": sum(times for name, times in load.stored.items() if name.startswith("slow")),
            "of_the_book": sum(times for name, times in load.stored.items() if name.endswith("book")),
            "refused": load.refused.total(),
            "changes_seen": len(reader.seen),
            "polls": reader.polls,
            "polls_refused": reader.refused,
            "kills": self._kills,
            "seconds": round(time.monotonic() - began),
        }
        return Report("feed", self._engine.name, numbers, findings)

    async def _read_under(self, load: Load, reader: Reader, kills: int) -> None:
        writing = asyncio.create_task(load.run())
        finished: list[float] = []
        writing.add_done_callback(lambda _: finished.append(time.monotonic()))
        killing = asyncio.create_task(self._kill(load, kills))
        held_back = WRITE_SECONDS + COMMIT_SECONDS + 1
        await reader.read_until(lambda: bool(finished) and time.monotonic() > finished[0] + held_back)
        await writing
        await killing

    async def _kill(self, load: Load, kills: int) -> None:
        """Kill the service when so much is stored, each time with writes and reads under way, and start it again."""
        for number in range(kills):
            enough = load.wanted * (number + 1) // (kills + 1)
            while load.stored.total() < enough:  # noqa: ASYNC110 -- what is counted wakes nobody
                await asyncio.sleep(POLL_SECONDS)
            await self._service.kill()
            self._kills += 1
            await self._service.start()
            await self._open_ways()

    async def _open_ways(self) -> None:
        """Open, or open again after a kill, the ways to the store; the engine may answer elsewhere now."""
        await self._beside.aclose()
        address = self._address()
        road = await self._beside.enter_async_context(SlowRoad(address.uri, LONGEST_WAIT))
        client = await self._beside.enter_async_context(
            httpx.AsyncClient(base_url=self._service.url, timeout=READ_SECONDS)
        )
        self._ways["http"] = _http_way(client)
        for name, uri in (("fast", address.uri), ("slow", road.uri)):
            way = BoltAddress(uri, address.user, address.password, address.database)
            store = await Store.open(StoreOptions(self._service.folder, neo4j=way, work_seconds=WRITE_SECONDS))
            self._beside.push_async_callback(store.close)
            self._ways[name] = way_of(store)

    def _address(self) -> BoltAddress:
        if self._engine.neo4j_uri is not None:
            return BoltAddress(self._engine.neo4j_uri, "", "", "neo4j")
        owner = find_owner(self._service.folder)
        assert owner is not None
        return owner.address

    def _by(self, name: str) -> Way:
        async def write(items: Sequence[WriteItem]) -> bool:
            return await self._ways[name](items)

        return write

    async def _read_page(self, cursor: Any, limit: int) -> tuple[list[Key], Any]:
        asked = {"limit": limit} | ({"after": cursor} if cursor else {})
        answer = await self._ask("/v1/changes", asked)
        keys = [(one["recorded_at"], one["account_id"] or BOOK, one["revision"]) for one in answer["items"]]
        return list(keys), answer["next_cursor"]

    async def _revisions(self, accounts: Sequence[str]) -> dict[str, int]:
        found = {account: int((await self._ask(f"/v1/accounts/{account}"))["revision"]) for account in accounts}
        return found | {BOOK: int((await self._ask("/v1/settings"))["revision"])}

    async def _ask(self, path: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        async with httpx.AsyncClient(base_url=self._service.url, timeout=READ_SECONDS) as client:
            return await _answered(lambda: client.get(path, params=parameters))


def _http_way(client: httpx.AsyncClient) -> Way:
    async def write(items: Sequence[WriteItem]) -> bool:
        account = items[0].ledger if items[0].resource.scope == "account" else None
        url = f"/v1/accounts/{account}/batch" if account else "/v1/batch"
        body = {"items": [_sent(one) for one in items]}
        answer = await _answered(lambda: client.post(url, json=body))
        return any(result["outcome"] != "unchanged" for result in answer["results"])

    return write


def _sent(one: WriteItem) -> dict[str, Any]:
    return {"kind": one.resource.kind, "id": one.id, "action": one.action, "data": dict(one.data)}


async def _answered(ask: Callable[[], Awaitable[httpx.Response]]) -> dict[str, Any]:
    """Return a body; whatever else comes is an `OSError`, as of a line that is dead."""
    try:
        answer = await ask()
    except (httpx.HTTPError, RuntimeError) as error:
        raise ConnectionError(str(error)) from error
    if answer.status_code != httpx.codes.OK:
        raise ConnectionError(f"{answer.status_code} {answer.text[:200]}")
    body: dict[str, Any] = answer.json()
    return body


async def run_feed(folder: Path, engine: Engine, changes: int, kills: int, seed: int) -> Report:
    """Let a reader follow the feed of one engine and return what was found."""
    logging.getLogger("neo4j").setLevel(logging.ERROR)  # collisions of processes are what is wanted here
    return await FeedRun(folder, engine, seed).run(changes, kills)
