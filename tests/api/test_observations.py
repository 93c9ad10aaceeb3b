"""Observations: one line, and it is an assessment with who, in which function, and when."""

from typing import Any

import httpx
import pytest

from schemas.api_keys import Role
from tests.api.accounts import Account, done, fresh_id, item
from tests.api.conftest import connect
from tests.api.keys import make_key
from tests.api.problems import assert_invalid, assert_problem
from tests.api.serving import Service, wait_until

SUPPORT: dict[str, Any] = {"person": "ada", "attribute": "support", "value": 1}


def observe(account: Account, headers: dict[str, str] | None = None, /, **body: Any) -> httpx.Response:
    return account.client.post(f"{account.path}/observations", json=body, headers=headers)


def test_an_observation_is_an_assessment_of_now(firm: Account):
    before = done(firm.client.get(firm.path))["revised_at"]
    answer = observe(firm, None, **SUPPORT, note="会上替我们说了话", confidence=0.9)
    assert answer.status_code == 201, answer.text
    body = answer.json()
    stored = done(firm.client.get(answer.headers["location"]))
    assert stored == body
    assert answer.headers["location"] == f"{firm.path}/assessments/{body['id']}"
    assert (body["person"], body["attribute"], body["value"]) == ("ada", "support", 1)
    assert (body["evidence"], body["confidence"]) == ("会上替我们说了话", 0.9)
    assert before < body["observed_at"] <= body["recorded_at"]
    assert body["valid_from"] == body["observed_at"]
    assert (body["assessor"], body["function"]) == (None, "unknown")


def test_a_rung_is_of_one_of_us_and_a_text_is_a_text(firm: Account):
    member = fresh_id("m")
    done(firm.client.put(f"/v1/team-members/{member}", json={"name": "Li"}))
    assert observe(firm, person="ada", attribute="rung", value="trusted", member=member).status_code == 201
    assert observe(firm, person="ada", attribute="pain", value="停机太多").status_code == 201


@pytest.mark.parametrize(
    ("change", "pointer", "says"),
    [
        ({"value": 3}, "/value", "support must be one of"),
        ({"value": "maybe"}, "/value", "support must be one of"),
        ({"value": 1.5}, "/value", "whole number"),
        ({"attribute": "pain"}, "/value", "pain is text"),
        ({"attribute": "mood"}, "/attribute", "must be"),
        ({"member": "m1"}, "/member", ""),
        ({"attribute": "rung", "value": "trusted"}, "/member", "a rung needs member"),
        ({"person": "nobody"}, "/person", "no person 'nobody'"),
        ({"chain": "nowhere"}, "/chain", "no chain 'nowhere'"),
        ({"note": ""}, "/note", ""),
        ({"confidence": 2}, "/confidence", ""),
        ({"observed_at": "2026-01-01T00:00:00Z"}, "/observed_at", "unknown field"),
    ],
)
def test_a_fault_comes_with_a_pointer_into_what_was_sent(firm: Account, change, pointer, says):
    with firm.untouched():
        body = assert_invalid(observe(firm, None, **{**SUPPORT, **change}), says=says)
        assert pointer in {error["pointer"] for error in body["errors"]}


@pytest.mark.parametrize("name", ["person", "attribute", "value"])
def test_three_things_are_needed(firm: Account, name):
    body = {key: value for key, value in SUPPORT.items() if key != name}
    assert_invalid(observe(firm, None, **body), f"/{name}", "is required")


def test_an_unknown_account_is_named(client):
    assert_problem(client.post("/v1/accounts/nobody-here/observations", json=SUPPORT), 404, "NotFound")


def test_sent_again_under_its_key_it_is_one_observation(firm: Account):
    key = {"idempotency-key": fresh_id()}
    first, again = observe(firm, key, **SUPPORT), observe(firm, key, **SUPPORT)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    assert again.headers["location"] == first.headers["location"]
    assert len(firm.get("assessments")["items"]) == 1
    assert_invalid(observe(firm, key, **{**SUPPORT, "value": 2}), says="another request")


def test_an_account_may_bear_the_name_of_a_list(client):
    account = Account(client)
    account.id, account.path = "observations", "/v1/accounts/observations"
    done(client.put(account.path, json={"name": "Odd"}))
    account.batch(item("person", "ada", name="Ada"))
    answer = observe(account, None, **SUPPORT)
    assert done(client.get(answer.headers["location"]))["id"] == answer.json()["id"]


def test_who_observed_and_in_which_function_the_key_says(own_service: Service):
    with connect(own_service) as client:
        account = Account(client)
        account.batch(item("person", "ada", name="Ada"))
        members = [item("team_member", "m1", name="Li", function="presales"), item("team_member", "m2", name="Wu")]
        done(client.post("/v1/batch", json={"items": members}))
        sent = {name: make_key(own_service, Role.EDITOR, member=name) for name in ("m1", "m2", "gone")}
        reader = make_key(own_service, Role.READER, member="m1")
        wait_until(lambda: client.get("/v1/accounts").status_code == 401)
        wait_until(lambda: client.get("/v1/accounts", headers=reader.header).status_code == 200)
        answers = {name: observe(account, key.header, **SUPPORT) for name, key in sent.items()}
        assert answers["m1"].json()["assessor"] == {"kind": "team_member", "id": "m1"}
        assert [answers[name].json()["function"] for name in ("m1", "m2")] == ["presales", "unknown"]
        assert answers["m2"].json()["recorded_by"] == f"key:{sent['m2'].id}"
        assert_problem(answers["gone"], 409, "Conflict", says="team member 'gone'")
        assert_problem(observe(account, reader.header, **SUPPORT), 403, "NotAllowed")
