"""Records as they are stored, and back: nothing is lost on the way, and equal values are equal texts."""

import pytest

from graph.ledger.stored_form import (
    change_row,
    changed_row,
    created_row,
    external_ids,
    flat_item,
    stored_form,
    stored_patch,
    unnested,
    wire_form,
)
from schemas.registry import BY_KIND
from tests.contract.kinds import KINDS, Maker
from tests.contract.ledgers import day

every_kind = pytest.mark.parametrize("kind", KINDS)
PERSON = BY_KIND["person"]


@every_kind
def test_a_record_with_every_field_comes_back_as_it_was_sent(kind: str):
    maker = Maker("acme")
    sent = maker.upsert(kind, "r1", {**maker.full(kind), "extra": {"k": [1, {"a": None}][0]}}).data
    assert wire_form(BY_KIND[kind], stored_form(BY_KIND[kind], sent)) == sent


@every_kind
def test_what_an_item_stores_is_the_stored_form_of_what_it_sends(kind: str):
    maker = Maker("acme")
    item = maker.upsert(kind, "r1", maker.full(kind))
    assert stored_patch(BY_KIND[kind], dict(flat_item(item).data), {}) == stored_form(BY_KIND[kind], item.data)


@every_kind
def test_what_is_stored_is_text_number_truth_or_a_list_of_texts(kind: str):
    maker = Maker("acme")
    row = stored_form(BY_KIND[kind], maker.upsert(kind, "r1", maker.full(kind)).data)
    for value in row.values():
        assert isinstance(value, str | int | float | list)
        assert not isinstance(value, list) or all(isinstance(one, str) for one in value)


@pytest.mark.parametrize("name", ["external_ids", "extra"])
def test_entries_are_merged_one_by_one_and_the_last_one_clears_the_field(name: str):
    stored = {name: '{"crm":"1","erp":"2"}'}
    assert stored_patch(PERSON, {name: {"erp": None, "ads": "3"}}, stored) == {name: '{"ads":"3","crm":"1"}'}
    assert stored_patch(PERSON, {name: {"erp": None, "crm": None}}, stored) == {name: None}
    assert stored_patch(PERSON, {name: None}, stored) == {name: None}


def test_the_order_of_what_is_sent_does_not_matter():
    first = stored_patch(PERSON, {"extra": {"a": 1, "b": 2}}, {})
    assert first == stored_patch(PERSON, {"extra": {"b": 2, "a": 1}}, {})


def test_what_is_sent_is_left_as_it_was():
    data = {"extra": {"a": 1}, "title": "head"}
    stored_patch(PERSON, data, {})
    assert data == {"extra": {"a": 1}, "title": "head"}


def test_nested_values_come_back_and_absent_ones_stay_absent():
    assert unnested(PERSON, {"id": "a", "extra": '{"k":1}'}) == {"id": "a", "extra": {"k": 1}}
    assert (external_ids({}), external_ids({"external_ids": '{"crm":"1"}'})) == ({}, {"crm": "1"})


def test_a_thing_of_any_kind_is_two_texts_and_none_of_them_when_it_is_cleared():
    maker = Maker("acme")
    item = maker.upsert("coverage", "c", maker.minimal("coverage", target={"kind": "person", "id": "p"}))
    assert {name: flat_item(item).data[name] for name in ("target_kind", "target_id")} == {
        "target_kind": "person",
        "target_id": "p",
    }
    cleared = flat_item(maker.upsert("coverage", "c", {"target": None})).data
    assert cleared == {"target_kind": None, "target_id": None}


def test_only_an_account_counts_its_writes_and_names_what_it_lost():
    assert created_row("account", {"id": "a"}) == {"id": "a", "revision": 0}
    assert created_row("person", {"id": "a"}) == {"id": "a"}
    assert changed_row("account", {"id": "a"}, {"id": "a", "tier": "A"}) == {"id": "a", "tier": None}
    assert changed_row("person", {"id": "a", "title": None}, {"id": "a", "title": "x"}) == {"id": "a"}


def test_the_change_of_a_ledger_keeps_its_entries_as_text_in_any_script():
    row = change_row("acme", 7, day(2026), "ada", [{"kind": "person", "id": "张", "what": "created"}])
    assert row["entries"] == '[{"kind":"person","id":"张","what":"created"}]'
