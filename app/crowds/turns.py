"""Turns: so many at once in all and of one caller; whoever waits is let in by order, and not too many wait."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from typing import NamedTuple

from schemas.errors import Overloaded
from schemas.messages.message import Message


class _Waiting(NamedTuple):
    """Who waits, and for what."""

    caller: str
    same: Hashable


class Turns:
    """Lets callers in.

    Parameters
    ----------
    at_once, per_caller : int
        How many turns there are at once, and how many of them one caller has.
    waiting : int
        How many wait at most; whoever comes then is refused.
    retry_seconds : int
        After how long a refused caller may try again.
    beside : tuple, optional
        Other turns, and how many there are at once here while one of those is taken.

    Attributes
    ----------
    when_empty : callable
        Called when the last turn was given back.
    """

    def __init__(
        self,
        at_once: int,
        waiting: int,
        *,
        per_caller: int | None = None,
        retry_seconds: int = 1,
        beside: "tuple[Turns, int] | None" = None,
    ) -> None:
        self._beside = beside
        self.when_empty: Callable[[], None] = lambda: None
        self._at_once = at_once
        self._per_caller = at_once if per_caller is None else per_caller
        self._most_waiting = waiting
        self._retry_seconds = retry_seconds
        self._taken: Counter[str] = Counter()
        self._waiting: dict[asyncio.Future[None], _Waiting] = {}

    @property
    def taken(self) -> int:
        """How many have a turn."""
        return self._taken.total()

    @property
    def waiting(self) -> int:
        """How many wait for one."""
        return len(self._waiting)

    @property
    def has_room(self) -> bool:
        """Whether the next to come need not wait, where all are one caller."""
        return not self._waiting and self._may_have("")

    @asynccontextmanager
    async def turn(self, caller: str) -> AsyncIterator[None]:
        """Wait for a turn, and have it; cancelled, neither wait nor have it any longer.

        Raises
        ------
        Overloaded
            When too many wait.
        """
        await self.take(caller)
        try:
            yield
        finally:
            self.give_back(caller)

    async def take(self, caller: str, same: Hashable = None) -> None:
        """Wait for a turn, which is to be given back.

        Parameters
        ----------
        same : hashable, optional
            What is asked for: those who wait for the same are let in with the first of them, whatever their number, as
            its answer is made once for all.
        """
        if not self._waiting and self._may_have(caller):
            self._taken[caller] += 1
            return
        if len(self._waiting) >= self._most_waiting:
            raise Overloaded(Message("questions.too_many", count=self._retry_seconds), self._retry_seconds)
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[place] = _Waiting(caller, same)
        self.let_in()
        try:
            await place
        except asyncio.CancelledError:
            if self._waiting.pop(place, None) is None:  # let in at the same moment
                self.give_back(caller)
            raise

    def give_back(self, caller: str) -> None:
        """End a turn, and let in who may have it."""
        self._taken[caller] -= 1
        if not self._taken[caller]:
            del self._taken[caller]
        self.let_in()
        if not self._taken:
            self.when_empty()

    def let_in(self) -> None:
        """Give turns to those who wait and may have them now."""
        for place, waiting in list(self._waiting.items()):
            if self.taken >= self._most:
                return
            if not place.done() and self._may_have(waiting.caller):
                self._let(place)
                if waiting.same is not None:
                    self._let_who_wait_for(waiting.same)

    def _let_who_wait_for(self, same: Hashable) -> None:
        for place, waiting in list(self._waiting.items()):
            if waiting.same == same and not place.done():
                self._let(place)

    def _let(self, place: "asyncio.Future[None]") -> None:
        self._taken[self._waiting.pop(place).caller] += 1
        place.set_result(None)

    def _may_have(self, caller: str) -> bool:
        return self.taken < self._most and self._taken.get(caller, 0) < self._per_caller

    @property
    def _most(self) -> int:
        """How many turns there are at this moment."""
        if self._beside is not None and self._beside[0].taken:
            return min(self._at_once, self._beside[1])
        return self._at_once
