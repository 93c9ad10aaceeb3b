"""Custom fields: a choice has values, and nothing else has."""

import pytest

from schemas.records.fields import FIELDS
from schemas.records.people import PEOPLE
from tests.unit.schemas.refusals import faults, refusal, taken


@pytest.mark.parametrize("field_type", ["text", "number", "flag", "date"])
def test_only_a_choice_has_values(field_type):
    assert not faults(FIELDS, {"type": field_type, "values": None})
    assert f"this is '{field_type}'" in faults(FIELDS, {"type": field_type, "values": ["day"]})["/values"]


def test_a_choice_needs_values():
    assert not faults(FIELDS, {"type": "choice", "values": ["day"]})
    assert "needs values" in faults(FIELDS, {"type": "choice"})["/values"]
    assert "needs values" in faults(FIELDS, {"type": "choice", "values": None})["/values"]


def test_values_are_different_texts():
    assert taken(FIELDS, "values", ["day", "night"]) == ["day", "night"]
    assert "'day' is listed twice" in refusal(FIELDS, "values", ["day", "day"])
    refusal(FIELDS, "values", [])


def test_a_field_is_declared_for_a_kind_that_there_is_under_a_plain_key():
    assert taken(FIELDS, "record_kind", "reporting_line") == "reporting_line"
    refusal(FIELDS, "record_kind", "people")
    assert taken(FIELDS, "key", "cost_centre") == "cost_centre"
    refusal(FIELDS, "key", "Cost centre")


@pytest.mark.parametrize("value", [True, 0, -2.5, "Gold"])
def test_a_value_is_kept_as_it_is(value):
    kept = taken(PEOPLE, "extra", {"rank": value})["rank"]
    assert (type(kept), kept) == (type(value), value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([1], "must be text, a number, or true or false"),
        ({"a": 1}, "must be text, a number, or true or false"),
        (float("nan"), "must be text, a number, or true or false"),
        ("", "at least 1 character"),
        ("\u200b", "at least one character that can be seen"),
    ],
)
def test_a_value_that_is_refused_has_one_fault_at_its_place(value, words):
    assert words in refusal(PEOPLE, "extra", {"rank": value})
