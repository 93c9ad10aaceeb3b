"""The application."""

from importlib.metadata import version

from fastapi import APIRouter, FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app import errors
from app.lifespan import lifespan
from app.openapi import openapi_document
from app.request_gate import RequestGate
from app.routers import (
    accounts,
    batch,
    departments,
    health,
    influences,
    memberships,
    people,
    reporting_lines,
)
from app.routers import (
    settings as stored_settings,
)
from app.routers.analysis import influence, network
from app.settings import Settings

ROUTERS = (
    batch,
    accounts,
    stored_settings,
    departments,
    people,
    memberships,
    reporting_lines,
    influences,
    influence,
    network,
)
"""Everything under ``/v1``; one line a module."""


def create_app(settings: Settings, service_url: str | None = None) -> FastAPI:
    """Return the application; nothing is opened before it starts.

    Parameters
    ----------
    service_url : str or None
        Where it will answer, for whoever finds the data folder taken.
    """
    app = FastAPI(title="stakegraph", version=version("stakegraph"), lifespan=lifespan, redoc_url=None)
    app.state.settings = settings
    app.state.service_url = service_url
    app.state.store = None
    app.state.declared_parameters = {}
    app.openapi = lambda: openapi_document(app)  # type: ignore[method-assign]
    errors.install(app)
    app.add_middleware(RequestGate)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["ETag", "Location", "Stakegraph-As-Of", "Stakegraph-Known-At"],
        )
    under_v1 = APIRouter(prefix="/v1")
    for module in ROUTERS:
        under_v1.include_router(module.router)
    app.include_router(under_v1)
    app.include_router(health.router)
    return app
