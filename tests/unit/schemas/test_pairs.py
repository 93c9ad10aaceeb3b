"""Pairs: two different people, whoever is named first."""

import pytest

from schemas.records.alliances import ALLIANCES
from schemas.records.conflicts import CONFLICTS
from tests.unit.schemas.refusals import refusal, taken

both = pytest.mark.parametrize("resource", [CONFLICTS, ALLIANCES], ids=lambda resource: resource.kind)


@both
def test_the_smaller_id_stands_first(resource):
    assert taken(resource, "people", ["p2", "p1"]) == taken(resource, "people", ["p1", "p2"]) == ["p1", "p2"]
    assert taken(resource, "people", ["p9", "p10"]) == ["p10", "p9"]


@both
def test_nobody_is_at_odds_or_allied_with_themselves(resource):
    assert "two different people" in refusal(resource, "people", ["p1", "p1"])


@both
@pytest.mark.parametrize("people", [[], ["p1"], ["p1", "p2", "p3"]])
def test_it_takes_two(resource, people):
    refusal(resource, "people", people)


@both
def test_each_end_is_one_place_of_the_pair(resource):
    assert [(end.field, end.kind, end.place) for end in resource.ends] == [
        ("people", "person", 0),
        ("people", "person", 1),
    ]
