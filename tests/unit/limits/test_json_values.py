"""Objects of more fields than any of ours are refused where they stand, and nothing else is."""

import json
from typing import Any

import pytest

from app.limits.json_values import MOST_FIELDS, json_value
from schemas.errors import InvalidInput


def wide(count: int, name: str = "k") -> dict[str, Any]:
    return {f"{name}{number}": 0 for number in range(count)}


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        (wide(MOST_FIELDS + 1), ""),
        (wide(MOST_FIELDS + 1, "\\"), ""),
        ({"items": [{}, {"data": wide(MOST_FIELDS + 1)}]}, "/items/1/data"),
        ([[wide(MOST_FIELDS + 1)]], "/0/0"),
    ],
    ids=["alone", "escaped", "within", "in lists"],
)
def test_an_object_of_too_many_fields_is_refused_where_it_stands(value: Any, pointer: str):
    with pytest.raises(InvalidInput) as refused:
        json_value(json.dumps(value, separators=(",", ":")).encode())
    [problem] = refused.value.problems
    assert problem.pointer == pointer
    assert dict(problem.detail.parameters)["count"] == MOST_FIELDS + 1


@pytest.mark.parametrize(
    "value",
    [wide(MOST_FIELDS), wide(MOST_FIELDS, '"'), {"text": '":' * 9_000}, {"texts": ["a:b"] * 9_000}, [wide(500)] * 5],
    ids=["most", "escaped", "quoted", "texts", "many"],
)
def test_whatever_has_no_such_object_is_read_as_it_is(value: Any):
    assert json_value(json.dumps(value, separators=(",", ":")).encode()) == value
