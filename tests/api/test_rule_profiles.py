"""Stored profiles of gap rules over HTTP: what is refused on every way in, and in which words."""

import json
from typing import Any

import httpx
import pytest

from tests.api.accounts import done, fresh_id
from tests.api.problems import assert_invalid

SOUND = {"name": "Fewer", "choices": [{"rule": "cooling", "on": False}]}
WRONG = {"name": "Wrong", "choices": [{"rule": "cooling", "parameters": {"days": 0}}]}
POINTER = "/choices/0/parameters/days"


@pytest.fixture
def profile_id(client: httpx.Client) -> str:
    """The id of a stored profile for an account of its own; others do not notice it."""
    account, profile_id = fresh_id(), fresh_id("profile")
    done(client.put(f"/v1/accounts/{account}", json={"name": "Acme"}))
    done(client.put(f"/v1/rule-profiles/{profile_id}", json={**SOUND, "account": account}))
    return profile_id


def batch(*data: dict[str, Any]) -> dict[str, Any]:
    return {"items": [{"kind": "rule_profile", "id": fresh_id("profile"), "data": each} for each in data]}


def test_a_profile_that_a_rule_does_not_take_is_refused_on_every_way_in(client, profile_id):
    assert_invalid(client.put(f"/v1/rule-profiles/{fresh_id()}", json=WRONG), POINTER, "whole number from 1 to 3650")
    assert_invalid(client.post("/v1/rule-profiles", json=WRONG), POINTER)
    changed = client.patch(f"/v1/rule-profiles/{profile_id}", json={"choices": WRONG["choices"]})
    assert_invalid(changed, POINTER)
    assert_invalid(client.post("/v1/batch", json=batch(SOUND, WRONG)), f"/items/1/data{POINTER}")
    (item,) = batch(WRONG)["items"]
    answer = client.post("/v1/sync", content=json.dumps(item), headers={"content-type": "application/x-ndjson"})
    (refused,) = answer.json()["refused"]
    assert refused["errors"][0]["pointer"] == f"/data{POINTER}"
    assert done(client.get(f"/v1/rule-profiles/{profile_id}"))["choices"] == SOUND["choices"]


def test_a_refusal_is_told_in_chinese(client):
    response = client.post("/v1/rule-profiles", json=WRONG, headers={"accept-language": "zh"})
    assert_invalid(response, POINTER, "days 必须是 1 到 3650 之间的整数")


def test_an_account_that_does_not_exist_is_refused_and_one_of_the_same_batch_is_not(client):
    nobody, account = fresh_id(), fresh_id()
    assert_invalid(client.post("/v1/rule-profiles", json={**SOUND, "account": nobody}), "/account", f"'{nobody}'")
    items = batch({**SOUND, "account": account})["items"]
    items.append({"kind": "account", "id": account, "data": {"name": "Acme"}})
    assert [each["outcome"] for each in done(client.post("/v1/batch", json={"items": items}))["results"]] == [
        "created",
        "created",
    ]


def test_a_profile_keeps_its_account_and_its_history(client, profile_id):
    url = f"/v1/rule-profiles/{profile_id}"
    done(client.patch(url, json={"most": 3}))
    assert [each.get("most") for each in done(client.get(f"{url}/history"))["items"]] == [3, None]
    assert_invalid(client.patch(url, json={"account": None}), "/account")


def test_the_names_of_built_in_profiles_are_taken(client):
    response = client.put("/v1/rule-profiles/light", json=SOUND)
    assert_invalid(response, told="the profile 'light' is built in")
