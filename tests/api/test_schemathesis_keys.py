"""Schemathesis on a service with keys: what an operation answers with one, it answers to nobody else.

The document lets every operation be asked without a key, too, for as long as none was ever made: here it needs one.
"""

from copy import deepcopy
from itertools import count
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.core.result import Ok
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.specs.openapi.checks import ignored_auth

from schemas.api_keys import Role
from tests.api.accounts import done, item
from tests.api.keys import make_key
from tests.api.openapi_parts import golden
from tests.api.serving import wait_until
from tests.conftest import Serve
from tests.nightly import NIGHTLY

ASKED = ("/changes", "/search", "/me", "/accounts/{account_id}/people", "/accounts/{account_id}/people/{record_id}")
"""Paths that are asked for every change; `test_roles` asks every one without a key."""

PROXY = {"STAKEGRAPH_TRUSTED_PROXIES": "127.0.0.1"}
"""So that each operation is guessed at from an address of its own, and no limit of guesses is met."""

_ADDRESSES = count(1)


def needing_a_key() -> schemathesis.BaseSchema:
    """Return the document as a service with keys means it."""
    document = deepcopy(golden()) | {"security": [{"key": []}]}
    if not NIGHTLY:
        document["paths"] = {f"/v1{path}": document["paths"][f"/v1{path}"] for path in ASKED}
    schema = schemathesis.openapi.from_dict(document)
    schema.config.phases.update(phases=["examples"])
    schema.config.phases.examples.fill_missing = True
    return schema


SCHEMA = needing_a_key()
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations() if isinstance(found, Ok)}


@pytest.fixture(scope="module")
def place(serve: Serve) -> tuple[str, dict[str, str]]:
    """Where the service answers, and the header of a key that may everything."""
    service = serve("with_keys", PROXY)
    key = make_key(service, Role.ADMIN)
    with httpx.Client(base_url=service.url, headers=key.header) as client:
        wait_until(lambda: client.get("/v1/accounts").status_code == httpx.codes.OK)
        done(client.put("/v1/accounts/acme", json={"name": "Acme"}))
        done(client.post("/v1/accounts/acme/batch", json={"items": [item("person", "p1", name="P")]}))
    return service.url, {"Authorization": key.header["authorization"]}


@pytest.mark.parametrize("label", OPERATIONS)
def test_what_is_answered_with_a_key_is_answered_to_nobody_else(label: str, place: tuple[str, dict[str, str]]):
    url, key = place
    number = next(_ADDRESSES)
    headers = key | {"X-Forwarded-For": f"10.0.{number // 250}.{1 + number % 250}"}
    asked: list[Any] = []

    @settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def answers(case):
        asked.append(case)
        case.call_and_validate(base_url=url, headers=headers, checks=[ignored_auth])

    build_operation_test(
        config=SCHEMA.config,
        operation=OPERATIONS[label],
        test_func=answers,
        given_kwargs={},
        feedback=FeedbackSources(),
    )()
    assert asked
