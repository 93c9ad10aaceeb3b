"""Looks at what the store says of clocks, when it is opened and every few seconds, and keeps what was confirmed."""

import logging
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from graph.clocks.faults import ClockFault, ClockMark, StoreFacts
from graph.engine.client import GraphClient
from graph.read.change_feed import ChangeFeed
from graph.rising_clock import Clock

logger = logging.getLogger("stakegraph.clock")

_ID = "clock"

CLOCK_LOOK_SECONDS = 5.0
"""How often a service compares its clock: so soon it follows what was confirmed beside it."""


class ClockWatch:
    """Compares the clock with what the store holds.

    Parameters
    ----------
    client : GraphClient
        The way to the store.
    clock : Clock
        The clock.
    changes : ChangeFeed
        Knows the last recorded instant.
    elsewhere : bool
        Whether the store may run on another machine, whose clock is another one.
    """

    def __init__(self, client: GraphClient, clock: Clock, changes: ChangeFeed, *, elsewhere: bool) -> None:
        self._client = client
        self._clock = clock
        self._changes = changes
        self._elsewhere = elsewhere
        self._mark: ClockMark | None = None
        self._said: tuple[str, bool] | None = None

    async def look(self) -> ClockFault | None:
        """Compare the clock anew, say in the log what changed, and return how far it is off."""
        [[milliseconds, mark]] = await self._client.read("clock_marks.look", id=_ID)
        newest = await self._changes.newest(self._clock.recording())
        now = datetime.fromtimestamp(milliseconds / 1000, UTC) if self._elsewhere else None
        self._mark = _mark(mark) if mark else None
        self._clock.compare(StoreFacts(now, newest, self._mark))
        fault = self._clock.fault()
        self._log(fault)
        return fault

    async def hold(self) -> None:
        """Keep a reading of a clock that nothing speaks against, once a start of the machine: for services after it."""
        mark = self._clock.mark()
        if self._clock.fault() is None and (self._mark is None or self._mark.boot != mark.boot):
            await self._set(mark)

    async def confirm(self) -> ClockFault | None:
        """Hold the clock to be right from now on, and return how far it was off.

        Processes that run on this machine follow when they look next; the order of records never goes back.
        """
        fault = await self.look()
        await self._set(self._clock.mark())
        await self.look()
        return fault

    async def _set(self, mark: ClockMark) -> None:
        await self._client.write(
            lambda transaction: transaction.run("clock_marks.set", id=_ID, properties=asdict(mark))
        )

    def _log(self, fault: ClockFault | None) -> None:
        said = None if fault is None else (fault.against, fault.refuses)
        if said == self._said:
            return
        self._said = said
        if fault is None:
            logger.warning("clock: nothing speaks against it any more")
        else:
            logger.warning(
                "clock off=%.0fs against=%s writes=%s",
                fault.off.total_seconds(),
                fault.against,
                "refused" if fault.refuses else "go on",
            )


def _mark(properties: dict[str, Any]) -> ClockMark:
    return ClockMark(**{name: value for name, value in properties.items() if name != "id"})
