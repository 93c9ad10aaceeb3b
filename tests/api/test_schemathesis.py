"""Schemathesis over the whole OpenAPI document: no fault of ours, no undocumented answer, nothing wrong is taken.

For every change, operations that are made from the resource pattern are asked whatever their schema allows and forbids
for one kind of record a shape, and by the examples of the document for the other kinds; so are the items of a batch.
A ``PUT`` takes the body that a ``POST`` does: it is asked in full for accounts alone, for the other kinds by examples.
At night all of them are asked in full.
``STAKEGRAPH_SCHEMATHESIS_EXAMPLES`` sets how many random requests an operation gets beside those that cover its schema:
three for every change, five at night if it is not set.

The requests are made when the test of an operation runs: `schema.parametrize` makes all of them
while tests are collected, in every worker, and names all operations alike, of which xdist then runs one.
"""

import json
import os
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.config import ProjectConfig
from schemathesis.core.result import Ok
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.openapi.checks import RejectedPositiveData
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ensure_resource_availability,
    ignored_auth,
    missing_required_header,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
    use_after_free,
)

from app.http.errors import PROBLEM_JSON
from app.openapi.references import requests_of, resolved
from app.routers.changes import LONGEST_WAIT
from schemas.registry import BY_KIND
from tests.api.accounts import done, item
from tests.api.kinds_of_operations import KIND_OF
from tests.api.openapi_parts import Document, golden
from tests.api.serving import Service
from tests.api.unsaid_rules import is_refused_by_rule
from tests.nightly import NIGHTLY, shape_of

EXAMPLES = int(os.environ.get("STAKEGRAPH_SCHEMATHESIS_EXAMPLES", "5" if NIGHTLY else "3"))


def named_by_default(
    _: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case[Any]
) -> None:
    """A status that an operation does not describe itself is one that `default` names."""
    if case.method.upper() != case.operation.method.upper():
        return  # a method that the address does not have: no operation describes what is answered then
    described = DOCUMENT["paths"][case.operation.path][case.operation.method.lower()]["responses"]
    if (status := str(response.status_code)) not in described:
        assert "default" in described, f"{status} is not described"
        answer = resolved(DOCUMENT, described["default"])
        named = {str(each["value"]["status"]) for each in answer["content"][PROBLEM_JSON]["examples"].values()}
        assert status in named, f"{status} is not described"


def taken_but_for_rules(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case[Any]
) -> None:
    """What the document allows is taken, but for rules that no schema can say."""
    try:
        positive_data_acceptance(ctx, response, case)
    except RejectedPositiveData:
        if response.status_code != 412 and not is_refused_by_rule(case.operation.label, response.json()):
            raise


CHECKS = [
    named_by_default,
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
    taken_but_for_rules,
    missing_required_header,
    unsupported_method,
    use_after_free,
    ensure_resource_availability,
    ignored_auth,
]

LEAVING_OUT = {"nulls", "include", "exclude", "fields"}
"""Parameters by which a caller asks for an answer without what its schema requires."""

PARTIAL_CHECKS = [check for check in CHECKS if check is not response_schema_conformance]


@schemathesis.serializer("application/x-ndjson")
def as_lines(_: schemathesis.SerializationContext, value: object) -> bytes:
    """Return what was generated as one line, a text as it is."""
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


@schemathesis.serializer("application/zip")
def as_bytes(_: schemathesis.SerializationContext, value: object) -> bytes:
    """Return what was generated as bytes, which hardly are an archive."""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


ASKED_IN_FULL = ("account", "person", "coverage", "stage_model", "team_reporting_line")
"""Kinds of record whose operations get random requests for every change: the account itself, and one a shape."""

ALL_WAYS = ASKED_IN_FULL[0]
"""The kind that is asked in full in every way it can be written."""

DOCUMENT = golden()

WAITS = frozenset(map(str, range(1, LONGEST_WAIT + 1)))
"""How long a reader of changes may wait; here a second, or a change that does not come would hold up the run."""

BATCH_ITEMS = ("BatchItemOfAccount", "BatchItemOfBook")
"""What a batch holds: items of any kind of record."""


