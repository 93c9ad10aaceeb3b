"""Values computed for questions, kept by all that the answer follows from, within a bound in bytes but for a few.

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
        Bytes that all values may take together; one that takes more alone is not kept, unless `find` is to keep it
        always.

    Attributes
    ----------
    size : int
        Bytes that all values take together, about; one that is always kept counts a third of the bound at most.
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
        self._lasting: set[Asked] = set()
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

    def lasting(self, name: str) -> Any:
        """Return the value of a name that `find` keeps always, None where there is none: to make the next one from."""
        return next((self._kept[each][0] for each in self._lasting if each.question[0] == name), None)

    async def find(self, asked: Asked, make: Callable[[int], Awaitable[Value]], *, always: bool = False) -> Value:
        """Return the value that is kept, else make it, once for all who ask in the meantime.

        Parameters
        ----------
        make : callable
            Reads all that the value is made of, and returns it. Is given `forgotten` as it is before anything is read,
            for what else is worth to `keep` of it. Goes on when those who asked are gone.
        always : bool
            Keep the value until there is another one of the same name, or something is erased, however large it is: for
            the two that all answers across accounts rest on. To make them for each answer anew takes the same memory,
            and seconds.
        """
        kept: Value | None = self.kept(asked)
        if kept is not None:
            return kept
        if asked not in self._being_made:
            self._being_made[asked] = asyncio.create_task(self._make(asked, make, always=always))
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
        while self.size > self._bound and (oldest := next((e for e in self._kept if e not in self._lasting), None)):
            self._drop(oldest)

    def forget(self, ledgers: Container[str]) -> None:
        """Drop what was made of these accounts; everything, when the book that all refer to is among them."""
        self.forgotten += 1
        self.forgetting()
        self._being_made.clear()  # who asks from now on does not wait for what was read before
        for asked in [each for each in self._kept if BOOK in ledgers or each.is_of(ledgers) or each in self._lasting]:
            self._drop(asked)

    async def _make(self, asked: Asked, make: Callable[[int], Awaitable[Value]], *, always: bool) -> Value:
        since = self.forgotten
        try:
            value = await make(since)
            size = size_of(value)
            if always:
                self._take_place_of_others(asked.question[0])
                size = min(size, self._bound // 3)
            self.keep(asked, value, size, since)
            if always and asked in self._kept:
                self._lasting.add(asked)
            return value
        finally:
            if self._being_made.get(asked) is asyncio.current_task():
                del self._being_made[asked]

    def _take_place_of_others(self, name: Hashable) -> None:
        """Drop the value of this name that was kept always until now."""
        for asked in [each for each in self._lasting if each.question[0] == name]:
            self._drop(asked)

    def _drop(self, asked: Asked) -> None:
        self.size -= self._kept.pop(asked, (None, 0))[1]
        self._lasting.discard(asked)
