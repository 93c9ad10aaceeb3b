"""Schemathesis over the whole OpenAPI document: no fault of ours, no undocumented answer, nothing wrong is taken.

``STAKEGRAPH_SCHEMATHESIS_EXAMPLES`` sets how many random requests each operation gets beside those that cover its
schema; CI takes few.
"""

import json
import os

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from app.main import create_app
from app.settings import Settings
from tests.api.accounts import done, item
from tests.api.serving import Service

EXAMPLES = int(os.environ.get("STAKEGRAPH_SCHEMATHESIS_EXAMPLES", "5"))

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@schemathesis.serializer("application/x-ndjson")
def as_lines(_: schemathesis.SerializationContext, value: object) -> bytes:
    """Return what was generated as one line, a text as it is."""
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


@schemathesis.serializer("application/zip")
def as_bytes(_: schemathesis.SerializationContext, value: object) -> bytes:
    """Return what was generated as bytes, which hardly are an archive."""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


schema = schemathesis.openapi.from_dict(create_app(Settings()).openapi())


@pytest.fixture(scope="session")
def url(service: Service, client: httpx.Client) -> str:
    """Where a service answers that holds what the examples of the document name."""
    done(client.put("/v1/accounts/acme", json={"name": "Acme"}))
    people = [item("person", name, name=name) for name in ("p1", "p2", "p3")]
    done(client.post("/v1/accounts/acme/batch", json={"items": [*people, item("department", "d1", name="D")]}))
    return service.url


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_every_operation_answers_as_its_document_says(case, url):
    case.call_and_validate(base_url=url, checks=CHECKS)
