"""Ids of relations that were sent without one: from what they connect, the same for everybody and for ever."""

import pytest

from graph.ledger.edge_ids import derived_id, relation_of, renewed_id
from graph.ledger.stored_form import flat_item
from schemas.registry import BY_KIND
from tests.contract.every_kind.links import identity
from tests.contract.history_model import formula
from tests.contract.kinds import RELATIONS, Maker, change_of

every_relation = pytest.mark.parametrize("kind", RELATIONS)


@every_relation
def test_an_id_is_the_hash_of_the_type_and_what_says_which_one_it_is(kind: str):
    maker = Maker("acme")
    data = maker.minimal(kind)
    values = {**BY_KIND[kind].defaults, **flat_item(maker.upsert(kind, None, data)).data}
    assert derived_id(BY_KIND[kind], values) == formula(BY_KIND[kind].relation, *identity(BY_KIND[kind], data))


@every_relation
def test_what_may_change_is_not_part_of_an_id(kind: str):
    maker, change = Maker("acme"), change_of(kind)
    values = dict(flat_item(maker.upsert(kind, None, maker.minimal(kind))).data)
    ids = {derived_id(BY_KIND[kind], {**values, change.field: value}) for value in (change.first, change.second)}
    assert len(ids) == 1


@every_relation
def test_everything_that_says_which_one_it_is_makes_another_id(kind: str):
    maker = Maker("acme")
    values = dict(flat_item(maker.upsert(kind, None, maker.minimal(kind))).data)
    own = derived_id(BY_KIND[kind], values)
    for name in BY_KIND[kind].identity:
        other = ["x", "y"] if isinstance(values.get(name), list) else "x"
        assert derived_id(BY_KIND[kind], {**values, name: other}) != own
        assert relation_of(BY_KIND[kind], {**values, name: other}) != relation_of(BY_KIND[kind], values)


def test_ids_are_26_letters_and_digits_of_base_32():
    found = {derived_id(BY_KIND["influence"], {"source": f"p{number}", "target": "q"}) for number in range(500)}
    assert len(found) == 500
    assert all(len(one) == 26 and set(one) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for one in found)


@pytest.mark.parametrize(("times", "expected"), [(1, "ABC"), (2, "ABC~2"), (11, "ABC~11")])
def test_a_relation_that_begins_again_counts_how_often(times: int, expected: str):
    assert renewed_id("ABC", times) == expected
