"""The account as analytics reads it says what the lists say, and is read once for each moment."""

from collections.abc import Mapping
from typing import Any

import pytest

from graph.store import Store
from schemas.account_graph import AccountGraph
from tests.contract.held_clock import HeldClock
from tests.contract.ledgers import AccountDesk, day, department, end, influence, item, line, membership, patch, person

LISTS = {
    "person": "people",
    "department": "departments",
    "membership": "memberships",
    "reporting_line": "reporting_lines",
    "influence": "influences",
}


@pytest.fixture
async def staff(store: Store, clock: HeldClock) -> AccountDesk:
    """An account with states, lifetimes and ends in all directions, told in the first days of 2026."""
    clock.hold(day(2025, 12))
    account = await AccountDesk.new(store, tier="B", segment="energy")
    clock.hold(day(2026))
    await account.write(
        person("p1", title="clerk", seniority="manager", kind="known", status="active", vacant=False),
        person("p2", valid_from=day(2020)),
        person("p3", valid_to=day(2025), left_at=day(2025)),
        department("d1", function="it", expected_headcount=3),
        department("d2", part_of="d1"),
        membership("p1", "d1", "m1", primary=True, confidence=0.5),
        membership("p2", "d2", "m2"),
        line("p2", "p1", "r1", confidence=1),
        line("p3", "p1", "r2", line="dotted", valid_from=day(2021)),
        influence("p1", "p2", "i1", strength=0.5, topic="budget", confidence=0.25),
        influence("p3", "p1", "i2"),
    )
    clock.hold(day(2026, 1, 2))
    await account.write(
        patch("person", "p1", title="head", at=day(2024)),
        patch("influence", "i1", strength=0.9, at=day(2024)),
        patch("department", "d1", name="IT", correction=True),
        end("influence", "i2", day(2022)),
    )
    clock.hold(day(2026, 1, 3))
    await account.write(end("person", "p2", day(2027)), item("account", account.id, tier="A", at=day(2024)))
    return account


def as_listed(graph: AccountGraph, kind: str, row: Mapping[str, Any]) -> Any:
    """Return a row of a list as the graph holds it."""
    shape = type(getattr(graph, LISTS[kind])[0])
    return shape(**{name: row.get(name) for name in shape._fields})


@pytest.mark.parametrize("known_at", [None, day(2026, 1, 1), day(2026, 1, 2), day(2025)], ids=str)
@pytest.mark.parametrize("year", [2019, 2021, 2023, 2024, 2025, 2026, 2027])
async def test_the_graph_says_what_the_lists_say(staff: AccountDesk, year: int, known_at: str | None):
    graph = await staff.graph(day(year), known_at)
    for kind, name in LISTS.items():
        rows = await staff.list(kind, day(year), known_at)
        assert [one.id for one in getattr(graph, name)] == [row["id"] for row in rows]
        if rows:
            assert list(getattr(graph, name)) == [as_listed(graph, kind, row) for row in rows]


async def test_the_moments_of_the_graph_differ_where_they_should(staff: AccountDesk):
    graphs = [await staff.graph(day(year)) for year in (2019, 2021, 2023, 2024, 2026, 2028)]
    counts = [(len(one.people), len(one.reporting_lines), len(one.influences)) for one in graphs]
    assert counts == [(2, 0, 1), (3, 2, 2), (3, 2, 1), (3, 2, 1), (2, 1, 1), (1, 0, 0)]
    assert [one.tier for one in graphs] == ["B", "B", "B", "A", "A", "A"]
    assert {one.segment for one in graphs} == {"energy"}
    assert [one.people[0].title for one in graphs] == ["clerk", "clerk", "clerk", "head", "head", "head"]
    assert [edge.strength for one in graphs for edge in one.influences if edge.id == "i1"] == [0.5, 0.5, 0.9, 0.9]


async def test_the_graph_says_its_moment(staff: AccountDesk):
    graph = await staff.graph(day(2026), day(2026, 1, 2))
    assert (graph.as_of, graph.known_at, graph.revision) == (day(2026), day(2026, 1, 2), 3)
    assert (await staff.graph(day(2026))).revision == 4


async def test_a_moment_is_read_once_and_another_moment_anew(staff: AccountDesk):
    graph = await staff.graph(day(2026))
    assert await staff.graph(day(2026)) is graph
    assert await staff.graph(day(2025)) is not graph
    await staff.write(person("p9"))
    changed = await staff.graph(day(2026))
    assert changed is not graph
    assert len(changed.people) == len(graph.people) + 1
    assert await staff.graph(day(2026), graph.known_at) == graph
