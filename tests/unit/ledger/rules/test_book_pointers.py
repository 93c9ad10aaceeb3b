"""Records of the book that something open points to cannot be ended before it."""

from typing import Any

import pytest

from schemas.errors import Conflict
from schemas.writes import WriteItem
from tests.contract.items import end, item
from tests.contract.kinds import Maker
from tests.contract.ledgers import day
from tests.sentences import english
from tests.unit.ledger.desks import Desk, RecordDesk, outcomes, pointers_of

POINTERS = {
    "coverage": ("member", "team_member"),
    "team_reporting_line": ("manager", "team_member"),
    "competitor_tie": ("competitor", "competitor"),
}
pointers = pytest.mark.parametrize("kind", POINTERS)


def target(desk: RecordDesk, fields: dict[str, Any] | None = None, **how: Any) -> WriteItem:
    """Return an item about what the record points to."""
    name, kind = POINTERS[desk.resource.kind]
    return desk.maker.upsert(kind, desk.data[name], fields or {}, **how)


@pointers
@pytest.mark.parametrize("fields", [None, {"valid_to": day(2025)}], ids=["by its end", "by its last instant"])
def test_what_something_open_points_to_cannot_be_ended(desk: RecordDesk, fields: dict[str, str] | None):
    desk.create()
    error = desk.refusal(target(desk, fields, action="upsert" if fields else "end", correction=bool(fields)))
    assert isinstance(error, Conflict)
    assert pointers_of(error) == [""]
    assert f"'{desk.id}'" in english(error.detail)
    assert english(error.detail).endswith("end these first")


@pointers
def test_it_can_be_ended_after_what_points_to_it_or_in_the_same_write(desk: RecordDesk):
    desk.create()
    assert [result.outcome for result in desk.write(desk.ending(), target(desk, action="end"))] == ["ended", "ended"]


@pointers
def test_it_can_be_changed_while_something_points_to_it(desk: RecordDesk):
    desk.create()
    assert desk.write(target(desk, {"tags": ["seen"]}))[0].outcome == "updated"


@pytest.mark.parametrize("status", ["won", "lost"])
def test_a_stage_model_can_be_ended_when_the_deals_that_follow_it_are_closed(account: Desk, status: str):
    account.write_all(item("stage_model", "m", name="Model"))
    account.write(item("opportunity", "o1", name="Deal", stage_model="m"))
    assert "opportunity 'o1' of account 'acme'" in english(account.refusal_of_all(end("stage_model", "m")).detail)
    account.write(item("opportunity", "o1", status=status))
    assert outcomes(account.write_all(end("stage_model", "m"))) == ["ended"]


def test_a_refusal_names_three_and_counts_the_rest(account: Desk):
    maker = Maker("acme")
    accounts = [Desk.new(account.book, f"firm-{number}") for number in range(5)]
    account.write_all(item("team_member", "m", name="M"))
    for desk in accounts:
        covered = {"kind": "account", "id": desk.id}
        desk.write(item("coverage", f"c-{desk.id}", **maker.minimal("coverage", member="m", target=covered)))
    error = account.refusal_of_all(end("team_member", "m"))
    assert english(error.detail).count("of account") == 3
    assert " and 2 more; end these first" in english(error.detail)


def test_with_skip_the_rest_of_the_write_is_stored(account: Desk):
    account.write_all(item("team_member", "m", name="M"), item("team_member", "n", name="N"))
    account.write(item("coverage", "c1", member="m", duty="owner", target={"kind": "account", "id": "acme"}))
    assert outcomes(account.write_all(end("team_member", "m"), end("team_member", "n"), skip=True)) == [
        "refused",
        "ended",
    ]
