"""Steps: rule and measure belong together, and a threshold is a share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records.steps import STEPS
from tests.unit.schemas.refusals import faults, refusal, taken

EARLY, LATE = "2026-01-01T00:00:00.000000Z", "2026-01-02T00:00:00.000000Z"


@pytest.mark.parametrize(
    "values",
    [
        {"rule": "quorum", "quorum": 2},
        {"rule": "threshold", "threshold": "2/3"},
        {"rule": "majority"},
        {"rule": "all", "quorum": None, "threshold": None},
        {"started_at": EARLY, "decided_at": EARLY},
        {"started_at": LATE},
        {"decided_at": EARLY},
    ],
)
def test_a_step_whose_rule_has_its_measure_is_sound(values):
    assert not faults(STEPS, values)


@pytest.mark.parametrize(
    ("values", "pointer", "says"),
    [
        ({"rule": "quorum"}, "/quorum", "needs quorum"),
        ({"rule": "quorum", "quorum": None}, "/quorum", "needs quorum"),
        ({"rule": "threshold"}, "/threshold", "needs threshold"),
        ({"rule": "any", "quorum": 2}, "/quorum", "only under the rule quorum, and this step has the rule any"),
        ({"quorum": 2}, "/quorum", "the rule any"),
        ({"rule": "majority", "threshold": 0.5}, "/threshold", "only under the rule threshold"),
        ({"started_at": LATE, "decided_at": EARLY}, "/decided_at", "must not lie before started_at"),
    ],
)
def test_a_measure_without_its_rule_and_a_rule_without_its_measure_are_refused(values, pointer, says):
    found = faults(STEPS, values)
    assert list(found) == [pointer]
    assert says in found[pointer]


def test_a_rule_that_changes_leaves_no_measure_of_the_other_behind():
    assert list(faults(STEPS, {"rule": "threshold", "quorum": 2})) == ["/quorum", "/threshold"]


@pytest.mark.parametrize("value", [0.6, 1.0, 1e-9, "2/3", "1/1", "1/999999"])
def test_a_threshold_is_kept_as_it_was_sent(value):
    assert taken(STEPS, "threshold", value) == value
    assert type(taken(STEPS, "threshold", value)) is type(value)


def test_a_whole_threshold_is_a_number_like_the_others():
    assert type(taken(STEPS, "threshold", 1)) is float


@pytest.mark.parametrize("value", [0, -0.1, 1.0000001, float("nan"), float("inf"), 10**400, "3/2", "999999/1"])
def test_a_threshold_outside_its_range_is_refused(value):
    assert "above 0 and at most 1" in refusal(STEPS, "threshold", value)


@pytest.mark.parametrize(
    "value", [True, "0.6", "2 / 3", "0/3", "2/0", "2/3/4", "-1/3", "٢/3", "1/1000000", "", [1], {}]
)
def test_a_threshold_that_is_neither_a_number_nor_a_fraction_is_refused(value):
    assert "'2/3'" in refusal(STEPS, "threshold", value)


@given(st.integers(1, 999_999), st.integers(1, 999_999))
def test_every_fraction_of_at_most_one_is_a_threshold(above, below):
    text = f"{min(above, below)}/{max(above, below)}"
    assert taken(STEPS, "threshold", text) == text


@pytest.mark.parametrize(("field", "least", "most"), [("order", 1, 1000), ("quorum", 1, 1000)])
def test_places_and_quorums_are_whole_numbers_of_a_range(field, least, most):
    assert (taken(STEPS, field, least), taken(STEPS, field, most)) == (least, most)
    for value in (least - 1, most + 1, True, 1.5, "1"):
        refusal(STEPS, field, value)
