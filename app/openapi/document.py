"""The OpenAPI document, with the bodies that are read by hand and the shape of every error."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.exchange.sync_groups import SyncGroup, SyncLine
from app.http.errors import ProblemBody
from app.messages.vocabularies import mark_vocabularies
from app.openapi.examples import add_examples
from app.openapi.headers.of_answers import describe_headers
from app.openapi.inner_types import name_inner_types
from app.openapi.messages import share_messages
from app.openapi.pairs_and_maps import say_pairs_and_maps
from app.openapi.parameters import give_examples_apart, share_parameters
from app.openapi.record_schemas import compose_records
from app.openapi.references import requests_of
from app.openapi.schemas import name_types
from app.openapi.tags import described_tags
from app.routers.batch import AccountBatch, BookBatch
from app.security.grants import role_needed
from schemas.analysis.plans import PlanBody
from schemas.analysis.simulations.simulation import ChainSimulationBody, SimulationBody
from schemas.records.merges import MergeBody
from schemas.records.observations import Observation
from schemas.records.remembered_gaps import FeedbackBody, MuteBody
from schemas.registry import RESOURCES
from schemas.reports.asked import ReportBody

API = "/v1"
ANYONE = "anyone"
"""Stands for the role of what lies beside the API: health needs no key."""

DESCRIPTION = """Who the people of a customer are, whom they report to and whom they really listen to.

What is stored and what is computed are apart: everything computed lies under `analysis/`. Every read takes `as_of`
(what was so then) and `known_at` (as we knew it then). Every error is a problem of RFC 9457; what any request may be
answered with stands under `default`, by status and `code`. Headers of any answer (`X-Request-ID`, `RateLimit`,
`RateLimit-Policy`) stand there too, and not again with the other answers. A parameter of a list that has the name of a
field finds records whose field is that; of a field that is a list, those that hold it.

Once a key was made, every request sends one: `Authorization: Bearer sgk_...`. `x-role` of an operation names the role
that its key needs: reader, editor or admin, each may do what those before it may.

Limits of an analysis: 10,000 people, people times edges between them up to 100,000,000, 2,000,000 contacts of one of
us with one of them, and of a chain 1,000 people with 10,000 votes on its open steps; what is beyond is refused (413)
before work begins. A simulation takes 1,000 changes, and of a chain voters times votes up to 1,000,000; the drill of
departures people times people and edges up to 50,000,000, and of a chain voters times votes up to 10,000.

Limits: a body of 10 MB, a batch of 10,000 items, a page of 500 records, 1,000 requests a second of one caller (429).
The body of `/v1/sync` has no limit, its lines one of 1 MB. An archive of `/v1/imports` may have 200 MB; work as long
as that is a job: 202 with its `Location`. `x-vocabulary` of a type names its list in
`/v1/vocabularies`. `x-class` of a field says how private it is: contact, judgement or restricted; without, it is open.
"""


def openapi_document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of an application; made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            summary="Stakeholder graphs of customer accounts",
            description=DESCRIPTION,
            routes=app.routes,
            servers=[{"url": "/", "description": "This service."}],
            license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
            tags=described_tags(),
        )
        document["components"].setdefault("schemas", {}).update(_body_schemas())
        document["security"] = [{}, {"key": []}]
        say_pairs_and_maps(document)
        add_examples(document)
        mark_vocabularies(document["paths"])
        mark_vocabularies(document["components"])
        _tell_roles(document)
        name_types(document)
        compose_records(document["components"]["schemas"])
        share_parameters(document)
        share_messages(document)
        describe_headers(document)
        name_inner_types(document)
        give_examples_apart(document)
        app.openapi_schema = document
    return app.openapi_schema


def role_of_request(method: str, path: str) -> str:
    """Return the role that a request needs, by the path of its operation.

    Examples
    --------
    >>> role_of_request("GET", "/v1/accounts"), role_of_request("GET", "/healthz")
    ('reader', 'anyone')
    """
    below = path.removeprefix(API)
    return ANYONE if below == path else role_needed(method, below).value


def _tell_roles(document: dict[str, Any]) -> None:
    """Say of each operation who may call it; a service that never had a key takes calls without one, on loopback."""
    for method, path, operation in requests_of(document):
        operation["x-role"] = role_of_request(method, path)
        if operation.pop("security", None) is None:
            operation["security"] = []


def _body_schemas() -> dict[str, Any]:
    models: list[type[BaseModel]] = [
        *(resource.fields for resource in RESOURCES),
        AccountBatch,
        BookBatch,
        ChainSimulationBody,
        SimulationBody,
        MergeBody,
        MuteBody,
        FeedbackBody,
        PlanBody,
        ReportBody,
        Observation,
        ProblemBody,
        SyncGroup,
        SyncLine,
    ]
    _, schemas = models_json_schema(
        [(model, "validation") for model in models], ref_template="#/components/schemas/{model}"
    )
    found: dict[str, Any] = schemas["$defs"]
    return found
