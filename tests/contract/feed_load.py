"""Writers, slow and fast, on eight accounts and the book, and a reader who keeps his cursor: who sees what."""

import asyncio
import itertools
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.store import Store
from schemas.changes import FeedPlace
from schemas.errors import ServiceError
from schemas.writes import BOOK, WriteItem
from tests.contract.items import end, item, person
from tests.contract.ledgers import fresh_id

ACCOUNTS = 8
CROWD = 300
"""People of a large batch, which takes its time between its instant and its commit."""

Key = tuple[str, str, int] | FeedPlace
"""Instant, account and revision of a change: its place in the feed."""

Way = Callable[[Sequence[WriteItem]], Awaitable[bool]]
"""Stores items of one ledger and returns whether anything changed; raises a `ServiceError` or `OSError` when not."""

ReadPage = Callable[[Any, int], Awaitable[tuple[list[Key], Any]]]
"""Returns the changes after a cursor, at most so many, and the next cursor."""


def way_of(store: Store) -> Way:
    """Return the way to a store that leads through no service."""

    async def write(items: Sequence[WriteItem]) -> bool:
        outcome = await store.writer.write(items, author="load")
        return any(result.outcome != "unchanged" for result in outcome.results)

    return write


@dataclass
class Reader:
    """Polls the feed and keeps his cursor, whatever happens to the service meanwhile."""

    read_page: ReadPage
    chance: random.Random
    cursor: Any = None
    seen: list[Key] = field(default_factory=list)
    polls: int = 0
    refused: int = 0

    async def read_until(self, done: Callable[[], bool]) -> None:
        """Poll until nothing comes any more after it is done."""
        while True:
            was_done = done()
            if not await self._poll() and was_done:
                return

    async def _poll(self) -> bool:
        """Return whether there may be more."""
        self.polls += 1
        try:
            keys, self.cursor = await self.read_page(self.cursor, self.chance.choice((1, 7, 60, 500)))
        except (ServiceError, OSError):
            self.refused += 1
            await asyncio.sleep(0.1)
            return True
        self.seen += keys
        if not keys:
            await asyncio.sleep(self.chance.uniform(0, 0.2))
        return bool(keys)


@dataclass
class Load:
    """Eight accounts and the book, with a writer each.

    Attributes
    ----------
    fast, slow : sequence of Way
        How they write; one is chosen for each write.
    wanted : int
        How many writes must be stored.
    pause : float
        Seconds a writer rests at most between two of them.
    """

    fast: Sequence[Way]
    slow: Sequence[Way]
    wanted: int
    chance: random.Random
    pause: float = 0.05
    accounts: list[str] = field(default_factory=lambda: [fresh_id("feed") for _ in range(ACCOUNTS)])
    stored: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def done(self) -> bool:
        """Whether enough is stored."""
        return self.stored.total() >= self.wanted

    async def run(self) -> None:
        """Write until enough is stored."""
        for account in self.accounts:
            await self._create(account)
        writers = [self._write_account(account) for account in self.accounts]
        await asyncio.gather(*writers, self._write_book())

    async def _create(self, account: str) -> None:
        """Make an account, as often as it takes: an engine that is cold may need longer than a write may take."""
        before = self.stored.total()
        while self.stored.total() == before:
            await self._write([item("account", account, ledger=account, name="Feed")], "")

    async def _write_account(self, account: str) -> None:
        number = 0
        while not self.done:
            number += 1
            crowd = self.chance.random() < 0.02
            items: list[WriteItem] = [person(f"p{number}-{one}") for one in range(CROWD if crowd else 1)]
            if number > 1 and self.chance.random() < 0.2:
                items.append(end("person", f"p{number - 1}-0"))
            await self._write([_placed(one, account) for one in items], "crowd" if crowd else "")
            await asyncio.sleep(self.chance.uniform(0, self.pause))

    async def _write_book(self) -> None:
        setting = fresh_id("setting")
        while not self.done:
            voice = round(self.chance.uniform(0.1, 0.4), 6)
            await self._write([item("setting", setting, account=self.accounts[0], voice=voice)], "book")
            await asyncio.sleep(self.chance.uniform(0, 20 * self.pause))

    async def _write(self, items: list[WriteItem], what: str) -> None:
        slow = bool(self.slow) and self.chance.random() < 0.3
        way = self.chance.choice(self.slow if slow else self.fast)
        name = f"{'slow' if slow else 'fast'} {what}".strip()
        try:
            changed = await way(items)
        except (ServiceError, OSError) as error:
            self.refused[f"{name} {type(error).__name__}"] += 1
        else:
            self.stored[name] += changed


def _placed(one: WriteItem, account: str) -> WriteItem:
    return WriteItem(one.resource, account, one.id, one.data, one.action)


def faults(seen: Sequence[Key], revisions: dict[str, int]) -> list[str]:
    """Return what is wrong with what a reader saw, given the revision of each account: none of it may be.

    Revisions of an account, and of the book, count one by one: so a change that was skipped is a hole.
    """
    found = [f"out of order: {one} before {other}" for one, other in itertools.pairwise(seen) if one >= other]
    for account, revision in revisions.items():
        numbers = [key[2] for key in seen if key[1] == account]
        first = numbers[0] if account == BOOK and numbers else 1
        if numbers != list(range(first, revision + 1)):
            missing = sorted(set(range(first, revision + 1)) - set(numbers))
            twice = [number for number, times in Counter(numbers).items() if times > 1]
            found.append(f"{account or 'the book'} at {revision}: missing {missing[:10]}, twice {twice[:10]}")
    return found
