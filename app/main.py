"""The application."""

import asyncio
from importlib.metadata import version

from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app.crowds.crowd_gate import CrowdGate
from app.crowds.lanes import Lanes
from app.dependencies import get_principal, take_dates_of_url
from app.http import errors
from app.http.codings.coding_gate import CodingGate
from app.http.gate.request_gate import RequestGate
from app.http.shapes.shape_gate import ShapeGate
from app.lifespan import lifespan
from app.limits.memory import MemoryWatch
from app.limits.ordinary_reads import OrdinaryReads
from app.metrics.instruments import Instruments
from app.openapi.document import openapi_document
from app.openapi.headers.known import HEADERS
from app.records.endpoints import record_router
from app.routers import (
    batch,
    changes,
    graph,
    imports,
    jobs,
    merges,
    observations,
    reports,
    sessions,
    sync,
    vocabularies,
)
from app.routers.analysis import (
    beliefs,
    closeness,
    coverage,
    departures,
    influence,
    network,
    paths,
    pictures,
    profile,
    simulate,
)
from app.routers.analysis import changes as account_changes
from app.routers.analysis import health as account_health
from app.routers.analysis.book import contacts as book_contacts
from app.routers.analysis.book import gaps as book_gaps
from app.routers.analysis.book import health as book_health
from app.routers.analysis.chains import access, forecast, next_question, opinions, power
from app.routers.analysis.chains import gaps as chain_gaps
from app.routers.analysis.chains import pictures as chain_pictures
from app.routers.analysis.chains import plan as chain_plan
from app.routers.analysis.chains import simulate as chain_simulate
from app.routers.analysis.gaps import account as account_gaps
from app.routers.analysis.gaps import plan as account_plan
from app.routers.analysis.gaps import record as gap_rule_record
from app.routers.analysis.gaps import refresh as gap_refresh
from app.routers.analysis.gaps import remarks as gap_remarks
from app.routers.analysis.gaps import rules as gap_rules
from app.routers.analysis.people import duplicates
from app.routers.operators import health, metrics
from app.routers.pages import documentation, problems
from app.routers.screens import me, overview, search
from app.settings import Settings
from app.tracing.trace_gate import TraceGate
from schemas.registry import RESOURCES

ROUTERS = (
    batch.router,
    changes.router,
    sync.router,
    imports.router,
    jobs.router,
    reports.router,
    vocabularies.router,
    me.router,
    search.router,
    sessions.router,
    graph.router,
    observations.router,
    merges.router,
    *(record_router(resource) for resource in RESOURCES),
    influence.router,
    network.router,
    closeness.router,
    coverage.router,
    beliefs.router,
    account_health.router,
    account_changes.router,
    profile.router,
    overview.router,
    pictures.router,
    paths.router,
    forecast.router,
    power.router,
    opinions.router,
    access.router,
    next_question.router,
    chain_pictures.router,
    simulate.router,
    chain_simulate.router,
    departures.router,
    duplicates.router,
    book_health.router,
    book_gaps.router,
    book_contacts.router,
    gap_rules.router,
    gap_rule_record.router,
    account_gaps.router,
    gap_refresh.router,
    gap_remarks.router,
    chain_gaps.router,
    account_plan.router,
    chain_plan.router,
)
"""Everything under ``/v1``; what is stored, in the order of its registry."""

EXPOSED = (
    *(name for name in HEADERS if name != "Set-Cookie"),
    *("Allow", "traceresponse"),
)
"""Headers of answers that a page of another origin may read: all that the document describes, but cookies."""

PREFLIGHT_SECONDS = 86_400
"""How long a browser may keep what it was answered before a request to another origin; some keep it for less."""


def create_app(settings: Settings, service_url: str | None = None) -> FastAPI:
    """Return the application; nothing is opened before it starts.

    Parameters
    ----------
    service_url : str or None
        Where it will answer, for whoever finds the data folder taken.
    """
    app = assembled()
    app.state.settings = settings
    app.state.service_url = service_url
    app.state.create_app = create_app
    app.state.store = app.state.spans = None
    app.state.memory = MemoryWatch(settings.memory_bytes)
    app.state.reads = OrdinaryReads(settings.log_reads_a_minute)
    app.state.stopping = asyncio.Event()
    app.state.declared_parameters = {}
    app.state.instruments, app.state.lanes = Instruments(), Lanes(settings)
    app.add_middleware(CrowdGate, settings=settings, lanes=app.state.lanes)
    app.add_middleware(ShapeGate)
    app.add_middleware(CodingGate)
    app.add_middleware(RequestGate)
    app.add_middleware(TraceGate)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=EXPOSED,
            max_age=PREFLIGHT_SECONDS,
            allow_credentials="*" not in settings.origins,
        )
    return app


def assembled() -> FastAPI:
    """Return an application with everything that is the same whatever its settings are."""
    app = FastAPI(title="stakegraph", version=version("stakegraph"), lifespan=lifespan, openapi_url=None, docs_url=None)
    app.openapi = lambda: openapi_document(app)  # type: ignore[method-assign]
    errors.install(app)
    documentation.install(app)
    problems.install(app)
    asked_first = [Depends(get_principal), Depends(take_dates_of_url)]
    for router in ROUTERS:  # each by itself: what one router held would be looked for twice in each request
        app.include_router(router, prefix="/v1", dependencies=asked_first)
    app.include_router(health.router)
    app.include_router(metrics.router)
    return app
