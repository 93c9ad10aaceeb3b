"""Opens and closes what a running service needs."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, TypedDict

from fastapi import FastAPI

from analytics.backend.warming import warm_up
from app.changes.watch import FeedWatch
from app.deliveries.night import Night
from app.deliveries.receivers.file import receivers_of
from app.jobs.analyses.analysis_jobs import AnalysisJobs
from app.jobs.job_folders import JobFolders
from app.jobs.report_job import scheduled_report
from app.jobs.runner import JobRunner
from app.jobs.work import Lane
from app.metrics.instruments import Instruments
from app.questions.desk import Desk
from app.questions.worker import Service
from app.sample.loading import load_sample_when_empty
from app.security.authentication import FAILURES_PER_SECOND, Authenticator
from app.security.key_ring import KeyRing
from app.security.rate_limits import RateLimit
from app.security.sessions import Sessions
from app.settings import Settings
from app.tracing.wanted import open_spans
from graph.clock_watch import CLOCK_LOOK_SECONDS
from graph.statement_times import RanStatement
from graph.store import Store
from schemas.errors import NotAllowed, ServiceError
from schemas.instants import instant_text
from schemas.messages.message import Message

if TYPE_CHECKING:
    from app.tracing.spans import Spans

logger = logging.getLogger("stakegraph.app")

DRAWING_PAUSE_SECONDS = 60.0
"""Until lines are drawn again that a fault of the store kept from being drawn."""


class State(TypedDict):
    """What requests find in ``request.state``."""

    store: Store
    authenticator: Authenticator
    jobs: JobRunner
    desk: Desk
    feed_watch: FeedWatch
    analyses: AnalysisJobs


async def open_store(app: FastAPI) -> None:
    """Open the store ahead of `lifespan`, which closes it: what prevents it can then be said in a sentence.

    Raises
    ------
    NotAllowed
        When others reach the address to listen on, and there is no key that is good.
    InvalidInput
        When the file of those who receive reports cannot be used.
    ServiceError
        When the folder has an owner, or the store cannot be reached.
    """
    settings: Settings = app.state.settings
    if not settings.loopback and settings.neo4j_uri is None and not settings.data.exists():
        raise NotAllowed(_without_key(settings))
    app.state.receivers = receivers_of(settings)
    app.state.spans = open_spans()
    store = await Store.open(settings.store_options(service_url=app.state.service_url))
    try:
        if not settings.loopback:
            await _check_key(store, settings)
    except BaseException:
        await store.close()
        raise
    app.state.store = store


async def _check_key(store: Store, settings: Settings) -> None:
    now = instant_text(store.clock())
    if not any(key.state_at(now) == "active" for key in await store.api_keys.read_all()):
        raise NotAllowed(_without_key(settings))


def _without_key(settings: Settings) -> Message:
    return Message("keys.needed_outside", host=settings.host)


def _authenticator(store: Store, settings: Settings) -> Authenticator:
    return Authenticator(
        KeyRing(store.api_keys),
        store.clock,
        loopback=settings.loopback,
        requests=RateLimit(settings.requests_per_second),
        failures=RateLimit(FAILURES_PER_SECOND, name="failures"),
        sessions=Sessions(settings.session_minutes * 60),
    )


async def _draw_contacts(store: Store) -> None:
    """Draw the lines of contacts in a Neo4j that was written to before there were any, beside all other work."""
    while True:
        try:
            await store.older_contacts.draw()
        except ServiceError as error:
            logger.warning("lines of contacts are not drawn for now: class=%s", type(error).__name__)
            await asyncio.sleep(DRAWING_PAUSE_SECONDS)
        else:
            return


async def _watch_clock(store: Store) -> None:
    """Compare the clock every few seconds: with itself, with what others recorded, and with what was confirmed."""
    while True:
        await asyncio.sleep(CLOCK_LOOK_SECONDS)
        with suppress(ServiceError):  # the store cannot be read now; requests that need it get the error
            await store.clock_watch.look()


def _beside(store: Store) -> list[asyncio.Task[None]]:
    """Begin what goes on beside requests; `_end` ends it."""
    return [
        asyncio.create_task(_watch_clock(store), name="clock"),
        asyncio.create_task(_draw_contacts(store), name="lines of contacts"),
    ]


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _answering(app: FastAPI, store: Store) -> tuple[Desk, AnalysisJobs, JobRunner]:
    """Return what answers expensive questions, and what runs jobs; an erasure makes both forget what they keep."""
    settings: Settings = app.state.settings
    desk = Desk(Service(app.state.create_app, settings, store.engine is not None))
    folders = JobFolders(settings.data)
    analyses = AnalysisJobs(store, folders, desk)
    at_once = settings.analysis_workers + settings.analyses_waiting
    jobs = JobRunner(store, folders, app.state.memory, Lane("analysis", analyses.run, at_once))
    analyses.wake, jobs.dropping = jobs.wake, analyses.drop
    store.cache.forgetting = analyses.forget
    return desk, analyses, jobs


def _measure(store: Store, instruments: Instruments, spans: "Spans | None") -> None:
    def note(ran: RanStatement) -> None:
        instruments.note_statement(ran.name, ran.mode, ran.seconds, failed=ran.failed)
        if spans is not None:
            spans.statement(ran)

    store.times.watching = note
    if (engine := store.engine) is not None:
        instruments.engine_pid = lambda: engine.pid


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[State]:
    """Open the store, load the sample into an empty one, work on jobs, and close it at the end."""
    if app.state.store is None:
        await open_store(app)
    store: Store = app.state.store
    _measure(store, app.state.instruments, app.state.spans)
    desk, analyses, jobs = _answering(app, store)
    night = Night(store, app.state.settings, app.state.receivers, partial(scheduled_report, store, jobs.wake))
    beside: list[asyncio.Task[None]] = []
    watch = FeedWatch(store.changes, store.writer.open_writes)
    warming = asyncio.create_task(asyncio.to_thread(warm_up))
    try:
        app.state.sample_loaded = app.state.settings.sample and await load_sample_when_empty(store)
        authenticator = _authenticator(store, app.state.settings)
        await store.clock_watch.hold()
        await jobs.start()
        beside = _beside(store)
        night.start()
        yield State(store=store, authenticator=authenticator, jobs=jobs, desk=desk, feed_watch=watch, analyses=analyses)
    finally:
        app.state.reads.close()
        await _end(beside)
        await watch.stop()
        await night.stop()
        await jobs.stop()
        await desk.close()
        await warming
        await store.close()
        if app.state.spans is not None:
            await asyncio.to_thread(app.state.spans.close)
