"""Rule profiles: what names no rule, changes nothing, or goes beyond what a rule takes is refused where it stands."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemas.gap_rules.registry import BUILT_IN_PROFILES, FACTS
from schemas.records.rule_profiles import RULE_PROFILES
from tests.unit.schemas.refusals import faults, taken


def faults_of(*choices: dict[str, Any], **values: Any) -> dict[str, str]:
    """Return the faults of a profile with these choices, as a write would store it."""
    taken(RULE_PROFILES, "choices", list(choices))
    return faults(RULE_PROFILES, {**RULE_PROFILES.defaults, "choices": list(choices), **values})


@pytest.mark.parametrize(
    ("choices", "values", "pointer", "words"),
    [
        ([], {}, "/choices", "a profile that names no rule changes nothing"),
        ([{"rule": "cooling", "severity": "low"}], {"on": False}, "/choices", "finds nothing unless a choice turns"),
        ([{"rule": "coolin", "on": True}], {}, "/choices/0/rule", "no rule 'coolin'; did you mean cooling"),
        ([{"rule": "x", "on": True}], {}, "/choices/0/rule", "no rule 'x'; `GET /v1/gap-rules` lists all rules"),
        ([{"rule": "cooling", "tier": "A"}], {}, "/choices/0", "the choice for cooling sets nothing"),
        (
            [{"rule": "self-line", "on": False}, {"rule": "cooling", "parameters": {"weeks": 4}}],
            {},
            "/choices/1/parameters/weeks",
            "cooling has no parameter 'weeks'; it has points, days",
        ),
        ([{"rule": "self-line", "parameters": {"days": 4}}], {}, "/choices/0/parameters/days", "has no parameters"),
        (
            [{"rule": "cooling", "parameters": {"points": 101}}],
            {},
            "/choices/0/parameters/points",
            "points must be a number from 0 to 100",
        ),
        (
            [{"rule": "cooling", "parameters": {"days": 1.5}}],
            {},
            "/choices/0/parameters/days",
            "days must be a whole number from 1 to 3650",
        ),
    ],
)
def test_a_profile_says_what_is_wrong_with_it_and_where(choices, values, pointer, words):
    found = faults_of(*choices, **values)
    assert list(found) == [pointer]
    assert words in found[pointer]


def test_what_changes_something_is_taken():
    assert not faults_of(most=3)
    assert not faults_of({"rule": "cooling", "on": True}, on=False)
    assert not faults_of({"rule": "cooling", "parameters": {"days": 10, "points": 2.5}, "tier": "A", "stage": "offer"})


@pytest.mark.parametrize("value", ["10", True, None, float("inf"), [1]])
def test_a_parameter_is_a_number(value):
    with pytest.raises(ValidationError) as caught:
        taken(RULE_PROFILES, "choices", [{"rule": "cooling", "parameters": {"days": value}}])
    assert {error["loc"] for error in caught.value.errors()} == {("choices", 0, "parameters", "days")}


def test_the_names_of_built_in_profiles_are_taken():
    for name in BUILT_IN_PROFILES:
        found = faults_of(most=3, id=name)
        assert found == {"": f"the profile '{name}' is built in; give yours another id"}


def test_every_parameter_takes_its_default_and_both_ends_of_its_range_and_nothing_beyond():
    for facts in FACTS:
        for parameter in facts.parameters.values():
            assert all(map(parameter.takes, (parameter.default, parameter.least, parameter.most)))
            assert not any(map(parameter.takes, (parameter.least - 1, parameter.most + 1)))
            assert parameter.takes(parameter.least + 0.001) != parameter.whole
