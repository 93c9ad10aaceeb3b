"""What supersedes begins where the other ends: one solid line, one primary department, one owner at every instant."""

from collections.abc import Callable
from copy import deepcopy
from itertools import permutations
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ledger.slots import place_of
from schemas.errors import InvalidInput
from schemas.registry import BY_KIND
from schemas.writes import WriteItem
from tests.contract.items import department, end, item, line, membership, people
from tests.contract.ledgers import day
from tests.sentences import english
from tests.unit.ledger.desks import Desk, outcomes, pointers_of

INSTANTS = [day(year) for year in range(2019, 2032)]


class Holders(NamedTuple):
    """A place, and how a test gives it to one of several holders."""

    kind: str
    hold: Callable[..., WriteItem]
    pointer: str


def solid(manager: str, record_id: str, **fields: Any) -> WriteItem:
    return line("a", manager, record_id, **fields)


def primary(unit: str, record_id: str, **fields: Any) -> WriteItem:
    return membership("a", unit, record_id, primary=True, **fields)


def owner(member: str, record_id: str, **fields: Any) -> WriteItem:
    target = {"kind": "person", "id": "a"}
    return item("coverage", record_id, member=member, target=target, duty="owner", **fields)


def our_solid(manager: str, record_id: str, **fields: Any) -> WriteItem:
    return item("team_reporting_line", record_id, member="a", manager=manager, **fields)


PLACES = [
    Holders("reporting_line", solid, "/manager"),
    Holders("team_reporting_line", our_solid, "/manager"),
    Holders("membership", primary, "/primary"),
    Holders("coverage", owner, "/duty"),
]


