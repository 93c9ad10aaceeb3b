"""The standard stages of systems: where a deal stands that follows no stage model of ours."""

from typing import Any

from analytics.gaps.vocabulary import StagePlace, stage_place
from app.imports.cells.crosswalks import crosswalk_rows
from app.imports.cells.values import key_of
from schemas.rows.deals import OpportunityNode
from schemas.rows.standard_stages import standard_places


def stage(name: str, **fields: Any) -> StagePlace | None:
    """Return the place of a deal from Salesforce at a stage, without any stage model."""
    return stage_place(OpportunityNode("o1", stage=name, **{"external_ids": {"salesforce": "006"}, **fields}), ())


def test_a_deal_without_a_stage_model_stands_where_the_system_that_it_came_from_puts_its_stage():
    assert stage("prospecting") == StagePlace("prospecting", 1, 8)
    assert stage("negotiation_review") == StagePlace("negotiation_review", 8, 8)
    assert stage("our_own_words") is None
    assert stage("prospecting", external_ids={"paper": "1"}) is None
    assert stage("prospecting", external_ids=None) is None
    assert stage("prospecting", stage_model="m") is None, "its model says where it stands, and is not known"


def test_the_places_of_stages_are_those_of_open_stages_by_the_keys_that_an_import_gives_them():
    rows = [row for row in crosswalk_rows("salesforce_stages") if row["place"]]
    assert {row["status"] for row in rows} == {"open"}
    assert standard_places("salesforce") == {key_of(row["value"]): int(row["place"]) for row in rows}
    assert sorted(set(standard_places("salesforce").values())) == [*range(1, 9)]
