"""Values that are wrong in themselves: refused with a pointer, alone and in a batch, and nothing is changed."""

import json
from typing import Any, NamedTuple

import pytest

from schemas.registry import ACCOUNT_RESOURCES
from tests.api.problems import assert_invalid, assert_problem

KINDS = {resource.path: resource.kind for resource in ACCOUNT_RESOURCES}


class Case(NamedTuple):
    """A body that is wrong, where, and words that the answer must have."""

    path: str
    data: Any
    pointer: str
    says: str


NAMED = {"name": "Ada"}
ENDS = {"source": "ada", "target": "bo"}
MET = {"at": "2026-01-01T00:00:00Z", "people": ["ada"], "channel": "call"}

CASES = {
    "unknown field": Case("people", {**NAMED, "nmae": "x"}, "/nmae", "unknown field 'nmae'"),
    "unknown nested field": Case(
        "people", {**NAMED, "identity": {"account": "a", "person": "p", "x/y": 1}}, "/identity/x~1y", "unknown field"
    ),
    "number for a text": Case("people", {"name": 7}, "/name", "must be text"),
    "text for a flag": Case("people", {**NAMED, "vacant": "yes"}, "/vacant", "true or"),
    "number for a flag": Case("people", {**NAMED, "vacant": 0}, "/vacant", "true or"),
    "text for a list": Case("people", {**NAMED, "tags": "pilot"}, "/tags", "must be a list"),
    "number in a list": Case("people", {**NAMED, "tags": ["pilot", 1]}, "/tags/1", "must be text"),
    "list for an object": Case("people", {**NAMED, "external_ids": []}, "/external_ids", "must be an object"),
    "object for a text": Case("people", {"name": {"$ne": None}}, "/name", "must be text"),
    "field of a nested object missing": Case(
        "people", {**NAMED, "messaging": [{"system": "wechat"}]}, "/messaging/0/id", "'id' is required"
    ),
    "name of another system": Case(
        "people", {**NAMED, "external_ids": {"Sales Force": "1"}}, "/external_ids/Sales Force", "as in 'salesforce'"
    ),
    "false for a number": Case("influences", {**ENDS, "strength": False}, "/strength", "must be a number"),
    "true for a number": Case("influences", {**ENDS, "confidence": True}, "/confidence", "must be a number"),
    "text for a number": Case("influences", {**ENDS, "strength": "0.5"}, "/strength", "must be a number"),
    "above the range": Case("influences", {**ENDS, "strength": 1.0000001}, "/strength", "at most 1"),
    "below the range": Case("influences", {**ENDS, "strength": -0.1}, "/strength", "at least 0"),
    "false for a count": Case(
        "departments", {**NAMED, "expected_headcount": False}, "/expected_headcount", "whole number"
    ),
    "half a person": Case("departments", {**NAMED, "expected_headcount": 1.5}, "/expected_headcount", "whole"),
    "negative count": Case("departments", {**NAMED, "expected_headcount": -1}, "/expected_headcount", "at least 0"),
    "2**63": Case("departments", {**NAMED, "expected_headcount": 2**63}, "/expected_headcount", "at most 10,000,000"),
    "-2**63 - 1": Case(
        "departments", {**NAMED, "expected_headcount": -(2**63) - 1}, "/expected_headcount", "at least 0"
    ),
    "a number of 400 digits": Case(
        "departments", {**NAMED, "expected_headcount": 10**400}, "/expected_headcount", "at most 10,000,000"
    ),
    "unknown seniority": Case("people", {**NAMED, "seniority": "boss"}, "/seniority", "'c_level'"),
    "seniority of another case": Case("people", {**NAMED, "seniority": "VP"}, "/seniority", "'vp'"),
    "unknown function": Case("departments", {**NAMED, "function": "cantine"}, "/function", "'procurement'"),
    "unknown line": Case("reporting-lines", {"person": "ada", "manager": "di", "line": "thin"}, "/line", "'dotted'"),
    "empty name": Case("people", {"name": ""}, "/name", "at least 1"),
    "blank name": Case("people", {"name": "   "}, "/name", "one line of text"),
    "name of two lines": Case("people", {"name": "Ada\nBrandt"}, "/name", "one line of text"),
    "name with a null byte": Case("people", {"name": "Ada\x00"}, "/name", "one line of text"),
    "name of 301": Case("people", {"name": "x" * 301}, "/name", "at most 300"),
    "51 tags": Case("people", {**NAMED, "tags": [str(n) for n in range(51)]}, "/tags", "at most 50"),
    "evidence of 4001": Case("influences", {**ENDS, "evidence": "x" * 4001}, "/evidence", "at most 4,000"),
    "name not given": Case("people", {"title": "Head"}, "/name", "a new person needs name"),
    "name null": Case("people", {"name": None}, "/name", "a new person needs name"),
    "end not given": Case("influences", {"source": "ada"}, "/target", "a new influence needs target"),
    "time without zone": Case("people", {**NAMED, "valid_from": "2026-01-01T00:00:00"}, "/valid_from", "zone"),
    "date of no calendar": Case("people", {**NAMED, "valid_from": "2026-02-30"}, "/valid_from", "date that exists"),
    "number for a time": Case("people", {**NAMED, "valid_from": 1767225600}, "/valid_from", "must be text"),
    "30 February": Case("people", {**NAMED, "valid_from": "2026-02-30T00:00:00Z"}, "/valid_from", "day"),
    "year 0": Case("people", {**NAMED, "valid_from": "0000-01-01T00:00:00Z"}, "/valid_from", "year"),
    "year 10000": Case("people", {**NAMED, "valid_from": "10000-01-01T00:00:00Z"}, "/valid_from", "zone"),
    "before year 1 in UTC": Case("people", {**NAMED, "valid_from": "0001-01-01T00:00:00+08:00"}, "/valid_from", "0001"),
    "after year 9999 in UTC": Case("people", {**NAMED, "valid_to": "9999-12-31T23:59:59-08:00"}, "/valid_to", "9999"),
    "an interaction with nobody": Case("interactions", {**MET, "people": []}, "/people", "at least 1"),
    "an interaction with 5,000 people": Case(
        "interactions", {**MET, "people": [f"p{n}" for n in range(5000)]}, "/people", "at most 500"
    ),
    "an interaction with somebody twice": Case("interactions", {**MET, "people": ["ada", "ada"]}, "/people", "twice"),
    "an interaction in 1950": Case("interactions", {**MET, "at": "1950-01-01T00:00:00Z"}, "/at", "1970"),
    "true for a depth": Case("interactions", {**MET, "depth": True}, "/depth", "must not be true or false"),
    "half an expertise": Case("interactions", {**MET, "expertise": 0.25}, "/expertise", "must be 0 (none)"),
    "a pair of one": Case("conflicts", {"people": ["ada", "ada"]}, "/people", "two different people"),
    "a pair of three": Case("alliances", {"people": ["ada", "bo", "cy"]}, "/people", "at most 2"),
    "a vote of -1": Case("stakes", {"person": "ada", "chain": "c", "weight": -1}, "/weight", "at least 0"),
    "a vote of 101": Case("stakes", {"person": "ada", "chain": "c", "weight": 101}, "/weight", "at most 100"),
    "a role twice": Case("stakes", {"person": "ada", "chain": "c", "roles": ["user", "user"]}, "/roles", "twice"),
    "a threshold of 3/2": Case(
        "steps", {"chain": "c", "order": 1, "name": "x", "threshold": "3/2"}, "/threshold", "share"
    ),
    "an order of 0": Case("steps", {"chain": "c", "order": 0, "name": "x"}, "/order", "at least 1"),
    "a currency in words": Case("opportunities", {**NAMED, "currency": "yuan"}, "/currency", "3"),
    "a support of 3": Case(
        "assessments",
        {"person": "ada", "attribute": "support", "value": 3, "observed_at": "2026-01-01T00:00:00Z"},
        "/value",
        "support must be one of",
    ),
    "a rung of nobody": Case(
        "assessments",
        {"person": "ada", "attribute": "rung", "value": "known", "observed_at": "2026-01-01T00:00:00Z"},
        "/member",
        "a rung needs member",
    ),
    "a target of no kind": Case(
        "coverages", {"member": "m", "duty": "owner", "target": {"kind": "step", "id": "s"}}, "/target/kind", "'chain'"
    ),
    "ends before it begins": Case(
        "people",
        {**NAMED, "valid_from": "2026-01-02T00:00:00Z", "valid_to": "2026-01-01T00:00:00Z"},
        "/valid_to",
        "before valid_from",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_wrong_value_is_refused_where_it_stands(firm, client, case):
    with firm.untouched():
        response = client.put(f"{firm.path}/{case.path}/new", json=case.data)
        assert_invalid(response, case.pointer, case.says)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_wrong_value_in_a_batch_is_refused_with_its_place_and_stores_nothing_of_it(firm, case):
    sound = {"kind": "person", "id": "sound", "data": {"name": "Sound"}}
    with firm.untouched():
        response = firm.send(sound, {"kind": KINDS[case.path], "id": "new", "data": case.data})
        assert_invalid(response, f"/items/1/data{case.pointer}", case.says)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_wrong_value_among_sound_ones_is_listed_and_the_sound_ones_are_stored(firm, case):
    sound = {"kind": "person", "id": "sound", "data": {"name": "Sound"}}
    answer = firm.batch({"kind": KINDS[case.path], "id": "new", "data": case.data}, sound, on_error="skip")
    assert answer["refused"] == 1
    assert [result["outcome"] for result in answer["results"]] == ["refused", "created"]
    assert answer["results"][0]["errors"][0]["pointer"] == f"/items/0/data{case.pointer}"
    assert firm.get("people/sound")["name"] == "Sound"


@pytest.mark.parametrize("field", ["name", "source", "target"])
def test_what_a_record_cannot_be_without_is_not_cleared(firm, client, field):
    path = "people/ada" if field == "name" else "influences/cy-ada"
    with firm.untouched():
        assert_invalid(client.patch(f"{firm.path}/{path}", json={field: None}), f"/{field}", "cannot be cleared")


@pytest.mark.parametrize("body", [[], "ada", 7, None, True])
def test_a_body_that_is_not_an_object_is_refused(firm, client, body):
    with firm.untouched():
        response = client.put(f"{firm.path}/people/new", content=json.dumps(body), headers=json_content())
        assert_invalid(response, "", "object")


def json_content() -> dict[str, str]:
    return {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("item", "pointer", "says"),
    [
        ("ada", "/items/0/kind", "kind must be one of"),
        ({"id": "x", "data": {}}, "/items/0/kind", "kind must be one of"),
        ({"kind": "persn", "id": "x"}, "/items/0/kind", "person"),
        ({"kind": ["person"], "id": "x"}, "/items/0/kind", "person"),
        ({"kind": "account", "id": "x"}, "/items/0/kind", "person"),
        ({"kind": "person", "data": {"name": "A"}, "dta": 1}, "/items/0/dta", "unknown field 'dta'"),
        ({"kind": "person", "data": {"name": "A"}, "action": "drop"}, "/items/0/action", "'end'"),
        ({"kind": "person", "action": "end"}, "/items/0/id", "needs the id"),
        (
            {"kind": "person", "id": "x", "data": {"name": "A"}, "correction": "yes"},
            "/items/0/correction",
            "true or false",
        ),
        ({"kind": "person", "id": "x", "data": {"name": "A"}, "correction": 1}, "/items/0/correction", "true or"),
        ({"kind": "person", "id": "x", "data": {"name": "A"}, "effective_at": "now"}, "/items/0/effective_at", "zone"),
        ({"kind": "person", "id": 7, "data": {"name": "A"}}, "/items/0/id", "must be text"),
    ],
)
def test_a_batch_item_that_is_none_is_refused_where_it_stands(firm, item, pointer, says):
    with firm.untouched():
        assert_invalid(firm.send(item), pointer, says)


def test_an_end_of_what_is_not_there_is_not_found_where_it_stands(firm):
    with firm.untouched():
        response = firm.send({"kind": "person", "id": "ghost", "action": "end"})
        assert_problem(response, 404, "NotFound", "/items/0", "no person 'ghost'")


@pytest.mark.parametrize(
    ("body", "pointer"), [({}, "/items"), ({"items": {}}, "/items"), ({"items": [], "itmes": []}, "/itmes"), ([], "")]
)
def test_a_body_that_is_not_a_batch_is_refused(firm, client, body, pointer):
    with firm.untouched():
        assert_invalid(client.post(f"{firm.path}/batch", json=body), pointer, "batch")


def test_an_empty_batch_changes_nothing(firm):
    with firm.untouched():
        answer = firm.batch()
    assert answer == {"account_id": firm.id, "revision": firm.revision, "results": [], "refused": 0}
