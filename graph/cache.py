"""Values computed for questions, kept by all that the answer follows from, within a bound in bytes.

The store owns it and reports every erasure to it, so that whoever computes an answer need not think of one.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Container, Hashable
from typing import Any, NamedTuple, TypeVar

from graph.sizes import size_of
from schemas.reads import Snapshot
from schemas.writes import BOOK

PLACE = 400
"""Bytes that an entry takes beside its key and value."""

Value = TypeVar("Value")


class Asked(NamedTuple):
    """A question with all that its answer follows from.

    Attributes
    ----------
    question : tuple
        The name of what is asked for, and its parameters.
    snapshot : Snapshot
        Account, both times, revisions and erasures; settings follow from it.
    reader : str
        For whom the answer is; empty where it is the same for everybody.
    beside : tuple of Snapshot
        Other accounts that the answer follows from too.
    """

    question: tuple[Hashable, ...]
    snapshot: Snapshot
    reader: str = ""
    beside: tuple[Snapshot, ...] = ()

    def is_of(self, ledgers: Container[str]) -> bool:
        """Whether the answer follows from one of these accounts."""
        return any(each.account_id in ledgers for each in (self.snapshot, *self.beside))


class Cache:
    """Values by what was asked for; beyond the bound those go that were not asked for the longest.

    To be used by the thread of one event loop.

    Parameters
    ----------
    bound : int
        Bytes that all values may take together; one that takes more alone is not kept.

    Attributes
    ----------
    size : int
        Bytes that all values take together, about.
    hits, misses : int
        How often what was asked for was kept, and how often not.
    forgotten : int
        How often something was forgotten.
    forgetting : callable
        Called whenever something is to be forgotten, for whoever keeps more of the same elsewhere.
    """

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._kept: OrderedDict[Asked, tuple[Any, int]] = OrderedDict()
        self._being_made: dict[Asked, asyncio.Task[Any]] = {}
        self.size = self.hits = self.misses = 0
        self.forgotten = 0
        self.forgetting: Callable[[], None] = lambda: None

    def kept(self, asked: Asked) -> Any:
        """Return the value that is kept, None where there is none."""
        if asked not in self._kept:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(asked)
        return self._kept[asked][0]

    async def find(self, asked: Asked, make: Callable[[int], Awaitable[Value]]) -> Value:
        """Return the value that is kept, else make it, once for all who ask in the meantime.

        Parameters
        ----------
        make : callable
            Reads all that the value is made of, and returns it. Is given `forgotten` as it is before anything is read,
            for what else is worth to `keep` of it. Goes on when those who asked are gone.
        """
        kept: Value | None = self.kept(asked)
        if kept is not None:
            return kept
        if asked not in self._being_made:
            self._being_made[asked] = asyncio.create_task(self._make(asked, make))
        value: Value = await asyncio.shield(self._being_made[asked])
        return value

    def keep(self, asked: Asked, value: object, size: int, since: int) -> None:
        """Keep a value, or the same one with the size that it has grown to.

        Parameters
        ----------
        since : int
            `forgotten` as it was before anything was read for it: what may have been erased meanwhile is not kept.
        """
        if since != self.forgotten:
            return
        self._drop(asked)
        size += PLACE + size_of(asked)
        if size > self._bound:
            return
        self._kept[asked] = value, size
        self.size += size
        while self.size > self._bound:
            self._drop(next(iter(self._kept)))

    def forget(self, ledgers: Container[str]) -> None:
        """Drop what was made of these accounts; everything, when the book that all refer to is among them."""
        self.forgotten += 1
        self.forgetting()
        self._being_made.clear()  # who asks from now on does not wait for what was read before
        for asked in [each for each in self._kept if BOOK in ledgers or each.is_of(ledgers)]:
            self._drop(asked)

    async def _make(self, asked: Asked, make: Callable[[int], Awaitable[Value]]) -> Value:
        since = self.forgotten
        try:
            value = await make(since)
            self.keep(asked, value, size_of(value), since)
            return value
        finally:
            if self._being_made.get(asked) is asyncio.current_task():
                del self._being_made[asked]

    def _drop(self, asked: Asked) -> None:
        self.size -= self._kept.pop(asked, (None, 0))[1]
