"""The change feed under slow and fast writers: nothing skipped, nothing twice."""

import asyncio
import random
import time

import pytest

from graph.engine.bolt_address import BoltAddress
from graph.read.change_feed import BEGINNING
from graph.store import Store
from schemas.changes import FeedPlace
from schemas.instants import LAST_INSTANT
from schemas.writes import BOOK, BOOK_ID
from tests.conftest import JoinStore
from tests.contract.feed_load import Key, Load, Reader, faults, way_of
from tests.contract.slow_road import SlowRoad
from tests.nightly import NIGHTLY

CHANGES = 800 if NIGHTLY else 400
"""At most a twelfth of what ``python -m tests.soak --run feed`` writes."""

WRITE_SECONDS = 3.0

pytestmark = pytest.mark.slow


async def revisions_of(store: Store, accounts: list[str]) -> dict[str, int]:
    [[book, *_]] = await store._client.read("book.revisions", id=BOOK_ID)
    return {BOOK: book} | {one: (await store.repository.snapshot(one, LAST_INSTANT)).revision for one in accounts}


async def test_slow_and_fast_writers_and_a_reader_nothing_is_skipped_nothing_comes_twice(
    own_address: BoltAddress, join_store: JoinStore
):
    chance = random.Random(3)
    async with SlowRoad(own_address.uri, longest=0.05) as road:
        fast = [way_of(await join_store(work_seconds=WRITE_SECONDS)) for _ in range(2)]
        slow = [way_of(await join_store(road.uri, work_seconds=WRITE_SECONDS)) for _ in range(2)]
        reading = await join_store(work_seconds=WRITE_SECONDS)
        load = Load(fast, slow, CHANGES, chance)

        async def read_page(cursor: FeedPlace | None, limit: int) -> tuple[list[Key], FeedPlace]:
            page = await reading.changes.page(cursor or BEGINNING, limit)
            return [one.place for one in page.items], page.after

        reader = Reader(read_page, chance)
        writing = asyncio.create_task(load.run())
        finished: list[float] = []
        writing.add_done_callback(lambda _: finished.append(time.monotonic()))
        held_back = reading.changes.held_back.total_seconds()
        await reader.read_until(lambda: bool(finished) and time.monotonic() > finished[0] + held_back)
        await writing
        assert faults(reader.seen, await revisions_of(reading, load.accounts)) == []
    assert len([key for key in reader.seen if key[1] in load.accounts]) >= CHANGES - load.stored["fast book"]
    assert load.stored["slow"] > 20, (load.stored, load.refused)
    assert load.stored["slow book"] + load.stored["fast book"] > 0
