"""The change feed: every change once, in one order, for a reader who keeps his cursor."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any

import pytest

from graph.engine.client import COMMIT_SECONDS
from graph.read.change_feed import BEGINNING, FIRST_SPAN, MOST_SORTED, FeedItem, _within
from graph.read.joined_writers import ANNOUNCED_SECONDS, MARK, RECENT, JoinedWriters
from graph.rising_clock import RisingClock
from graph.store import Store, StoreOptions
from schemas.changes import FeedPlace
from schemas.instants import LAST_INSTANT, instant_text, parse_instant
from tests.conftest import JoinStore
from tests.contract.held_clock import HeldClock
from tests.contract.items import end, item, people, person
from tests.contract.ledgers import AccountDesk, day, fresh_id


@pytest.fixture
def store(own_store: Store) -> Store:
    """A store whose book nobody revises: what is written of the past stays in the past."""
    return own_store


async def read_all(store: Store, after: FeedPlace = BEGINNING, limit: int = 500, **asked: Any) -> list[FeedItem]:
    """Return all that follows a place, page by page."""
    items: list[FeedItem] = []
    while page := (await store.changes.page(items[-1].place if items else after, limit, **asked)).items:
        assert len(page) <= limit
        items += page
    return items


async def past_account(store: Store, clock: HeldClock, instant: str) -> AccountDesk:
    """Return an account that was recorded at an instant of the past; the clock stands there."""
    clock.hold(instant)
    return await AccountDesk.new(store)


async def until_planned(store: Store, writing: asyncio.Task[Any]) -> str:
    """Return the instant of a write as soon as it is decided."""
    while not writing.done():
        if (instant := store.writer.open_writes.earliest) is not None:
            return instant
        await asyncio.sleep(0)
    raise AssertionError("it was too fast to be seen")


def places(items: Sequence[FeedItem]) -> list[FeedPlace]:
    return [one.place for one in items]


async def test_what_is_younger_than_the_longest_write_is_held_back_while_others_may_write(
    store: Store, clock: HeldClock, join_store: JoinStore
):
    account = await past_account(await join_store(clock=clock), clock, day(2026, 3))
    held_back = store.changes.held_back.total_seconds()
    assert held_back > COMMIT_SECONDS
    clock.advance(seconds=held_back - 0.001)
    assert await read_all(store, account_id=account.id) == []
    assert [one async for one in ours(store, account)] == []
    clock.advance(seconds=0.001)
    page = await store.changes.page(account_id=account.id)
    assert (places(page.items), page.complete_until) == ([(day(2026, 3), account.id, 1)], day(2026, 3))
    assert [one.place async for one in ours(store, account)] == [(day(2026, 3), account.id, 1)]


async def test_others_may_write_until_the_last_that_was_announced_has_ended(store: Store):
    seconds = 1e9
    others = [JoinedWriters(store._client, store.clock, owner=owner, steady=lambda: seconds) for owner in (True, False)]
    owner, joined = others
    await joined.announce()
    seconds += 1
    await owner.announce()
    assert await owner.may_write()
    seconds += ANNOUNCED_SECONDS
    await joined.announce()
    seconds += joined.longest - 0.5
    assert await owner.may_write()
    seconds += 1
    assert not await owner.may_write()
    assert await joined.may_write()
    await store._client.write(lambda transaction: transaction.run("clock_marks.join", id=MARK, boot="", until=0.0))


@pytest.mark.parametrize("ago", [timedelta(0), RECENT / 2, RECENT, 2 * RECENT, timedelta(days=400)])
async def test_who_announces_a_write_records_it_after_all_that_is_there_even_when_the_clock_was_set_back(
    store: Store, ago: timedelta
):
    await AccountDesk.new(store)
    [[written]] = await store._client.read("changes.newest", recorded_at="")
    now = parse_instant(written) + ago
    clock = RisingClock(lambda: now, lambda: 0.0)
    joined = JoinedWriters(store._client, clock, owner=False, steady=lambda: 1e9)
    await joined.announce()
    now -= timedelta(hours=1)
    assert clock.after(None) > written
    await store._client.write(lambda transaction: transaction.run("clock_marks.join", id=MARK, boot="", until=0.0))


async def ours(store: Store, account: AccountDesk) -> AsyncIterator[FeedItem]:
    """Yield what the feed of everything says of an account."""
    for one in await read_all(store):
        if one.place.account_id == account.id:
            yield one


async def test_a_change_names_its_account_its_author_and_what_was_written(store: Store, clock: HeldClock):
    account = await past_account(store, clock, day(2026, 4))
    clock.hold(day(2026, 4, 2))
    await account.write(*people("p1", "p2"), author="ada")
    await account.write(end("person", "p1"), author="bo")
    clock.release()
    _, first, second = [one async for one in ours(store, account)]
    assert first.place == (day(2026, 4, 2), account.id, 2)
    assert [(entry["kind"], entry["id"], entry["what"]) for entry in first.entries] == [
        ("person", "p1", "created"),
        ("person", "p2", "created"),
    ]
    assert (first.author, second.author) == ("ada", "bo")
    assert [(entry["id"], entry["what"]) for entry in second.entries] == [("p1", "ended")]


async def test_many_changes_of_one_instant_and_of_the_book_come_page_by_page(store: Store, clock: HeldClock):
    clock.hold(day(2017, 5))
    ids = sorted(fresh_id("same") for _ in range(20))
    await store.writer.write([item("account", one, ledger=one, name="Same") for one in ids], author="ada")
    clock.release()
    after = FeedPlace(day(2017, 4), "", 0)
    for limit in (1, 3, 7, 500):
        found = [one for one in await read_all(store, after, limit) if one.place.account_id in ids]
        assert places(found) == [FeedPlace(day(2017, 5), one, 1) for one in ids]
        if limit == 1:
            after = FeedPlace(day(2017, 5), ids[0], 0)


async def test_a_crowd_at_one_instant_after_a_long_silence_is_complete(store: Store, clock: HeldClock):
    clock.hold(day(1995))
    ids = sorted(fresh_id("crowd") for _ in range(MOST_SORTED + 500))
    for start in range(0, len(ids), 2_000):
        items = [item("account", one, ledger=one, name="Crowd") for one in ids[start : start + 2_000]]
        await store.writer.write(items, author="ada")
    clock.hold(instant_text(parse_instant(day(1995)) + FIRST_SPAN * 3))
    late = fresh_id("late")
    await store.writer.write([item("account", late, ledger=late, name="Late")], author="ada")
    clock.release()
    found: list[FeedItem] = []
    while page := (await store.changes.page(found[-1].place if found else BEGINNING, 500)).items:
        found += page
        if page[-1].place.recorded_at > day(1996):
            break
    ours = [one for one in found if one.place.recorded_at < day(1996)]
    assert [one.place.account_id for one in ours] == [*ids, late]


async def test_a_reader_of_one_account_sees_it_alone(store: Store, clock: HeldClock):
    other = await past_account(store, clock, day(2026, 5))
    quiet = await past_account(store, clock, day(2026, 6))
    for number in range(5):
        await quiet.write(person(f"p{number}"))
        await other.write(person(f"p{number}"))
    clock.release()
    found = await read_all(store, limit=2, account_id=quiet.id)
    assert [(one.place.account_id, one.place.revision) for one in found] == [(quiet.id, n) for n in range(1, 7)]
    assert await read_all(store, account_id=fresh_id()) == []


async def test_a_place_after_the_end_gives_nothing_and_keeps_the_place(store: Store):
    place = FeedPlace(LAST_INSTANT, "zz", 9)
    page = await store.changes.page(place)
    assert (page.items, page.after) == ((), place)


async def test_a_write_under_way_is_waited_for_though_the_clock_leaps(store: Store, clock: HeldClock):
    account = await past_account(store, clock, day(2026, 7))
    writing = asyncio.create_task(account.write(*people(*(f"p{number}" for number in range(2_000)))))
    instant = await until_planned(store, writing)
    clock.release()
    page = await store.changes.page(account_id=account.id)
    assert not writing.done()
    assert page.complete_until < instant
    await writing
    assert store.writer.open_writes.earliest is None
    assert (await store.changes.page(account_id=account.id)).complete_until > instant


async def test_a_write_in_doubt_is_waited_for(account: AccountDesk):
    writing = asyncio.create_task(account.write(*people(*(f"p{number}" for number in range(2_000)))))
    instant = await until_planned(account.store, writing)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    assert account.store.writer.open_writes.earliest == instant


async def test_accounts_are_recorded_one_after_the_other_when_the_clock_goes_back(join_store: JoinStore):
    clock = HeldClock()
    store = await join_store(clock=RisingClock(clock))
    first, second, third = [await AccountDesk.new(store) for _ in range(3)]
    instants = []
    for desk, back in ((first, 0), (second, 3600), (third, 7200), (first, 30)):
        clock.advance(seconds=-back)
        instants.append(str((await desk.write(person(fresh_id("p")))).revised_at[desk.id]))
    assert instants == sorted(set(instants))


async def test_nothing_is_recorded_before_what_a_store_holds_when_it_is_opened(
    own_data: StoreOptions,
):
    clock = HeldClock()
    before = await Store.open(own_data)
    desk = await AccountDesk.new(before)
    recorded = (await desk.write(person("p1"))).revised_at[desk.id]
    await before.close()
    clock.advance(hours=-2)
    after = await Store.open(own_data, RisingClock(clock))
    desk = await AccountDesk.new(after)
    assert str((await desk.write(person("p1"))).revised_at[desk.id]) > str(recorded)
    await after.close()


def test_a_page_holds_as_much_text_as_it_may_and_at_least_one_change():
    keys = [("t", "a", number, length) for number, length in enumerate((40, 50, 20, 5))]
    assert [len(_within(keys, largest)) for largest in (10, 40, 89, 90, 109, 110, 1_000)] == [1, 1, 1, 2, 2, 3, 4]
    assert list(_within([], 10)) == []
