"""The night of a service: runs the report at its hour, and brings what is due to its receivers, day and night."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date

from app.deliveries.courier import Courier
from app.deliveries.receivers.file import Receivers
from app.deliveries.schedule import last_run
from app.deliveries.stored_reports import StoredReports
from app.reports.run.dates import beginning
from app.reports.run.executors import process_pool, usual_workers
from app.reports.run.run import AskedRun, run_report
from app.settings import Settings
from graph.store import Store
from schemas.errors import Conflict, ServiceError

logger = logging.getLogger("stakegraph.deliveries")

LOOK_SECONDS = 15.0
"""How often the clock and the marks are looked at."""


class Night:
    """What a service does by itself about reports.

    Parameters
    ----------
    store : Store
        What is reported; which date was run and what was sent are marks in it, so that of several services on one store
        one runs a date and one sends.
    settings : Settings
        When, in which time zone.
    receivers : Receivers
        Who gets what.
    """

    def __init__(self, store: Store, settings: Settings, receivers: Receivers) -> None:
        self._store = store
        self._settings = settings
        self._courier = Courier(store.deliveries, receivers, StoredReports(store, settings.report_url), store.clock)
        self._receives = bool(receivers.by_name)
        self._planned: date | None = None
        self._woken = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to look; without an hour and without receivers there is nothing to do."""
        if self._settings.report_at is not None:
            self._tasks.append(asyncio.create_task(self._again(self.run_due), name="report"))
        if self._receives:
            self._tasks.append(asyncio.create_task(self._again(self.deliver), name="deliveries"))

    @property
    def looking(self) -> int:
        """How many things are looked after."""
        return sum(not task.done() for task in self._tasks)

    async def stop(self) -> None:
        """Stop looking, let attempts that are on end, and return."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self._courier.settle()

    async def run_due(self) -> None:
        """Run the report of the newest date whose hour has come, unless that was done; then plan who gets it.

        A service that was away at its hour makes up for it when it is back: for the newest date alone.
        """
        assert self._settings.report_at is not None  # noqa: S101 - else nobody looks
        day = last_run(self._store.clock(), self._settings.report_at, self._settings.zone).date
        if self._planned == day:
            return
        if not await self._has_run(day):
            await self._run(day)
        await self._courier.plan(day)
        self._planned = day
        self._woken.set()

    async def deliver(self) -> None:
        """Make every attempt that is due."""
        await self._courier.send_due()

    async def _has_run(self, day: date) -> bool:
        run = await self._store.report_runs.get(day.isoformat())
        return run is not None and run.ended_at is not None

    async def _run(self, day: date) -> None:
        on = day.isoformat()
        asked = AskedRun(on, beginning(on, self._settings.zone))
        async with process_pool(self._store.folder, usual_workers()) as computing:
            result = await run_report(self._store, asked, computing)
        logger.info("report=%s accounts=%d failed=%d", on, result.accounts, len(result.failed))

    async def _again(self, look: Callable[[], Awaitable[None]]) -> None:
        while True:
            self._woken.clear()
            try:
                await look()
            except Conflict:
                logger.debug("report: another process runs it")
            except ServiceError as error:
                logger.warning("reports wait for the store: class=%s", type(error).__name__)
            except Exception as error:
                logger.error("reports wait: class=%s", type(error).__name__, exc_info=error)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._woken.wait()
