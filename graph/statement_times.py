"""Statements within their time, each with one line of timing, and a word to whoever watches."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from cypher import Statement

logger = logging.getLogger("stakegraph.store")

Rows = list[list[Any]]

SLOW_SECONDS = 1.0
"""A statement slower than this is logged as a warning."""

GRACE_SECONDS = 2
"""The engine stops a statement itself; so long after its time it is given up, if the engine does not answer at all."""


class RanStatement(NamedTuple):
    """A statement that ended, in the task that asked for it; so many ``rows`` were sent with it."""

    name: str
    mode: str
    rows: int
    seconds: float
    failed: bool


class StatementTimes:
    """Holds statements to their time.

    Attributes
    ----------
    watching : callable
        Called with each statement that ended.
    """

    def __init__(self) -> None:
        self.watching: Callable[[RanStatement], None] = lambda ran: None

    async def run(
        self, found: Statement, parameters: Mapping[str, Any], running: Awaitable[Rows], seconds: float
    ) -> Rows:
        """Return what a statement returns, within so many seconds and a little grace."""
        started = time.perf_counter()
        failed = True
        try:
            async with asyncio.timeout(seconds + GRACE_SECONDS):
                rows = await running
            failed = False
            return rows
        finally:
            elapsed = time.perf_counter() - started
            self._note(RanStatement(found.name, found.mode, len(parameters.get("rows", ())), elapsed, failed))

    def _note(self, ran: RanStatement) -> None:
        logger.log(
            logging.WARNING if ran.seconds > SLOW_SECONDS else logging.DEBUG,
            "statement=%s mode=%s rows=%d ms=%.1f outcome=%s",
            ran.name,
            ran.mode,
            ran.rows,
            ran.seconds * 1000,
            "failed" if ran.failed else "done",
        )
        self.watching(ran)
