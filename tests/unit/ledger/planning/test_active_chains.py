"""One active formal chain a deal at every instant, unless it supersedes the other, which it then replaces."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import ServiceError
from schemas.writes import WriteItem
from tests.contract.every_kind.decision_cases import chain, opportunity
from tests.contract.items import end, patch
from tests.contract.ledgers import day
from tests.sentences import english
from tests.unit.ledger.desks import NOW, Desk, outcomes, pointers_of

INSTANTS = [day(year) for year in range(2018, 2032)]


@pytest.fixture
def deal(account: Desk) -> Desk:
    """Two deals without a chain."""
    account.write(opportunity("o1"), opportunity("o2"))
    return account


def active(record_id: str, **fields: Any) -> WriteItem:
    return chain(record_id, status="active", **fields)


def in_force(desk: Desk, instant: str, deal: str = "o1") -> list[str]:
    """Return the formal chains of a deal that are active at an instant."""
    rows = desk.at("chain", instant).values()
    wanted = (deal, "formal", "active")
    return [row["id"] for row in rows if (row["opportunity"], row["kind"], row["status"]) == wanted]


def test_a_second_active_formal_chain_is_refused_with_the_first_and_what_to_do(deal: Desk):
    deal.write(active("first"))
    error = deal.refusal(active("second"))
    assert pointers_of(error) == ["/status"]
    for part in ("opportunity 'o1'", "'first'", "supersedes", "replaced or closed"):
        assert part in english(error.detail)


@pytest.mark.parametrize(
    "other",
    [
        chain("second"),
        chain("second", status="closed"),
        active("second", kind="project_team"),
        active("second", deal="o2"),
        active("second", valid_to=day(2020), valid_from=day(2019)),
    ],
    ids=["draft", "closed", "project team", "of another deal", "before it"],
)
def test_what_is_not_in_force_beside_it_is_taken(deal: Desk, other: WriteItem):
    deal.write(active("first", valid_from=day(2020)))
    assert outcomes(deal.write(other)) == ["created"]


def test_a_draft_and_a_project_team_that_come_into_force_are_judged_too(deal: Desk):
    deal.write(active("first"), chain("draft"), active("team", kind="project_team"))
    for item in (patch("chain", "draft", status="active"), active("team", kind="formal")):
        assert "'first'" in english(deal.refusal(item).detail)


def test_a_chain_that_was_in_force_is_judged_at_its_time(deal: Desk):
    deal.write(active("first", valid_from=day(2020)))
    deal.write(patch("chain", "first", status="replaced", at=day(2024)))
    error = deal.refusal(active("second", valid_from=day(2023)))
    assert f"until {day(2024)}" in english(error.detail)
    deal.write(active("second"))
    assert deal.lifetime("chain", "second") == (day(2024), None)


@pytest.mark.parametrize("order", [*permutations(range(2))])
def test_in_one_write_one_gives_way_to_the_other_in_any_order(deal: Desk, order: tuple[int, int]):
    deal.write(active("first"))
    items = [patch("chain", "first", status="closed", at=day(2024)), active("second")]
    deal.write(*(items[place] for place in order))
    assert [in_force(deal, day(year)) for year in (2023, 2025)] == [["first"], ["second"]]


@pytest.mark.parametrize(
    ("fields", "begins"),
    [({}, NOW), ({"valid_from": day(2024)}, day(2024)), ({"at": day(2025)}, day(2025))],
    ids=["now", "from its beginning", "from its effective instant"],
)
def test_what_supersedes_replaces_the_other_from_when_it_begins(deal: Desk, fields: dict[str, Any], begins: str):
    deal.write(active("first"))
    deal.now = NOW
    assert outcomes(deal.write(active("second", supersedes="first", **fields))) == ["created"]
    assert deal.lifetime("chain", "second") == (begins, None)
    assert [in_force(deal, instant) for instant in (day(2023), begins)] == [["first"], ["second"]]
    assert deal.get("chain", "first")["status"] == "replaced"


def test_a_draft_that_supersedes_takes_over_when_it_becomes_active_and_gives_back_nothing(deal: Desk):
    deal.write(active("first"), chain("second", supersedes="first"))
    assert in_force(deal, day(2030)) == ["first"]
    deal.write(patch("chain", "second", status="active", at=day(2024)))
    assert [in_force(deal, day(year)) for year in (2023, 2025)] == [["first"], ["second"]]
    deal.write(patch("chain", "second", status="closed", at=day(2025)))
    assert in_force(deal, day(2027)) == []


def test_both_may_come_in_one_write(deal: Desk):
    deal.now = NOW
    assert outcomes(deal.write(active("second", supersedes="first"), active("first"))) == ["created"] * 2
    assert [in_force(deal, instant) for instant in (day(2023), NOW)] == [["first"], ["second"]]


def test_what_was_superseded_does_not_come_back_beside_the_other(deal: Desk):
    deal.write(active("first"), active("second", supersedes="first"))
    assert "'second'" in english(deal.refusal(patch("chain", "first", status="active")).detail)


def test_a_refused_one_replaces_nothing(deal: Desk):
    deal.write(active("first"))
    wrong = active("second", supersedes="first", valid_from=day(2025), valid_to=day(2024))
    assert outcomes(deal.write(wrong, chain("third"), skip=True)) == ["refused", "created"]
    assert in_force(deal, day(2030)) == ["first"]


def test_a_chain_that_ended_leaves_its_place(deal: Desk):
    deal.write(active("first"))
    deal.write(end("chain", "first", day(2024)))
    deal.write(active("second"))
    assert [in_force(deal, day(year)) for year in (2023, 2025)] == [["first"], ["second"]]


STATUSES = ("draft", "active", "replaced", "closed")
CHAINS = ("a", "b", "c")


@st.composite
def one_write(draw: st.DrawFn) -> WriteItem:
    """Draw a write about one of three chains of a deal."""
    fields: dict[str, Any] = {"status": draw(st.sampled_from(STATUSES))}
    for name, values in {
        "kind": ("formal", "formal", "project_team"),
        "supersedes": CHAINS,
        "valid_from": INSTANTS,
        "at": INSTANTS,
    }.items():
        if draw(st.booleans()):
            fields[name] = draw(st.sampled_from(values))
    return chain(draw(st.sampled_from(CHAINS)), **fields)


@given(st.lists(st.lists(one_write(), min_size=1, max_size=3), max_size=6))
def test_at_no_instant_are_two_in_force_whatever_is_written(writes: list[list[WriteItem]]):
    desk = Desk.new()
    desk.write(opportunity("o1"))
    for items in writes:
        try:
            desk.write(*items, skip=True)
        except ServiceError:
            continue
        for instant in [*INSTANTS, NOW, desk.now]:
            assert len(in_force(desk, instant)) <= 1
