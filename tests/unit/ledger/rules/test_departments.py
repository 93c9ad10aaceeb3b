"""A department is part of what is there, and never of itself."""

import pytest

from schemas.writes import WriteItem
from tests.contract.items import item
from tests.sentences import english
from tests.unit.ledger.desks import Desk, outcomes, pointers_of


def unit(record_id: str, above: str | None = None) -> WriteItem:
    return item("department", record_id, name=record_id, part_of=above)


@pytest.fixture
def units(account: Desk) -> Desk:
    """Three departments, each part of the one before."""
    account.write(unit("d1"), unit("d2", "d1"), unit("d3", "d2"))
    return account


@pytest.mark.parametrize("wrong", [unit("d1", "d3"), unit("d1", "d1"), unit("d2", "d3")], ids=["far", "self", "near"])
def test_a_department_is_not_part_of_itself(units: Desk, wrong: WriteItem):
    error = units.refusal(wrong)
    assert (pointers_of(error), english(error.detail)) == (
        ["/part_of"],
        f"department '{wrong.id}' would be part of itself",
    )


def test_a_department_is_part_of_what_is_there(units: Desk):
    assert pointers_of(units.refusal(unit("d4", "ghost"))) == ["/part_of"]


def test_a_circle_within_one_write_is_refused_wherever_it_closes(account: Desk):
    error = account.refusal(unit("x", "y"), unit("y", "x"))
    assert set(pointers_of(error)) <= {"/items/0/data/part_of", "/items/1/data/part_of"}
    assert outcomes(account.write(unit("y"), unit("x", "y"))) == ["created", "created"]


def test_departments_may_come_before_those_that_they_are_part_of(account: Desk):
    account.write(unit("x", "y"), unit("y", "z"), unit("z"))
    assert {one: row.get("part_of") for one, row in account.at("department").items()} == {"x": "y", "y": "z", "z": None}


def test_two_departments_may_change_places_in_one_write(units: Desk):
    units.write(unit("d2"), unit("d1", "d2"))
    assert units.get("department", "d1")["part_of"] == "d2"
