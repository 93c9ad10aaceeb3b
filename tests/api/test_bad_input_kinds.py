"""Every field of every kind of record: what does not fit it is refused where it stands, and nothing is stored."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from schemas.errors import PROBLEMS_SHOWN
from schemas.resource import Resource
from tests.api.examples import Example, new_place, place_of
from tests.api.problems import assert_invalid, assert_problem
from tests.contract.kinds import WRITTEN
from tests.sentences import one

JSON = {"content-type": "application/json"}

BLANKS = " \n"
PROSE = 4000
"""A text of that many characters may have several lines, and blank ones."""

every_kind = pytest.mark.parametrize("kind", WRITTEN)

Wrong = Callable[[Mapping[str, Any]], Any]
"""Returns by the schema of a field something that does not fit it; None where anything of this sort does."""


def _text(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "string" and "enum" not in schema


def _number(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") in {"number", "integer"} and "enum" not in schema


WRONG: dict[str, Wrong] = {
    "an object for anything else": lambda schema: {"$ne": None} if schema.get("type") not in {"object", None} else None,
    "a text for an object or a list": lambda schema: "x" if schema.get("type") in {"object", "array"} else None,
    "a number for a text": lambda schema: 7 if _text(schema) else None,
    "a text of 30,000": lambda schema: "x" * 30_000 if _text(schema) else None,
    "a null byte": lambda schema: "a\x00b" if _text(schema) else None,
    "nothing but blanks": lambda schema: BLANKS if _text(schema) and "maxLength" in schema else None,
    "true for a number": lambda schema: True if _number(schema) else None,
    "a number of 400 digits": lambda schema: 10**400 if _number(schema) else None,
    "a word for a flag": lambda schema: "yes" if schema.get("type") == "boolean" else None,
    "a word of no list": lambda schema: "no such word" if "enum" in schema else None,
    "a date that does not exist": lambda schema: "2026-02-30" if schema.get("format") == "date-time" else None,
    "10,001 in a list": lambda schema: [f"x{n}" for n in range(10_001)] if schema.get("type") == "array" else None,
}


def wrong_fields(resource: Resource, wrong: Wrong) -> Iterator[tuple[str, Any]]:
    """Yield the fields that something does not fit, with it."""
    schema = resource.fields.model_json_schema()
    for name, part in schema["properties"].items():
        options = [one for one in part.get("anyOf", [part]) if one.get("type") != "null"]
        options = [schema["$defs"][one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in options]
        values = [wrong(one) for one in options]
        blanks = values[0] == BLANKS and options[0].get("maxLength", 0) >= PROSE
        if len(options) == 1 and values[0] is not None and not blanks:
            yield name, values[0]


def assert_named(named: list[str], fields: dict[str, Any], sort: str) -> None:
    """Assert that each field that is wrong is named, or as many of them as one answer shows."""
    assert set(named) <= set(fields), sort
    assert len(set(named)) == min(len(fields), PROBLEMS_SHOWN), sort


@every_kind
def test_what_does_not_fit_a_field_is_refused_where_it_stands(example: Example, firm, client):
    place = new_place(example, firm)
    batch = f"{firm.path}/batch" if example.resource.scope == "account" else "/v1/batch"
    for sort, wrong in WRONG.items():
        fields = dict(wrong_fields(example.resource, wrong))
        if not fields:
            continue
        problem = assert_invalid(client.put(place, json={**example.fields, **fields}))
        assert_named([error["pointer"].split("/")[1] for error in problem["errors"]], fields, sort)
        one = {"kind": example.resource.kind, "id": place.rpartition("/")[2], "data": {**example.fields, **fields}}
        problem = assert_invalid(client.post(batch, json={"items": [one]}))
        assert_named([error["pointer"].split("/")[4] for error in problem["errors"]], fields, sort)
    assert_problem(client.get(place), 404, "NotFound")


@every_kind
def test_a_field_that_is_none_is_refused_by_name(example: Example, firm, client):
    place = new_place(example, firm)
    for name in ("nmae", "id", "account_id", "recorded_at", "__proto__", "$set", ""):
        body = {**example.fields, name: "x"}
        is_ours = name in example.resource.record.model_fields
        says = f"{name} is made by the service" if is_ours else f"unknown field '{name}'"
        assert_invalid(client.put(place, json=body), f"/{name}", says)
    assert_problem(client.get(place), 404, "NotFound")


@every_kind
def test_a_new_record_without_what_it_needs_is_refused_with_each_field(example: Example, firm, client):
    place = new_place(example, firm)
    needed = list(example.resource.required)
    for body in ({"tags": ["x"]}, dict.fromkeys(needed)):
        if needed:
            problem = assert_invalid(client.put(place, json=body), f"/{needed[0]}", "needs")
            assert [error["pointer"] for error in problem["errors"]] == [f"/{name}" for name in needed]
    client.put(place, json=example.fields).raise_for_status()
    for name in needed:
        assert_invalid(client.patch(place, json={name: None}), f"/{name}", "cannot be cleared")


NO_JSON = ("NaN", "-Infinity", r'"\ud800"', '"\x01"', "[" * 100_000)


@every_kind
def test_what_json_cannot_hold_is_refused_in_any_field(example: Example, firm, client):
    place = new_place(example, firm)
    sound = json.dumps(example.fields)[1:-1]
    for value in NO_JSON:
        text = f'{{{sound}{", " if sound else ""}"tags": [{value}]}}'
        assert_invalid(client.put(place, content=text.encode(), headers=JSON), "", "not valid JSON")
    assert_problem(client.get(place), 404, "NotFound")


@every_kind
def test_a_body_that_is_not_an_object_is_refused(example: Example, firm, client):
    place = new_place(example, firm)
    bodies: tuple[Any, ...] = ([], "x", 7, None, True)
    for body in bodies:
        assert_invalid(client.put(place, content=json.dumps(body), headers=JSON), "", "object")


@every_kind
def test_a_list_takes_no_parameter_that_it_does_not_know(example: Example, firm, client):
    place = place_of(example, firm)
    for query, pointer in (
        ("nmae=x", "?nmae"),
        ("sort=nmae", "?sort"),
        ("fields=nmae", "?fields"),
        ("limit=501", "?limit"),
    ):
        assert_invalid(client.get(f"{place}?{query}"), pointer)


@every_kind
def test_a_custom_field_that_was_not_declared_is_refused(example: Example, firm, client):
    place = new_place(example, firm)
    refused = client.put(place, json={**example.fields, "extra": {"never_declared": 1}})
    assert_invalid(refused, "/extra/never_declared", f"is not declared for {one(example.resource.kind)}")
    for key in ("Cost", "1st", "a b", "x" * 65):
        response = client.put(place, json={**example.fields, "extra": {key: 1}})
        assert_invalid(response, f"/extra/{key}")
