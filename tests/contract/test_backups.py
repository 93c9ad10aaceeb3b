"""Backups restore everything that was recorded, with keys and receipts, also when taken beside a writer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import pytest

from app.backups.archive import HISTORY, Manifest, whole_archive
from app.backups.restoring import restore
from app.backups.writing import back_up
from app.exchange.row_form import is_sound
from graph.backups.beside import Part
from graph.store import Store, StoreOptions
from schemas.errors import Conflict
from tests.conftest import OpenStore
from tests.contract.all_answers import exported
from tests.contract.held_clock import HeldClock
from tests.contract.history_stories import STORY
from tests.contract.items import influence, person
from tests.contract.ledgers import AccountDesk, fresh_id
from tests.contract.test_api_keys import make
from tests.contract.test_receipts import once
from tests.contract.whole_book import write_batches
from tests.sentences import refusal

FEW = 5
"""Batches that are acknowledged before a backup begins."""

NOTHING: frozenset[Part] = frozenset()


async def saved(store: Store, path: Path, left_out: frozenset[Part] = NOTHING) -> Manifest:
    """Back a store up, and return what the file says of itself."""
    return await back_up(store, path, left_out, lambda *_: None)


async def restored(store: Store, path: Path) -> Store:
    """Fill an empty store from a file, find nothing wrong in it, and return it."""
    with whole_archive(path) as (archive, manifest):
        await restore(store, archive, manifest, NOTHING)
    check = store.check(is_sound, alone=True)
    async for _ in check.run():
        pass
    assert check.report.count == 0
    return store


async def keys_of(store: Store) -> list[str]:
    return [key.id for key in await store.api_keys.read_all()]


@pytest.mark.parametrize("left_out", [NOTHING, frozenset({"api_keys", "idempotency_keys"})], ids=["all", "bare"])
async def test_what_is_restored_is_what_was_backed_up(open_empty: OpenStore, tmp_path: Path, left_out: frozenset[Part]):
    store, code = await open_empty(), fresh_id("k")
    desk = await AccountDesk.new(store)
    await write_batches(desk, STORY)
    _, key = await make(store)
    answer = await once(desk, code, person("eve"))
    expected = await exported(store)
    manifest = await saved(store, tmp_path / "book.zip", left_out)
    assert [part for part in ("api_keys", "idempotency_keys") if part in manifest.parts] == sorted(
        {"api_keys", "idempotency_keys"} - left_out
    )
    again = await restored(await open_empty(), tmp_path / "book.zip")
    assert await exported(again) == expected
    assert await keys_of(again) == ([] if left_out else [key.id])
    if not left_out:
        repeated = await once(AccountDesk(again, desk.id), code, person("eve"))
        assert (repeated.body, repeated.replayed) == (answer.body, True)


@asynccontextmanager
async def writing(desk: AccountDesk) -> AsyncIterator[list[int]]:
    """Write pairs of people with an influence between them as long as it lasts; the numbers of those acknowledged."""
    stored: list[int] = []
    begun = asyncio.Event()

    async def write_on() -> None:
        for number in count():
            ends = (f"a{number}", f"b{number}")
            await desk.write(*map(person, ends), influence(*ends, record_id=f"i{number}"))
            stored.append(number)
            if len(stored) == FEW:
                begun.set()

    task = asyncio.create_task(write_on())
    try:
        await begun.wait()
        yield stored
    finally:
        task.cancel()
        await asyncio.wait([task])


async def test_beside_a_writer_a_backup_holds_all_that_was_acknowledged_before_and_no_half_of_anything(
    open_empty: OpenStore, spare_data: StoreOptions, service_clock: HeldClock, tmp_path: Path
):
    store = await open_empty()
    beside = await Store.open(spare_data, service_clock)
    desk = await AccountDesk.new(store)
    try:
        async with writing(desk) as stored:
            before = during = 0
            while during == before:  # a quick backup may be done before a slow write is
                before = len(stored)
                (tmp_path / "book.zip").unlink(missing_ok=True)
                await saved(beside, tmp_path / "book.zip")
                during = len(stored)
    finally:
        await beside.close()
    again = await restored(await open_empty(), tmp_path / "book.zip")
    text = (await exported(again)).decode()
    with whole_archive(tmp_path / "book.zip") as (archive, _):
        assert text.splitlines() == archive.read(HISTORY).decode().splitlines()
    for number in range(during):
        parts = {f'"{name}{number}"' in text for name in "abi"}
        assert len(parts) == 1, "a batch is there as a whole or not at all"
        assert parts == {True} or number >= before
    assert (await AccountDesk(again, desk.id).revision()) >= before + 1


async def test_a_store_that_holds_something_is_not_restored_into(open_empty: OpenStore, tmp_path: Path):
    store = await open_empty()
    desk = await AccountDesk.new(store)
    before = await exported(store)
    await saved(store, tmp_path / "book.zip")
    with whole_archive(tmp_path / "book.zip") as (archive, manifest), refusal(Conflict, match="empty"):
        await restore(store, archive, manifest, NOTHING)
    assert await exported(store) == before
    assert await desk.revision() == 1
