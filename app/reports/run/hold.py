"""Holding a date: of several processes one runs it, and says so for as long as it lives."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from graph.snapshots.runs import ReportRuns
from schemas.errors import Conflict, StoreError
from schemas.instants import LAST_INSTANT
from schemas.messages.message import Message
from schemas.reports.dates import ReportDate

SIGN_SECONDS = 5.0
"""How often a process says that it lives."""

WATCHED_SECONDS = 2 * SIGN_SECONDS + 2
"""How long another one is watched before it is taken for dead."""


@asynccontextmanager
async def held(runs: ReportRuns, on: ReportDate, owner: str, *, alone: bool) -> AsyncIterator[None]:
    """Hold a date for as long as the block runs; the block ends when it is lost to another process.

    Parameters
    ----------
    alone : bool
        Whether no other process can be at work.

    Raises
    ------
    Conflict
        While another process runs it, and says that it lives.
    """
    await _take(runs, on, owner, alone=alone)
    block = asyncio.current_task()
    lost = False

    async def sign() -> None:
        nonlocal lost
        while not lost:
            await asyncio.sleep(SIGN_SECONDS)
            with suppress(StoreError):
                lost = not await runs.sign(on, owner)
        if block is not None:
            block.cancel()

    signing = asyncio.create_task(sign(), name="signs of life")
    try:
        yield
    except asyncio.CancelledError:
        if lost and block is not None:
            block.uncancel()
            raise Conflict(Message("report_runs.under_way", date=on)) from None
        raise
    finally:
        signing.cancel()
        await asyncio.wait([signing])


async def _take(runs: ReportRuns, on: ReportDate, owner: str, *, alone: bool) -> None:
    """Take a date: from a process that says nothing while it is watched too."""
    if alone:
        await runs.begin(on, owner, LAST_INSTANT)
        return
    before = await runs.get(on)
    try:
        await runs.begin(on, owner, "")
    except Conflict:
        await asyncio.sleep(WATCHED_SECONDS)
        now = await runs.get(on)
        if before is None or now is None or now.alive_at != before.alive_at or now.owner != before.owner:
            raise
        await runs.begin(on, owner, f"{now.alive_at}~")