def asked_of(document: Document) -> Document:
    """Return the document of which requests are made: items of batches are of the kinds that are asked in full."""
    asked = deepcopy(document)
    for name in () if NIGHTLY else BATCH_ITEMS:
        items = asked["components"]["schemas"][name]
        kinds = items["discriminator"]["mapping"]
        items["discriminator"]["mapping"] = {kind: kinds[kind] for kind in ASKED_IN_FULL if kind in kinds}
        items["oneOf"] = [{"$ref": reference} for reference in items["discriminator"]["mapping"].values()]
    return asked


schema = schemathesis.openapi.from_dict(asked_of(DOCUMENT))
OPERATIONS = {found.ok().label: found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)}
load_all_checks()


def is_asked_in_full(label: str) -> bool:
    """Whether an operation gets random requests, too."""
    kind = KIND_OF.get(label, ALL_WAYS)
    return NIGHTLY or kind == ALL_WAYS or (kind in ASKED_IN_FULL and not label.startswith("PUT "))


@pytest.fixture(scope="session")
def url(service: Service, client: httpx.Client) -> str:
    """Where a service answers that holds what the examples of the document name."""
    done(client.put("/v1/accounts/acme", json={"name": "Acme"}))
    people = [item("person", name, name=name) for name in ("p1", "p2", "p3")]
    done(client.post("/v1/accounts/acme/batch", json={"items": [*people, item("department", "d1", name="D")]}))
    for kind, resource in BY_KIND.items():
        if not resource.read_only:
            declared = {"record_kind": kind, "key": "cost_centre", "type": "text"}
            done(client.put(f"/v1/fields/cost-centre-of-{kind}", json=declared))
    return service.url


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    """Connections that are kept for the next request: one made for each takes as long as the request."""
    with requests.Session() as opened:
        opened.trust_env = False
        yield opened


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_operation_answers_as_its_document_says(label: str, url: str, session: requests.Session):
    asked = []

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def answers(case):
        asked.append(case)
        if case.query and str(case.query.get("wait")) in WAITS:
            case.query["wait"] = 1
        checks = PARTIAL_CHECKS if LEAVING_OUT & set(case.query or ()) else CHECKS
        session.cookies.clear()
        case.call_and_validate(base_url=url, session=session, checks=checks)

    build_operation_test(
        config=schema.config if is_asked_in_full(label) else by_examples(),
        operation=OPERATIONS[label],
        test_func=answers,
        given_kwargs={},
        feedback=FeedbackSources(),
    )()
    assert asked


@cache
def by_examples() -> ProjectConfig:
    """Return a configuration of requests that are made of the document's examples, at least one an operation."""
    config = deepcopy(schema.config)
    config.phases.update(phases=["examples"])
    config.phases.examples.fill_missing = True
    return config


def test_every_operation_of_the_document_is_asked():
    assert set(OPERATIONS) == {f"{method} {path}" for method, path, _ in requests_of(DOCUMENT)}


def test_what_is_not_asked_in_full_has_its_like_that_is():
    assert KIND_OF.keys() <= OPERATIONS.keys()
    in_full = {label: kind for label, kind in KIND_OF.items() if is_asked_in_full(label)}
    assert set(in_full.values()) >= set(ASKED_IN_FULL)
    assert in_full.keys() >= {label for label, kind in KIND_OF.items() if kind == ALL_WAYS}
    assert {shape_of(kind) for kind in ASKED_IN_FULL} == {shape_of(kind) for kind in KIND_OF.values()}
    assert [label for label in OPERATIONS if label not in KIND_OF and not is_asked_in_full(label)] == []


def test_a_put_that_is_not_asked_in_full_takes_the_body_of_a_post_that_is():
    posts = {kind: body_of(label) for label, kind in KIND_OF.items() if label.startswith("POST ")}
    fewer = [label for label, kind in KIND_OF.items() if kind in ASKED_IN_FULL and not is_asked_in_full(label)]
    assert [label for label in fewer if body_of(label) != posts[KIND_OF[label]]] == []


def body_of(label: str) -> Any:
    method, _, path = label.partition(" ")
    return DOCUMENT["paths"][path][method.lower()]["requestBody"]
