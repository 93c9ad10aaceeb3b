"""Control points: two of the six levers take values of a list."""

import pytest

from schemas.records.control_points import CONTROL_POINTS
from tests.unit.schemas.refusals import faults, refusal, taken


@pytest.mark.parametrize(
    "values",
    [
        {"key": "award_method", "value": "single_source"},
        {"key": "award_rule", "value": "best_score"},
        {"key": "award_rule", "value": "unknown"},
        {"key": "award_rule", "value": None},
        {"key": "budget_say", "value": "Their finance asked us for the frame"},
        {"value": "single_source"},
    ],
)
def test_a_value_of_its_lever_is_sound(values):
    assert not faults(CONTROL_POINTS, values)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [("award_method", "best_score", "single_source, invited"), ("award_rule", "single_source", "lowest_price")],
)
def test_a_value_of_another_list_is_refused_with_the_right_one(key, value, says):
    assert says in faults(CONTROL_POINTS, {"key": key, "value": value})["/value"]


def test_an_assessor_is_one_of_us_or_one_of_theirs():
    assert taken(CONTROL_POINTS, "assessor", {"kind": "person", "id": "p1"}).kind == "person"
    refusal(CONTROL_POINTS, "assessor", {"kind": "competitor", "id": "c1"})


def test_points_of_a_scoring_sheet_are_not_negative():
    item = {"name": "Price", "points": 0}
    assert taken(CONTROL_POINTS, "scoring", [item])[0].points == 0
    refusal(CONTROL_POINTS, "scoring", [{**item, "points": -1}])
