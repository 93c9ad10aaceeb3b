"""Settings belong to the book: they raise its revision, keep their history, and leave the accounts' revisions alone."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from graph.store import Store, StoreOptions
from schemas.errors import Conflict, NotFound, RevisionMismatch
from schemas.reads import PageRequest
from schemas.registry import BY_KIND
from schemas.writes import BOOK, WriteItem, WriteOutcome
from tests.contract.held_clock import HeldClock
from tests.contract.items import end, item, person
from tests.contract.ledgers import FAR, AccountDesk, day, fresh_id, ids_of
from tests.opened_store import opened

SETTING = BY_KIND["setting"]


@pytest_asyncio.fixture(scope="module")
async def store(own_data: StoreOptions, service_clock: HeldClock) -> AsyncIterator[Store]:
    """A store of its own: no account can be recorded before the book was, whatever clock another test holds."""
    async with opened(own_data, service_clock) as store:
        yield store


@pytest.fixture(autouse=True)
def long_ago(clock: HeldClock) -> None:
    """Settings are written before anything that other tests write: the moments of all accounts depend on the book."""
    clock.hold(day(2001))


async def write(store: Store, *items: WriteItem, if_match: int | None = None) -> WriteOutcome:
    known = None if if_match is None else frozenset({if_match})
    return await store.writer.write(items, author="ada", if_match=known)


async def book_revision(store: Store) -> int:
    return (await store.repository.book_snapshot(FAR)).revision


async def test_a_setting_raises_the_books_revision_and_no_accounts(account: AccountDesk):
    before = await account.snapshot()
    outcome = await write(account.store, item("setting", fresh_id("s"), voice=0.2))
    after = await account.snapshot()
    assert outcome.revisions == {BOOK: before.book_revision + 1}
    assert (after.revision, after.book_revision) == (before.revision, before.book_revision + 1)
    assert after.known_at == max(str(outcome.revised_at[BOOK]), before.known_at)


async def test_a_record_of_an_account_leaves_the_book_alone(account: AccountDesk):
    before = await book_revision(account.store)
    await account.write(person("p1"))
    assert await book_revision(account.store) == before


async def test_a_setting_that_says_the_same_raises_nothing(store: Store):
    setting = item("setting", fresh_id("s"), voice=0.2, tier="A")
    first = await write(store, setting)
    again = await write(store, setting)
    assert again.revisions == first.revisions
    assert again.results[0].outcome == "unchanged"


async def test_of_twenty_writers_of_the_book_exactly_one_wins(store: Store):
    revision, key = await book_revision(store), fresh_id("s")

    async def attempt(number: int) -> WriteOutcome | RevisionMismatch:
        try:
            return await write(store, item("setting", key, voice=number / 100), if_match=revision)
        except RevisionMismatch as mismatch:
            return mismatch

    outcomes = await asyncio.gather(*(attempt(number) for number in range(20)))
    assert sum(isinstance(outcome, WriteOutcome) for outcome in outcomes) == 1
    assert await book_revision(store) == revision + 1


async def test_settings_have_moments_and_ends_as_all_records_do(store: Store):
    key, segment = fresh_id("s"), fresh_id("segment")
    await write(store, item("setting", key, voice=0.2, segment=segment))
    known = await store.repository.book_snapshot(FAR)
    await write(store, item("setting", key, voice=0.3))
    row, _ = await store.repository.get(SETTING, BOOK, key)
    rows, _ = await store.repository.history(SETTING, BOOK, key)
    assert (row["voice"], [one["voice"] for one in rows]) == (0.3, [0.3, 0.2])
    asked = PageRequest(equal={"segment": segment})
    again = await store.repository.book_snapshot(FAR, known.known_at)
    assert again == known
    assert (await store.repository.page(SETTING, again, asked)).items[0]["voice"] == 0.2
    await write(store, end("setting", key))
    assert (await store.repository.page(SETTING, await store.repository.book_snapshot(FAR), asked)).items == ()
    assert ids_of((await store.repository.page(SETTING, again, asked)).items) == [key]
    with pytest.raises(Conflict):
        await write(store, end("setting", key))
    with pytest.raises(NotFound):
        await store.repository.get(SETTING, BOOK, "ghost")


async def test_the_moment_of_an_account_knows_the_book_of_then(account: AccountDesk):
    then = await account.snapshot()
    await write(account.store, item("setting", fresh_id("s"), voice=0.2))
    assert (await account.snapshot(FAR, then.known_at)) == then


async def test_an_account_is_never_recorded_before_the_book_was_revised(account: AccountDesk, clock: HeldClock):
    clock.release()
    revised = (await write(account.store, item("setting", fresh_id("s"), voice=0.2))).revised_at[BOOK]
    clock.hold(day(2001))
    outcome = await account.write(person("p1"))
    assert str(outcome.revised_at[account.id]) > str(revised)


async def test_the_book_is_never_revised_before_an_account_was_recorded(account: AccountDesk, clock: HeldClock):
    clock.release()
    recorded = (await account.write(person("p1"))).revised_at[account.id]
    clock.hold(day(2001))
    revised = (await write(account.store, item("setting", fresh_id("s"), voice=0.2))).revised_at[BOOK]
    assert str(revised) > str(recorded)


async def test_what_an_answer_knew_stays_so_when_a_slower_clock_writes(account: AccountDesk, clock: HeldClock):
    clock.release()
    await write(account.store, item("setting", fresh_id("s"), voice=0.2))
    snapshot = await account.snapshot()
    before = await account.body("person", snapshot)
    clock.hold(day(2001))
    await account.write(person("p1"))
    await write(account.store, item("setting", fresh_id("s"), voice=0.3))
    again = await account.snapshot(known_at=snapshot.known_at)
    assert (again, await account.body("person", again)) == (snapshot, before)
