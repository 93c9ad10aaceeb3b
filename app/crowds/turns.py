"""Turns: so many at once in all and of one caller; whoever waits is let in by order, and not too many wait."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from schemas.errors import Overloaded
from schemas.messages.message import Message


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
        self._waiting: dict[asyncio.Future[None], str] = {}

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

    async def take(self, caller: str) -> None:
        """Wait for a turn, which is to be given back."""
        if not self._waiting and self._may_have(caller):
            self._taken[caller] += 1
            return
        if len(self._waiting) >= self._most_waiting:
            raise Overloaded(Message("questions.too_many", count=self._retry_seconds), self._retry_seconds)
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[place] = caller
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
        for place, caller in list(self._waiting.items()):
            if self.taken >= self._most:
                return
            if not place.done() and self._may_have(caller):
                del self._waiting[place]
                self._taken[caller] += 1
                place.set_result(None)

    def _may_have(self, caller: str) -> bool:
        return self.taken < self._most and self._taken.get(caller, 0) < self._per_caller

    @property
    def _most(self) -> int:
        """How many turns there are at this moment."""
        if self._beside is not None and self._beside[0].taken:
            return min(self._at_once, self._beside[1])
        return self._at_once
