"""Schemathesis over the whole OpenAPI document: no fault of ours, no undocumented answer, nothing wrong is taken.

``STAKEGRAPH_SCHEMATHESIS_EXAMPLES`` sets how many random requests each operation gets beside those that cover its
schema; CI takes few. The requests are made when the test of an operation runs: `schema.parametrize` makes all of them
while tests are collected, in every worker, and names all operations alike, of which xdist then runs one.
"""

import json
import os

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test
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


DOCUMENT = create_app(Settings()).openapi()
schema = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = {found.ok().label: found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)}
load_all_checks()


@pytest.fixture(scope="session")
def url(service: Service, client: httpx.Client) -> str:
    """Where a service answers that holds what the examples of the document name."""
    done(client.put("/v1/accounts/acme", json={"name": "Acme"}))
    people = [item("person", name, name=name) for name in ("p1", "p2", "p3")]
    done(client.post("/v1/accounts/acme/batch", json={"items": [*people, item("department", "d1", name="D")]}))
    return service.url


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_operation_answers_as_its_document_says(label: str, url: str):
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def answers(case):
        case.call_and_validate(base_url=url, checks=CHECKS)

    build_operation_test(
        config=schema.config,
        operation=OPERATIONS[label],
        test_func=answers,
        given_kwargs={},
        feedback=FeedbackSources(),
    )()


def test_every_operation_of_the_document_is_asked():
    paths = DOCUMENT["paths"].items()
    assert set(OPERATIONS) == {f"{method.upper()} {path}" for path, methods in paths for method in methods}
