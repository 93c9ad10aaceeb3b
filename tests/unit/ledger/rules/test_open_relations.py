"""One open edge of a type between the same ends; which two ends, and what else, makes another relation."""

import pytest

from schemas.errors import InvalidInput
from schemas.writes import WriteItem
from tests.contract.items import end, influence, item, line, membership
from tests.contract.ledgers import day
from tests.sentences import english
from tests.unit.ledger.desks import Desk, outcomes, pointers_of

OTHERS: dict[str, tuple[WriteItem, WriteItem]] = {
    "the other way round": (influence("a", "b", "i1"), influence("b", "a", "i2")),
    "of another line": (line("a", "b", "i1"), line("a", "b", "i2", line="dotted")),
    "of another type": (influence("a", "b", "i1"), line("a", "b", "i2")),
    "after it ended": (influence("a", "b", "i1", valid_to=day(2020)), influence("a", "b", "i2", valid_from=day(2020))),
    "beside one that ended": (influence("a", "b", "i1", valid_to=day(2020)), influence("a", "b", "i2")),
}


@pytest.mark.parametrize(("first", "second"), OTHERS.values(), ids=OTHERS)
def test_another_relation_may_stand_beside_one(staff: Desk, first: WriteItem, second: WriteItem):
    assert outcomes(staff.write(first, second)) == ["created", "created"]


@pytest.mark.parametrize("topic", [None, "budget"])
def test_what_does_not_distinguish_makes_no_other_relation(staff: Desk, topic: str | None):
    staff.write(influence("a", "b", "i1"))
    error = staff.refusal(influence("a", "b", "i2", topic=topic))
    assert isinstance(error, InvalidInput)
    assert (
        english(error.detail)
        == "there is already an open influence between the same ends, 'i1'; change or end that one"
    )
    assert pointers_of(error) == [""]


def test_a_pair_is_the_same_in_either_order(staff: Desk):
    staff.write(item("conflict", "c1", people=["a", "b"]))
    assert "'c1'" in english(staff.refusal(item("conflict", "c2", people=["b", "a"])).detail)


def test_an_end_makes_room_in_the_same_write(staff: Desk):
    staff.write(influence("a", "b", "i1"))
    assert outcomes(staff.write(end("influence", "i1"), influence("a", "b", "i2"))) == ["ended", "created"]


def test_what_was_ended_cannot_be_reopened_beside_another(staff: Desk):
    staff.write(influence("a", "b", "i1"))
    staff.write(end("influence", "i1", day(2025)))
    staff.write(influence("a", "b", "i2"))
    assert "'i2'" in english(staff.refusal(item("influence", "i1", valid_to=None, correction=True)).detail)


def test_an_edge_without_an_id_ends_the_open_one(staff: Desk):
    staff.write(item("department", "x", name="X"), membership("a", "x", "m1"))
    result = staff.write_one(end("membership", None, day(2025), person="a", department="x"))
    assert (result.id, result.outcome) == ("m1", "ended")
