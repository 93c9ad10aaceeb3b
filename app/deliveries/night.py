"""The night of a service: begins the report at its hour, as a job, and brings what is due to its receivers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date

from app.deliveries.courier import Courier
from app.deliveries.receivers.file import Receivers
from app.deliveries.schedule import last_run
from app.deliveries.stored_reports import StoredReports
from app.settings import Settings
from graph.store import Store
from schemas.errors import Conflict, ServiceError
from schemas.instants import Instant, beginning
from schemas.jobs import JobState
from schemas.reports.dates import ReportDate

logger = logging.getLogger("stakegraph.deliveries")

LOOK_SECONDS = 15.0
"""How often the clock, the job and the marks are looked at."""

Begin = Callable[[ReportDate, Instant], Awaitable[JobState]]
"""Begins the job of a date and the instant at which that begins, or goes on with it, and returns how it stands."""


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
    begin : callable
        Begins the job of a date.
    """

    def __init__(self, store: Store, settings: Settings, receivers: Receivers, begin: Begin) -> None:
        self._store = store
        self._begin = begin
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
        """Begin the report of the newest date whose hour has come, or go on with it; once it ran, plan who gets it.

        A service that was away at its hour makes up for it when it is back: for the newest date alone. A job that was
        cancelled is not begun again, and nobody gets that date.
        """
        assert self._settings.report_at is not None  # noqa: S101 - else nobody looks
        day = last_run(self._store.clock(), self._settings.report_at, self._settings.zone).date
        if self._planned == day:
            return
        if not await self._has_run(day):
            state = await self._begin(day.isoformat(), beginning(day.isoformat(), self._settings.zone))
            if state == "cancelled":
                self._planned = day
            if state != "done":
                return
        await self._courier.plan(day)
        self._planned = day
        self._woken.set()

    async def deliver(self) -> None:
        """Make every attempt that is due."""
        await self._courier.send_due()

    async def _has_run(self, day: date) -> bool:
        run = await self._store.report_runs.get(day.isoformat())
        return run is not None and run.ended_at is not None

    async def _again(self, look: Callable[[], Awaitable[None]]) -> None:
        while True:
            self._woken.clear()
            try:
                await look()
            except Conflict:
                logger.debug("report: another process resumed it")
            except ServiceError as error:
                logger.warning("reports wait for the store: class=%s", type(error).__name__)
            except Exception as error:
                logger.error("reports wait: class=%s", type(error).__name__, exc_info=error)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._woken.wait()
