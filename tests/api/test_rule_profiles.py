"""Stored profiles of gap rules over HTTP: what is refused on every way in, and what they change in answers."""

import json
from typing import Any

import httpx
import pytest

from tests.api.accounts import Account, done, fresh_id, item
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


def test_a_refusal_is_written_in_chinese(client):
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
    assert_invalid(response, says="the profile 'light' is built in")


AS_OF = "2026-07-01T00:00:00Z"


@pytest.fixture
def held(board: Account) -> Account:
    """The board of a firm of a segment of its own, on which bo is a key player whom none of us ever met."""
    word = {"person": "bo", "attribute": "political_status", "value": "inner_circle", "observed_at": AS_OF}
    board.batch(item("assessment", "w1", **word))
    own = {"segment": board.id, "tier": "A"}
    done(board.client.patch(board.path, json=own, params={"effective_at": "2026-01-01T00:00:00Z"}))
    return board


def store(of: Account, name: str, /, *choices: dict[str, Any], **fields: Any) -> str:
    """Store a profile and return its id."""
    body = {"name": name, "choices": choices, **fields}
    done(of.client.put(f"/v1/rule-profiles/{of.id}-{name}", json=body))
    return f"{of.id}-{name}"


def rules(answer: dict[str, Any]) -> set[str]:
    return {gap["rule"] for gap in answer["gaps"]}


def test_the_closest_stored_profile_holds_everywhere_and_the_answer_says_why(held):
    off = {"rule": "key-player-uncovered", "on": False}
    before = held.get("analysis/gaps", as_of=AS_OF)
    assert (before["chosen_by"], "key-player-uncovered" in rules(before)) == ("few_people", True)
    for name, whose, chosen_by in (
        ("segment", {"segment": held.id}, "segment"),
        ("both", {"segment": held.id, "tier": "A"}, "segment_and_tier"),
        ("own", {"account": held.id}, "account"),
    ):
        profile = store(held, name, off, **whose)
        found = held.get("analysis/gaps", as_of=AS_OF)
        assert (found["profile"], found["profile_name"], found["chosen_by"]) == (profile, name, chosen_by)
    assert "key-player-uncovered" not in rules(found)
    assert held.get("analysis/health", as_of=AS_OF)["gaps"] == found["counts"]
    card = held.get("analysis/people/bo/profile", as_of=AS_OF)
    assert {gap["id"] for gap in card["gaps"]} == {
        gap["id"] for gap in found["gaps"] if "bo" in {each["id"] for each in gap["subjects"]}
    }
    plan = done(held.client.post(f"{held.path}/analysis/plan?as_of={AS_OF}", json={"goal": "gaps"}))
    priorities = sum(gap["priority"] for gap in found["gaps"])
    assert plan["before"] == pytest.approx(priorities)
    of_chain = held.get("chains/c1/analysis/gaps", as_of=AS_OF)
    assert (of_chain["profile"], of_chain["chosen_by"]) == (profile, "account")


def test_an_answer_is_another_when_its_profile_changes_and_the_same_as_known_before(held):
    profile = store(held, "own", {"rule": "key-player-uncovered", "severity": "low"}, account=held.id)
    url = f"{held.path}/analysis/gaps"
    first = held.client.get(url)
    done(held.client.patch(f"/v1/rule-profiles/{profile}", json={"choices": [{"rule": "cooling", "on": False}]}))
    again = held.client.get(url, headers={"if-none-match": first.headers["etag"]})
    severities = [
        {gap["severity"] for gap in response.json()["gaps"] if gap["rule"] == "key-player-uncovered"}
        for response in (first, again)
    ]
    assert (again.status_code, severities) == (200, [{"low"}, {"critical"}])
    known = {name: first.json()[name] for name in ("as_of", "known_at")}
    assert held.client.get(url, params=known).content == first.content
    done(held.client.delete(f"/v1/rule-profiles/{profile}"))
    assert held.get("analysis/gaps")["chosen_by"] == "few_people"


def test_a_stored_profile_is_asked_for_by_its_id_and_one_that_is_not_there_is_refused(held, account):
    profile = store(held, "own", {"rule": "no-stakeholders", "on": True}, on=False, account=held.id)
    found = account.get("analysis/gaps", profile=profile)
    assert (found["profile"], found["chosen_by"], rules(found)) == (profile, "asked", {"no-stakeholders"})
    for place in ("analysis/gaps", "chains/c1/analysis/gaps"):
        response = held.client.get(f"{held.path}/{place}", params={"profile": "everything"})
        assert_invalid(response, "?profile", "no rule profile 'everything' at this moment")
