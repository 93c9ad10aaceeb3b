"""The change feed: every change of every account and of the book, in one order, each exactly once.

The order is that of instants of recording, and a change is visible only when it is committed. So what a write under
way may still precede is held back. Of its own writes a process knows when they will be recorded. Where others may
write, what is younger than the longest write may take is held back.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from graph.engine.client import GraphClient
from graph.engine.open_writes import OpenWrites
from graph.read.joined_writers import JoinedWriters
from graph.rising_clock import Clock
from schemas.changes import FeedPlace
from schemas.instants import instant_text, parse_instant

FIRST_SPAN = timedelta(seconds=1)
LONGEST_SPAN = timedelta(days=36_525)
"""How much time is looked through at once: a little at first, and more the less is found."""

WIDENED = 8

MOST_SORTED = 5_000
"""Changes that are put in order at once; the embedded engine sorts all that a span holds, however few are asked for."""

LARGEST_TEXT = 4_000_000
"""Characters of entries in one page: one change may name ten thousand records."""

TICK = timedelta(microseconds=1)


BEGINNING = FeedPlace("0001-01-01T00:00:00.000000Z", "", 0)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One change; ``account_id`` is empty for the book."""

    place: FeedPlace
    author: str
    entries: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Some changes; where to go on; and up to when nothing is missing."""

    items: tuple[FeedItem, ...]
    after: FeedPlace
    complete_until: str


class ChangeFeed:
    """Reads changes in the order of the feed.

    Parameters
    ----------
    client : GraphClient
        The way to the store.
    clock : Clock
        Says where the order of records is.
    open_writes : OpenWrites
        The writes of this process that are under way.
    joined : JoinedWriters
        Says whether other processes may write: what was recorded up to `held_back` before, they may precede.
    """

    def __init__(self, client: GraphClient, clock: Clock, open_writes: OpenWrites, joined: JoinedWriters) -> None:
        self._client = client
        self._clock = clock
        self._open_writes = open_writes
        self._joined = joined

    @property
    def held_back(self) -> timedelta:
        """How old a change is given where others may write: as long as a write may take, its commit included."""
        return timedelta(seconds=self._client.longest_write)

    @property
    def young(self) -> FeedPlace:
        """The place behind which all is that may not have been given yet."""
        return FeedPlace(instant_text(self._clock.recording() - self.held_back), "", 0)

    async def newest(self, after: datetime) -> str | None:
        """Return the latest instant that anything was recorded at, if that is after an instant."""
        [[found]] = await self._client.read("changes.newest", recorded_at=instant_text(after))
        return str(found) if found else None

    async def page(
        self, after: FeedPlace = BEGINNING, limit: int = 100, account_id: str | None = None, until: str | None = None
    ) -> FeedPage:
        """Return the changes that follow one, of one account or of all; none when these were all for now.

        Parameters
        ----------
        until : str or None
            The last instant to look at, even when changes recorded before it may still appear; None: the last before
            which none can.
        """
        until = until or await self._complete_until()
        if account_id is None:
            found = await self._following(after, until, limit)
        else:
            found = await self._following_of(account_id, after, until, limit)
        places = [FeedPlace(*key[:3]) for key in _within(found, LARGEST_TEXT)]
        return FeedPage(await self._items(places), places[-1] if places else after, until)

    async def places(self, after: FeedPlace, limit: int) -> list[FeedPlace]:
        """Return where the changes are that follow one, and nothing of what they say."""
        found = await self._following(after, await self._complete_until(), limit)
        return [FeedPlace(*key[:3]) for key in found]

    async def _complete_until(self) -> str:
        """Return the latest instant before which no change can appear any more.

        What is read here before it is asked whether others may write holds also for whoever begins to write then.
        """
        now, earliest = self._clock.recording(), self._open_writes.earliest
        self._clock.learn(instant_text(now))
        until = instant_text(now - self.held_back if await self._joined.may_write() else now)
        return until if earliest is None or earliest > until else _moved(earliest, -TICK)

    async def _following(self, after: FeedPlace, until: str, limit: int) -> list[list[Any]]:
        """Return keys of changes, span by span: silence is passed over in few steps, a crowd is never sorted whole."""
        found: list[list[Any]] = []
        start, span = after, FIRST_SPAN
        while len(found) < limit and start.recorded_at <= until:
            last = min(_moved(start.recorded_at, span), until)
            [[count, first]] = await self._client.read("changes.count", first=start.recorded_at, last=last)
            if count > MOST_SORTED and span > TICK:
                start = max(start, FeedPlace(first, "", 0))
                span = max(TICK, (parse_instant(last) - parse_instant(first)) * (limit / count))
                continue
            if count:
                left = limit - len(found)
                found += await self._client.read("changes.feed", **start._asdict(), last=last, limit=left)
            start = FeedPlace(_moved(last, TICK), "", 0)
            wanted = 2 * (limit - len(found)) / count if count else WIDENED
            span = max(TICK, min(span * min(wanted, WIDENED), LONGEST_SPAN))
        return found

    async def _following_of(self, account_id: str, after: FeedPlace, until: str, limit: int) -> list[list[Any]]:
        return await self._client.read(
            "changes.feed_of_account", account_id=account_id, revision=after.revision, last=until, limit=limit
        )

    async def _items(self, places: Sequence[FeedPlace]) -> tuple[FeedItem, ...]:
        """Return what changes say; one that was erased since it was found says nothing."""
        rows = await self._client.read("changes.by_keys", keys=[list(place[1:]) for place in places]) if places else []
        found = {(account_id, revision): (author, entries) for account_id, revision, author, entries in rows}
        return tuple(
            FeedItem(place, author, json.loads(entries))
            for place, (author, entries) in ((place, found[place[1:]]) for place in places if place[1:] in found)
        )


def _within(found: Sequence[Sequence[Any]], largest: int) -> Sequence[Sequence[Any]]:
    """Return as many keys as have texts of a size together, and at least one."""
    sizes = accumulate(key[3] for key in found)
    return found[: max(1, sum(size <= largest for size in sizes))]


def _moved(instant: str, by: timedelta) -> str:
    return instant_text(parse_instant(instant) + by)
