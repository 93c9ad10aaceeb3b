"""Assessments: value, member and chain fit the attribute."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records.assessments import ASSESSMENTS, VALUES
from schemas.vocabularies import Attribute
from tests.unit.schemas.refusals import faults, refusal, taken

TEXTS = ["pain", "why_buy", "why_us", "why_now", "business_agenda", "personal_agenda"]

LISTED = [(attribute, value) for attribute, values in VALUES.items() for value in values if attribute != "rung"]


def test_every_attribute_has_a_list_or_is_a_text():
    assert {*VALUES, *TEXTS} == set(get_args(Attribute))


@pytest.mark.parametrize(("attribute", "value"), LISTED)
def test_a_value_of_the_list_of_its_attribute_is_sound(attribute, value):
    assert taken(ASSESSMENTS, "value", value) == value
    assert not faults(ASSESSMENTS, {"attribute": attribute, "value": value, "chain": "ch1"})


@pytest.mark.parametrize("attribute", TEXTS)
def test_a_text_holds_a_sentence_and_no_number(attribute):
    assert not faults(ASSESSMENTS, {"attribute": attribute, "value": "Standstills"})
    assert "is text" in faults(ASSESSMENTS, {"attribute": attribute, "value": 1})["/value"]


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("support", -3),
        ("support", 3),
        ("support", "1"),
        ("support", "mentor"),
        ("importance", 0),
        ("importance", 6),
        ("political_status", 1),
        ("political_status", "outsider"),
        ("style", "visionary"),
        ("adaptability", "skeptic"),
        ("orientation", "political"),
        ("rung", "friend"),
    ],
)
def test_a_value_of_no_list_is_refused_with_the_right_ones(attribute, value):
    member = {"member": "m1"} if attribute == "rung" else {}
    found = faults(ASSESSMENTS, {"attribute": attribute, "value": value, **member})
    assert found == {"/value": f"{attribute} must be one of {', '.join(map(str, VALUES[attribute]))}"}


def test_a_rung_names_one_of_us_and_no_chain():
    rung = {"attribute": "rung", "value": "trusted"}
    assert not faults(ASSESSMENTS, {**rung, "member": "m1"})
    assert list(faults(ASSESSMENTS, rung)) == ["/member"]
    assert list(faults(ASSESSMENTS, {**rung, "member": "m1", "chain": "ch1"})) == ["/chain"]


def test_no_other_attribute_has_a_member():
    assert "assessor" in faults(ASSESSMENTS, {"attribute": "support", "value": 1, "member": "m1"})["/member"]
    assert not faults(ASSESSMENTS, {"attribute": "support", "value": 1, "member": None})


@pytest.mark.parametrize("value", ["x" * 500, "两行\n文字", -2, 5])
def test_a_value_is_a_small_number_or_a_text(value):
    assert taken(ASSESSMENTS, "value", value) == value


@pytest.mark.parametrize("value", ["", "x" * 501, 6, -3, 1.0, True, False, [], {}, "\x00", "\ud800", float("nan")])
def test_a_value_that_is_neither_is_refused(value):
    assert refusal(ASSESSMENTS, "value", value).startswith("must ")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=500))
def test_a_text_in_any_script_is_kept_composed(text):
    kept = taken(ASSESSMENTS, "value", text)
    assert taken(ASSESSMENTS, "value", kept[:500]) == kept[:500]
