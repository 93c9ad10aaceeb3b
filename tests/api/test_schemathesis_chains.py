"""Schemathesis over chains of requests: a record that was just made is there, one that was erased is not.

The links between requests are inferred from the document; the checks of `test_schemathesis` know single requests.
Bodies have the fields that a new record needs, and requests the parameters that they need: a chain is of use if its
requests are taken. Records are erased, as one that only ended can still be read.
"""

from copy import deepcopy
from itertools import count
from typing import Any

import httpx
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import ensure_resource_availability, use_after_free

from tests.api.accounts import done, item
from tests.api.openapi_parts import Document, golden
from tests.api.serving import Service
from tests.nightly import NIGHTLY, examples

CHECKS = [not_a_server_error, ensure_resource_availability, use_after_free]
NAMED = {"name": {"$ref": "#/components/schemas/Line"}}
NEEDED = {"people": NAMED, "departments": NAMED, "influences": {"source": {"const": "p1"}, "target": {"const": "p2"}}}
"""The fields that a new record of a kind needs: ``p1`` and ``p2`` are there."""
KINDS = tuple(NEEDED) if NIGHTLY else ("people",)
PARAMETERS = {
    "post": [],
    "get": [],
    "delete": [{"name": "purge", "in": "query", "required": True, "schema": {"enum": ["true"]}}],
}
STEPS = 6
ACCOUNT = {"$ref": "#/components/parameters/account_id"}


def below_an_account() -> Document:
    """Return the document of records of some kinds, their paths without the account."""
    document = deepcopy(golden())
    found, document["paths"] = document["paths"], {}
    for kind in KINDS:
        for path in (f"/{kind}", f"/{kind}/{{record_id}}"):
            document["paths"][path] = bare(found[f"/v1/accounts/{{account_id}}{path}"], kind)
    return document


def bare(path: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return what makes, reads and erases records, without the account and whatever a request can do without."""
    kept = {method: path[method] | {"parameters": given} for method, given in PARAMETERS.items() if method in path}
    if "post" in kept:
        new = {"type": "object", "properties": NEEDED[kind], "required": [*NEEDED[kind]], "additionalProperties": False}
        kept["post"]["requestBody"] = {"required": True, "content": {"application/json": {"schema": new}}}
    return {"parameters": [one for one in path["parameters"] if one != ACCOUNT], **kept}


def test_what_is_made_is_there_and_what_was_erased_is_not(service: Service, client: httpx.Client):
    """Each chain has an account of its own: hypothesis repeats chains, and demands that they go as they went."""
    schema = schemathesis.openapi.from_dict(below_an_account())
    schema.config.generation.update(modes=[GenerationMode.POSITIVE])
    answered = []
    numbers = count(1)

    class Chains(schema.as_state_machine()):  # type: ignore[misc]  # made of the document, while it runs
        def setup(self):
            self.url = f"/v1/accounts/chained-{next(numbers)}"
            done(client.put(self.url, json={"name": "Chained"}))
            people = [item("person", name, name=name) for name in ("p1", "p2")]
            done(client.post(f"{self.url}/batch", json={"items": people}))

        def get_call_kwargs(self, case):
            return {"base_url": f"{service.url}{self.url}"}

        def validate_response(self, response, case, additional_checks=None, **sent):
            answered.append((case.method, response.status_code))
            case.validate_response(response, checks=CHECKS, transport_kwargs=sent or None, recorder=self.recorder)

    repeatable = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(
        Chains, settings=settings(repeatable, max_examples=examples(90), stateful_step_count=STEPS)
    )
    assert {("POST", 201), ("GET", 200), ("DELETE", 200), ("GET", 404)} <= set(answered)
