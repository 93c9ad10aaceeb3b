"""Schemathesis over chains of requests: a record that was just made is there, one that was ended is not.

The links between requests are inferred from the document; the checks of `test_schemathesis` know single requests.
"""

from copy import deepcopy
from typing import Any

import httpx
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import ensure_resource_availability, use_after_free

from tests.api.accounts import done
from tests.api.openapi_parts import Document, golden
from tests.api.serving import Service
from tests.nightly import NIGHTLY, examples

CHECKS = [not_a_server_error, ensure_resource_availability, use_after_free]
KINDS = ("people", "departments", "influences") if NIGHTLY else ("people",)
METHODS = ("post", "get", "delete")
STEPS = 6
ACCOUNT = {"$ref": "#/components/parameters/account_id"}


def about(account: str) -> Document:
    """Return the document of records of some kinds, in one account."""
    document = deepcopy(golden())
    begin = "/v1/accounts/{account_id}"
    paths = [f"{begin}/{kind}{rest}" for kind in KINDS for rest in ("", "/{record_id}")]
    kept = {path.replace("{account_id}", account): in_one_account(document["paths"][path]) for path in paths}
    document["paths"] = kept
    return document


def in_one_account(item: dict[str, Any]) -> dict[str, Any]:
    """Return what makes, reads and ends, without the parameter that is a fixed part of the path now."""
    parameters = [one for one in item["parameters"] if one != ACCOUNT]
    return {"parameters": parameters} | {method: item[method] for method in METHODS if method in item}


def test_what_is_made_is_there_and_what_was_ended_is_not(service: Service, client: httpx.Client):
    done(client.put("/v1/accounts/chained", json={"name": "Chained"}))
    schema = schemathesis.openapi.from_dict(about("chained"))
    schema.config.update(base_url=service.url)
    asked = []

    def validate(chain, response, case, additional_checks=None, **sent):
        asked.append(case.method)
        case.validate_response(response, checks=CHECKS, transport_kwargs=sent or None, recorder=chain.recorder)

    chains = type("Chains", (schema.as_state_machine(),), {"validate_response": validate})
    repeatable = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(
        chains, settings=settings(repeatable, max_examples=examples(90), stateful_step_count=STEPS)
    )
    assert {"POST", "GET", "DELETE"} <= set(asked)
