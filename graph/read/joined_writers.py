"""Writers beside the owner of a store: whether there may be any, so that readers of changes wait for them."""

from collections.abc import Callable
from datetime import timedelta

from graph.clocks.steady_seconds import machine_boot, steady_seconds
from graph.engine.client import GraphClient
from graph.rising_clock import Clock
from schemas.instants import instant_text

ANNOUNCED_SECONDS = 5.0
"""So long an announcement is good for: what is written then needs none of its own."""

RECENT = timedelta(minutes=1)
"""So far back the latest recorded instant is looked for; where there is none, nothing is later than that. To look at
all changes of ten thousand accounts takes two seconds."""

MARK = "joined"


class JoinedWriters:
    """Says of a store whether others than this process may write to it.

    The embedded engine has one owner, whose own writes are known to it. Every other process announces in the store
    that it writes, before it does, and takes note of the latest recorded instant afterwards: what the owner gave to
    readers until then, it can no longer precede.

    Parameters
    ----------
    client, clock : GraphClient, Clock
        The way to the store, and what says when this process records its writes.
    owner : bool
        Whether the engine is this process's own.
    steady : callable
        Gives seconds since the machine was started; all processes that reach an embedded engine run on one.
    """

    def __init__(
        self, client: GraphClient, clock: Clock, *, owner: bool, steady: Callable[[], float] = steady_seconds
    ) -> None:
        self._client = client
        self._clock = clock
        self._owner = owner
        self._steady = steady
        self._announced_until = 0.0

    @property
    def longest(self) -> float:
        """Seconds from an announcement until what is written on its strength is committed, or never will be.

        A write may begin while the announcement is good, be repeated once, and then take as long as a write may take.
        """
        return ANNOUNCED_SECONDS + 2 * self._client.longest_write

    async def announce(self) -> None:
        """Announce a write that is about to begin; nothing to do where this process owns the engine."""
        now = self._steady()
        if self._owner or now < self._announced_until:
            return
        mark = {"id": MARK, "boot": machine_boot(), "until": now + self.longest}
        await self._client.write(lambda transaction: transaction.run("clock_marks.join", **mark), spare=True)
        recent = instant_text(self._clock.recording() - RECENT)
        [[newest]] = await self._client.read("changes.newest", recorded_at=recent)
        self._clock.learn(newest or recent)
        self._announced_until = now + ANNOUNCED_SECONDS

    async def may_write(self) -> bool:
        """Return whether another process may write now; a process that owns no engine cannot know, so it may."""
        if not self._owner:
            return True
        [[_, mark]] = await self._client.read("clock_marks.look", id=MARK)
        return mark is not None and mark["boot"] == machine_boot() and mark["until"] > self._steady()
