"""The watch of the change feed: one task looks for all who wait, and wakes whom a new change concerns."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from graph.engine.open_writes import OpenWrites
from graph.read.change_feed import ChangeFeed
from schemas.changes import FeedPlace
from schemas.errors import Overloaded, StoreError
from schemas.messages.message import Message

MOST_WAITING, MOST_OF_CALLER = 400, 100
"""How many wait at once, requests and streams together, in all and with one key."""

READS_AT_ONCE = 4
"""Of those who were woken so many read at once."""

LOOK_SECONDS = 0.5
"""How often the feed is looked at while somebody waits and nothing is written here: others may write to the store."""

GATHER_SECONDS = 0.02
"""What is written within so long after a look is found by the next one: a flood of writes wakes nobody too often."""

LOOKED_AT = 500
RETRY_SECONDS = 10


class Waiting:
    """One who waits for a change, of one account or of any."""

    def __init__(self, account_id: str | None) -> None:
        self.account_id = account_id
        self.changed = asyncio.Event()


class FeedWatch:
    """Wakes who waits for changes.

    Parameters
    ----------
    feed : ChangeFeed
        The feed.
    open_writes : OpenWrites
        The writes of this process: when one ends, the feed is looked at.
    """

    def __init__(self, feed: ChangeFeed, open_writes: OpenWrites) -> None:
        self._feed = feed
        self._waiting: set[Waiting] = set()
        self._of_caller: Counter[str] = Counter()
        self._written = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        self._reads = asyncio.Semaphore(READS_AT_ONCE)
        open_writes.when_ended = self._written.set

    @contextmanager
    def place(self, caller: str, account_id: str | None) -> Iterator[Waiting]:
        """Hold a place for somebody who waits; what is committed from now on wakes them.

        Raises
        ------
        Overloaded
            When too many wait, in all or of this caller.
        """
        if len(self._waiting) >= MOST_WAITING or self._of_caller[caller] >= MOST_OF_CALLER:
            raise Overloaded(Message("requests.too_many_wait", count=RETRY_SECONDS), RETRY_SECONDS)
        waiting = Waiting(account_id)
        self._waiting.add(waiting)
        self._of_caller[caller] += 1
        if self._looking is None:
            self._looking = asyncio.create_task(self._look(self._feed.young), name="changes")
        try:
            yield waiting
        finally:
            self._waiting.discard(waiting)
            self._of_caller -= Counter([caller])

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """Wait until few enough others of those who were woken read."""
        async with self._reads:
            yield

    async def stop(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait([self._looking])

    async def _look(self, place: FeedPlace) -> None:
        """Look at the feed as long as somebody waits."""
        try:
            while self._waiting:
                self._written.clear()
                with suppress(StoreError):  # it cannot be read now; whoever waits is woken when it can
                    place = await self._wake(place)
                await asyncio.sleep(GATHER_SECONDS)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await self._written.wait()
        finally:
            self._looking = None

    async def _wake(self, place: FeedPlace) -> FeedPlace:
        """Wake whom changes after a place concern; return the place of the last."""
        while found := await self._feed.places(place, LOOKED_AT):
            accounts = {one.account_id for one in found}
            for waiting in self._waiting:
                if waiting.account_id is None or waiting.account_id in accounts:
                    waiting.changed.set()
            place = found[-1]
        return place