@pytest.fixture(params=PLACES, ids=[place.kind for place in PLACES])
def place(request: pytest.FixtureRequest) -> Holders:
    """Each of the places that one edge holds."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def desk(account: Desk) -> Desk:
    """Four people of theirs, four of ours and three departments, of which each can be a holder."""
    account.write(*people("a", "b", "c", "d"), *(department(one) for one in "bcd"))
    account.write_all(*(item("team_member", one, name=one) for one in "abcd"))
    return account


def holders(desk: Desk, place: Holders, instant: str) -> list[str]:
    """Return which edges hold a place at an instant."""
    resource = BY_KIND[place.kind]
    return [key for key, row in desk.at(place.kind, instant).items() if place_of(resource, row)]


def write(desk: Desk, place: Holders, *items: WriteItem, skip: bool = False) -> list[str]:
    """Write items of a place where it is, and return what became of them."""
    if place.kind == "team_reporting_line":
        return outcomes(desk.write_all(*items, skip=skip))
    return outcomes(desk.write(*items, skip=skip))


def refusal(desk: Desk, place: Holders, *items: WriteItem) -> InvalidInput:
    """Return why items of a place are refused."""
    error = desk.refusal_of_all(*items) if place.kind == "team_reporting_line" else desk.refusal(*items)
    assert isinstance(error, InvalidInput)
    return error


def test_what_supersedes_begins_where_the_other_ended(desk: Desk, place: Holders):
    write(desk, place, place.hold("b", "first"))
    write(desk, place, end(place.kind, "first", day(2024)))
    write(desk, place, place.hold("c", "second"))
    assert desk.lifetime(place.kind, "second") == (day(2024), None)


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_in_one_write_it_begins_at_the_effective_instant_in_any_order(
    desk: Desk, place: Holders, order: tuple[int, int, int]
):
    write(desk, place, place.hold("b", "first"))
    items = [
        end(place.kind, "first", day(2024)),
        place.hold("c", "second", valid_to=day(2025)),
        place.hold("d", "third"),
    ]
    assert len(write(desk, place, *(items[index] for index in order))) == len(items)
    assert desk.lifetime(place.kind, "second") == (day(2024), day(2025))
    assert desk.lifetime(place.kind, "third") == (day(2025), None)


def test_the_first_of_a_place_begins_as_far_back_as_we_know(desk: Desk, place: Holders):
    write(desk, place, place.hold("b", "first"))
    assert desk.lifetime(place.kind, "first") == (None, None)


def test_an_earlier_holder_that_ends_in_the_future_is_followed_then(desk: Desk, place: Holders):
    write(desk, place, place.hold("b", "first", valid_to=day(2030)), place.hold("c", "second"))
    assert desk.lifetime(place.kind, "second") == (day(2030), None)


def test_what_is_said_to_begin_before_the_other_ended_is_refused_and_says_when(desk: Desk, place: Holders):
    write(desk, place, place.hold("b", "first", valid_to=day(2024)))
    error = refusal(desk, place, place.hold("c", "second", valid_from=day(2023)))
    assert pointers_of(error) == [place.pointer]
    assert "'first'" in english(error.problems[0].detail)
    assert day(2024) in english(error.problems[0].detail)


def test_a_second_open_one_is_refused_and_names_the_first(desk: Desk, place: Holders):
    write(desk, place, place.hold("b", "first"))
    assert "'first'" in english(refusal(desk, place, place.hold("c", "second")).problems[0].detail)


def test_a_correction_that_reaches_into_the_time_of_the_next_is_refused(desk: Desk, place: Holders):
    write(desk, place, place.hold("b", "first", valid_to=day(2024)), place.hold("c", "second"))
    refusal(desk, place, end(place.kind, "first", day(2025), correction=True))
    refusal(desk, place, place.hold("b", "first", valid_to=None, correction=True))
    write(desk, place, end(place.kind, "first", day(2023), correction=True))
    assert holders(desk, place, day(2023, 6)) == []


def test_the_holder_stays_when_what_was_to_take_its_place_is_refused(desk: Desk, place: Holders):
    write(desk, place, place.hold("b", "first"))
    items = end(place.kind, "first", day(2024)), place.hold("nobody", "second")
    assert write(desk, place, *items, skip=True) == ["refused", "refused"]
    assert desk.lifetime(place.kind, "first") == (None, None)


def test_the_holder_goes_when_one_of_two_that_would_take_its_place_does(desk: Desk, place: Holders):
    write(desk, place, place.hold("b", "first"))
    items = place.hold("c", "second"), place.hold("d", "third"), end(place.kind, "first", day(2024))
    assert write(desk, place, *items, skip=True) == ["created", "refused", "ended"]
    assert desk.lifetime(place.kind, "second") == (day(2024), None)


def test_a_relation_that_begins_again_begins_when_it_does(desk: Desk):
    desk.write(line("a", "b"))
    desk.write(end("reporting_line", None, day(2024), person="a", manager="b"))
    [again] = desk.write(line("a", "b", at=day(2025))).results
    assert desk.lifetime("reporting_line", again.id or "")[0] == day(2025)


def test_a_primary_department_changes_with_the_states_of_memberships(desk: Desk):
    desk.write(primary("b", "first"), membership("a", "c", "second"))
    assert "'first'" in english(desk.refusal(membership("a", "c", "second", primary=True)).problems[0].detail)
    desk.write(
        membership("a", "c", "second", primary=True, at=day(2024)),
        membership("a", "b", "first", primary=False, at=day(2024)),
    )
    place = PLACES[2]
    assert [holders(desk, place, instant) for instant in (day(2023), day(2025))] == [["first"], ["second"]]
    desk.write(membership("a", "c", "second", primary=False, at=day(2025)), primary("d", "third"))
    assert desk.lifetime("membership", "third") == (day(2025), None)


def turned_over(manager: str) -> list[WriteItem]:
    """Return what puts c above b, and a manager above c, in place of the lines there are."""
    ended = [end("reporting_line", "old-b"), end("reporting_line", "old-c")]
    return [*ended, line("c", manager, "new-c"), line("b", "c", "new-b")]


def test_a_manager_and_a_report_change_places_whatever_the_order(desk: Desk):
    desk.write(line("b", "a", "old-b"), line("c", "b", "old-c"))
    items = turned_over("a")
    for order in permutations(range(4)):
        other = Desk(deepcopy(desk.book), desk.id, desk.now)
        assert set(outcomes(other.write(*(items[index] for index in order), skip=True))) == {"ended", "created"}
        assert {row["person"]: row["manager"] for row in other.at("reporting_line").values()} == {"b": "c", "c": "a"}
        assert {row["person"]: row["manager"] for row in other.at("reporting_line", day(2025)).values()} == {
            "b": "a",
            "c": "b",
        }


def test_a_circle_that_one_refusal_leaves_as_it_was(desk: Desk):
    desk.write(line("b", "a", "old-b"), line("c", "b", "old-c"))
    items = turned_over("nobody")
    assert outcomes(desk.write(*items, skip=True)) == ["refused"] * 4
    assert {row["person"]: row["manager"] for row in desk.at("reporting_line").values()} == {"b": "a", "c": "b"}


@given(data=st.data())
def test_whoever_takes_a_place_and_whenever_one_holds_it_at_each_instant(data: st.DataObject):
    place = data.draw(st.sampled_from(PLACES), label="place")
    desk = Desk.new()
    desk.write(*people("a", "b", "c", "d"), *(department(one) for one in "bcd"))
    desk.write_all(*(item("team_member", one, name=one) for one in "abcd"))
    instants = st.none() | st.sampled_from(INSTANTS)
    for number in range(data.draw(st.integers(1, 6))):
        spans = data.draw(st.tuples(instants, instants), label="span")
        times = {name: at for name, at in zip(("valid_from", "valid_to"), spans, strict=True) if at}
        taker = place.hold(data.draw(st.sampled_from("bcd")), f"e{number}", **times)
        ends = [
            end(place.kind, key, at)
            for key in holders(desk, place, day(2031))
            if (at := data.draw(st.none() | st.sampled_from(INSTANTS), label="ends"))
        ]
        write(desk, place, *data.draw(st.permutations([taker, *ends])), skip=True)
    for instant in INSTANTS:
        assert len(holders(desk, place, instant)) <= 1
