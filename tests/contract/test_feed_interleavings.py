"""Whatever writers and readers do in whatever order, each reader of the feed sees every change once, in one order."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from graph.read.change_feed import ChangeFeed, FeedItem
from graph.read.joined_writers import ANNOUNCED_SECONDS, MARK, JoinedWriters
from graph.rising_clock import RisingClock
from graph.store import Store, StoreOptions
from graph.write.account_writer import AccountWriter
from schemas.changes import FeedPlace
from schemas.errors import Conflict
from schemas.instants import LAST_INSTANT, instant_text
from schemas.writes import WriteItem
from tests.contract.feed_load import faults
from tests.contract.held_clock import HeldClock
from tests.contract.items import item, people
from tests.contract.ledgers import fresh_id
from tests.nightly import examples

ACCOUNTS = 3


@dataclass(frozen=True)
class Write:
    """Some people are stored in one account by one of the writers, while other steps are taken."""

    writer: int
    account: int
    people: int


@dataclass(frozen=True)
class Read:
    """One reader takes one page."""

    reader: int
    limit: int


@dataclass(frozen=True)
class Tick:
    """Time goes by, or the clock back."""

    seconds: float


@dataclass(frozen=True)
class Rest:
    """What is under way comes so many turns of the loop further; without a number, until a write ends."""

    turns: int | None


Step = Write | Read | Tick | Rest

WRITES = st.builds(Write, st.integers(0, 2), st.integers(0, ACCOUNTS - 1), st.sampled_from((1, 1, 100)))
READS = st.builds(Read, st.integers(0, 2), st.sampled_from((1, 2, 500)))
RESTS = st.builds(Rest, st.sampled_from((1, 60, None, None)))


def races() -> st.SearchStrategy[list[Step]]:
    """Return races: of two writes the longer begins first, and a reader comes when one of them has ended."""
    ways = st.tuples(st.sampled_from((0, 1)), st.permutations(range(ACCOUNTS)), st.integers(0, 2))
    return ways.map(
        lambda way: [Write(way[0], way[1][0], 100), Write(1 - way[0], way[1][1], 1), Rest(None), Read(way[2], 500)]
    )


def steps(*ticks: float) -> st.SearchStrategy[list[Step]]:
    """Return sequences of steps in which time goes by, or back, by so many seconds at once."""
    single = st.one_of(WRITES, READS, READS, RESTS, st.builds(Tick, st.sampled_from(ticks)))
    some = st.one_of(st.lists(single, min_size=1, max_size=6), races())
    return st.lists(some, min_size=2, max_size=6).map(lambda parts: [step for part in parts for step in part])


@dataclass
class Follower:
    """A reader of the feed, of all of it or of one account, who keeps the place and what it was promised."""

    feed: ChangeFeed
    after: FeedPlace
    account_id: str | None = None
    seen: list[FeedPlace] = field(default_factory=list)
    complete_until: str = ""

    async def read(self, limit: int, until: str | None = None) -> Sequence[FeedItem]:
        """Take one page."""
        page = await self.feed.page(self.after, limit, self.account_id, until)
        places = [one.place for one in page.items]
        assert all(place.recorded_at > self.complete_until for place in places)
        self.seen += places
        self.after = page.after
        if len(places) < limit and until is None:
            self.complete_until = page.complete_until
        return page.items


class Play:
    """Some steps, taken with new accounts: writes run beside the reads that follow them.

    Parameters
    ----------
    writers, feeds : sequence
        Who write, and by what is read, those of the owner first.
    pass_time : callable
        Lets so many seconds pass.
    """

    def __init__(
        self,
        owner: Store,
        writers: Sequence[AccountWriter],
        feeds: Sequence[ChangeFeed],
        pass_time: Callable[[float], object],
    ) -> None:
        self.accounts = [fresh_id("feed") for _ in range(ACCOUNTS)]
        self._owner, self._writers, self._pass_time = owner, writers, pass_time
        beginning = FeedPlace(instant_text(owner.clock.recording()), "", 0)
        self.followers = [
            Follower(feeds[0], beginning),
            Follower(feeds[-1], beginning),
            Follower(feeds[0], FeedPlace("", self.accounts[0], 0), self.accounts[0]),
        ]
        self._writing: list[asyncio.Task[object]] = []

    async def run(self, taken: Sequence[Step]) -> None:
        """Take the steps, let the last write end, and let everybody read to the end."""
        new = [item("account", one, ledger=one, name="Feed") for one in self.accounts]
        await self._writers[0].write(new, author="ada")
        for step in taken:
            await self._take(step)
        await asyncio.gather(*self._writing)

    async def assert_each_once(self, until: str | None = None) -> None:
        """Assert that each reader has seen each change once, when nothing more comes."""
        repository = self._owner.repository
        revisions = {one: (await repository.snapshot(one, LAST_INSTANT)).revision for one in self.accounts}
        for follower in self.followers:
            while await follower.read(7, until):
                pass
            of = revisions if follower.account_id is None else {self.accounts[0]: revisions[self.accounts[0]]}
            assert faults(follower.seen, of) == []

    async def _take(self, step: Step) -> None:
        match step:
            case Write(writer, account, people):
                writing = self._write(self._writers[writer % len(self._writers)], self.accounts[account], people)
                self._writing.append(asyncio.create_task(writing))
            case Read(reader, limit):
                if await self.followers[reader].read(limit) and not all(task.done() for task in self._writing):
                    event("changes were read while others were written")
            case Tick(seconds):
                if seconds > 1:  # no write takes as long as that
                    await asyncio.gather(*self._writing)
                self._pass_time(seconds)
            case Rest(turns):
                await self._rest(turns)

    async def _rest(self, turns: int | None) -> None:
        if turns is not None:
            for _ in range(turns):
                await asyncio.sleep(0)
        elif writing := [task for task in self._writing if not task.done()]:
            await asyncio.wait(writing, return_when=asyncio.FIRST_COMPLETED)

    @staticmethod
    async def _write(writer: AccountWriter, account: str, number: int) -> None:
        new = people(*(fresh_id("p") for _ in range(number)))
        with suppress(Conflict):  # two processes wrote to one account; nothing was stored
            await writer.write([WriteItem(one.resource, account, one.id, one.data) for one in new], author="ada")


@pytest_asyncio.fixture(scope="module")
async def owner(
    folder_options: StoreOptions, service_clock: HeldClock, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Store]:
    """A store that owns its engine."""
    options = replace(folder_options, folder=tmp_path_factory.mktemp("owner"))
    store = await Store.open(options, RisingClock(service_clock))
    yield store
    await store.close()


@pytest_asyncio.fixture(scope="module")
async def joined(folder_options: StoreOptions, owner: Store) -> AsyncIterator[Store]:
    """The same data as another process has it."""
    assert owner.folder is not None
    store = await Store.open(replace(folder_options, folder=owner.folder, join=True))
    yield store
    await store.close()


SETTINGS = settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SETTINGS
@given(taken=steps(-3.0, 0.0, 0.000001, 0.5))
async def test_readers_of_the_only_writer_see_each_change_once_and_at_once_though_its_clock_goes_back(
    owner: Store, clock: HeldClock, taken: Sequence[Step]
):
    clock.hold(instant_text(datetime.now(UTC) - timedelta(hours=1)))
    play = Play(owner, [owner.writer], [owner.changes], lambda seconds: clock.advance(seconds=seconds))
    await play.run(taken)
    await play.assert_each_once()


@SETTINGS
@given(taken=steps(0.1, 2 * ANNOUNCED_SECONDS, 1_000.0))
async def test_readers_see_each_change_once_while_another_process_begins_to_write_and_ends(
    owner: Store, joined: Store, taken: Sequence[Step]
):
    seconds = 1e9

    def pass_time(passed: float) -> None:
        nonlocal seconds
        seconds += passed

    sides = [
        JoinedWriters(store._client, store.clock, owner=store is owner, steady=lambda: seconds)
        for store in (owner, joined)
    ]
    assert sides[1].longest < 1_000
    writers = [owner.writer, AccountWriter(joined._client, joined.clock, sides[1])]
    feed = ChangeFeed(owner._client, owner.clock, owner.writer.open_writes, sides[0])
    play = Play(owner, writers, [feed, joined.changes], pass_time)
    try:
        await play.run(taken)
        await play.assert_each_once(until=instant_text(joined.clock.recording() + timedelta(seconds=1)))
    finally:
        await owner._client.write(lambda run: run.run("clock_marks.join", id=MARK, boot="", until=0.0))
