"""Stage models: stages that differ, ask for little, and are not named by one another."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records.opportunities import OpportunityFields
from schemas.records.stage_models import STAGE_MODELS
from tests.unit.schemas.refusals import faults, refusal, taken


def stages(*named: tuple[str, str], **more: Any) -> dict[str, Any]:
    """Return a model of stages with these keys and names; more fields are those of the first stage."""
    made = [{"key": key, "name": name, "order": order} for order, (key, name) in enumerate(named, 1)]
    return {"stages": [{**made[0], **more}, *made[1:]]}


SOUND = stages(("qualify", "Qualify"), ("offer", "Offer"))


def faults_of(values: dict[str, Any]) -> dict[str, str]:
    taken(STAGE_MODELS, "stages", values["stages"])
    return faults(STAGE_MODELS, values)


def test_a_model_may_be_empty():
    assert not faults_of({"stages": []})
    assert not faults_of(SOUND)


@pytest.mark.parametrize(("field", "value"), [("key", "offer"), ("name", "Offer"), ("order", 2)])
def test_keys_names_and_orders_are_unique(field, value):
    found = faults_of(stages(("qualify", "Qualify"), ("offer", "Offer"), **{field: value}))
    assert found == {f"/stages/1/{field}": f"{field} '{value}' is already used in /stages/0; give each stage its own"}


def test_three_fields_of_a_tier_are_asked_and_a_fourth_is_refused_by_stage_and_tier():
    three = ["/need", "/amount", "/closes"]
    assert not faults_of(stages(("qualify", "Qualify"), required_fields={"A": three, "B": three}))
    found = faults_of(stages(("qualify", "Qualify"), required_fields={"A": three, "B": [*three, "/currency"]}))
    assert list(found) == ["/stages/0/required_fields/B"]
    assert (
        "stage 'qualify' asks for 4 fields of tier B; people fill in 3 at most" in found["/stages/0/required_fields/B"]
    )


@pytest.mark.parametrize("name", OpportunityFields.model_fields)
def test_every_field_of_an_opportunity_can_be_asked(name):
    assert not faults_of(stages(("qualify", "Qualify"), required_fields={"none": [f"/{name}"]}))


@pytest.mark.parametrize(
    "pointer", ["need", "", "/", "/needs", "/need/", "//need", "/pursuit/decision", "/model_fields"]
)
def test_a_pointer_to_no_field_of_an_opportunity_is_refused(pointer):
    sent = stages(("qualify", "Qualify"), required_fields={"A": [pointer]})["stages"]
    assert "must point to a field of an opportunity" in refusal(STAGE_MODELS, "stages", sent)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("required_fields", {"D": ["/need"]}),
        ("required_fields", {"A": ["/need", "/need"]}),
        ("required_departments", ["purchasing"]),
        ("required_departments", ["legal", "legal"]),
        ("expected_external", ["friend"]),
        ("role_goals", [{"role": "approver", "min": 0}]),
        ("order", 0),
        ("key", "Qualify"),
    ],
)
def test_a_stage_asks_for_what_there_is(field, value):
    refusal(STAGE_MODELS, "stages", stages(("qualify", "Qualify"), **{field: value})["stages"])


def test_a_role_has_one_goal_a_stage():
    goals = [{"role": "approver", "min": 1}, {"role": "user", "min": 2}]
    assert not faults_of(stages(("qualify", "Qualify"), role_goals=goals))
    found = faults_of(stages(("qualify", "Qualify"), role_goals=[*goals, {"role": "approver", "min": 2}]))
    assert list(found) == ["/stages/0/role_goals/2/role"]


@pytest.mark.parametrize(
    "named",
    [
        [("a", "a"), ("b", "b")],
        [("a", "b"), ("b", "B")],
        [("a", "b"), ("b", "c"), ("c", "C")],
        [("a", "b"), ("b", "b2"), ("c", "a")],
    ],
)
def test_a_name_that_is_a_key_is_not_a_circle_as_long_as_it_does_not_lead_back(named):
    assert not faults_of(stages(*named))


@pytest.mark.parametrize(
    ("named", "pointer", "keys"),
    [
        ([("a", "b"), ("b", "a")], "/stages/0/name", "'a', 'b'"),
        ([("x", "X"), ("a", "b"), ("b", "a")], "/stages/1/name", "'a', 'b'"),
        ([("a", "b"), ("b", "c"), ("c", "a")], "/stages/0/name", "'a', 'b', 'c'"),
    ],
)
def test_names_that_lead_back_by_keys_are_refused_once(named, pointer, keys):
    found = faults_of(stages(*named))
    assert list(found) == [pointer]
    assert f"stages {keys} are named by one another's keys" in found[pointer]


def reached(order: list[int], place: int) -> set[int]:
    """Return the places that one leads to, one after the other, until it comes back."""
    way = {place}
    while (place := order[place]) not in way:
        way.add(place)
    return way


@given(st.permutations(range(8)))
def test_every_circle_of_any_length_is_named_once(order):
    named = [(f"k{place}", f"k{target}") for place, target in enumerate(order)]
    circles = {frozenset(reached(order, place)) for place in order}
    assert len(faults_of(stages(*named))) == sum(len(circle) > 1 for circle in circles)
