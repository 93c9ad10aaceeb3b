"""Interactions: when they can have been, who takes part, and levels, which are not flags."""

import pytest

from schemas.records.interactions import INTERACTIONS
from tests.unit.schemas.refusals import faults, refusal, taken

AT = "2026-06-30T02:00:00.000000Z"


def test_an_answer_may_come_at_once_but_not_before():
    assert not faults(INTERACTIONS, {"at": AT, "answered_at": AT})
    assert not faults(INTERACTIONS, {"at": AT, "answered_at": None})
    found = faults(INTERACTIONS, {"at": AT, "answered_at": "2026-06-30T01:59:59.999999Z"})
    assert found == {"/answered_at": "answered_at must not lie before at; correct one of them"}


def test_no_interaction_lies_before_1970():
    assert taken(INTERACTIONS, "at", "1970-01-01T00:00:00Z") == "1970-01-01T00:00:00.000000Z"
    assert taken(INTERACTIONS, "at", "1970-01-01T08:00:00+08:00") == "1970-01-01T00:00:00.000000Z"
    for text in ("1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00+08:00", "0026-06-30T00:00:00Z"):
        assert "1970-01-01; check the year" in refusal(INTERACTIONS, "at", text)


def test_at_least_one_of_theirs_takes_part_and_nobody_twice():
    assert len(taken(INTERACTIONS, "people", [f"p{number}" for number in range(500)])) == 500
    assert taken(INTERACTIONS, "members", []) == []
    refusal(INTERACTIONS, "people", [])
    refusal(INTERACTIONS, "people", [f"p{number}" for number in range(501)])
    refusal(INTERACTIONS, "members", [f"m{number}" for number in range(501)])
    assert "'p1' is listed twice" in refusal(INTERACTIONS, "people", ["p1", "p2", "p1"])
    assert "'m1' is listed twice" in refusal(INTERACTIONS, "members", ["m1", "m1"])


@pytest.mark.parametrize(
    ("field", "values"),
    [("depth", [1, 2, 3, 4, 5]), ("expertise", [0, 0.5, 1]), ("sentiment", [-1, 0, 1, "unknown"])],
)
def test_levels_of_a_contact_are_those_of_the_vocabulary(field, values):
    assert [taken(INTERACTIONS, field, value) for value in values] == values


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("depth", 0),
        ("depth", 6),
        ("depth", True),
        ("depth", "1"),
        ("expertise", 0.25),
        ("expertise", True),
        ("expertise", "1"),
        ("expertise", float("nan")),
        ("sentiment", True),
        ("sentiment", False),
        ("sentiment", 2),
        ("sentiment", "good"),
    ],
)
def test_other_levels_and_flags_are_refused(field, value):
    refusal(INTERACTIONS, field, value)


def test_the_text_of_a_contact_is_restricted_and_of_bounded_length():
    field = INTERACTIONS.fields.model_fields["text"]
    assert field.json_schema_extra == {"x-class": "restricted"}
    assert len(taken(INTERACTIONS, "text", "x" * 20_000)) == 20_000
    refusal(INTERACTIONS, "text", "x" * 20_001)
    refusal(INTERACTIONS, "text", "\x00")
