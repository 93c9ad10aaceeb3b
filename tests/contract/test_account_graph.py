"""The account as analytics reads it says what the lists say, and is read once for each moment."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, cast

import pytest
import pytest_asyncio

from graph.cache import PLACE, Asked, Cache
from graph.engine.client import GraphClient
from graph.ledger.stored_form import unnested, without_nulls
from graph.read.account_graph import AccountGraphs
from graph.read.account_graph_rows import SHAPES
from graph.read.whole.newest_rows import WHOLE_AT_ONCE, NewestRows
from graph.sizes import size_of
from graph.store import Store, StoreOptions
from schemas.reads import AccountSize
from schemas.registry import ACCOUNT_RESOURCES, BY_KIND
from schemas.rows.account_graph import AccountGraph
from tests.contract.full_account import between_people, contacts, deals, duties
from tests.contract.held_clock import HeldClock
from tests.contract.items import department, end, influence, item, line, membership, patch, person
from tests.contract.ledgers import AUTHOR, AccountDesk, day

KINDS = [kind for kind in SHAPES if BY_KIND[kind].scope == "account"]
"""Kinds that a graph shows."""


MEMBERS = ("mia", "ned", "oda")


@pytest_asyncio.fixture(scope="module")
async def store(own_data: StoreOptions, service_clock: HeldClock) -> AsyncIterator[Store]:
    """A store whose book was written before all else, and never again: one of us is renamed, two come later."""
    store = await Store.open(own_data, service_clock)
    service_clock.hold(day(2023))
    members = [item("team_member", name, name=name, function="sales") for name in MEMBERS]
    await store.writer.write([*members, item("competitor", "rival", name="Rival")], author=AUTHOR)
    service_clock.hold(day(2023, 2))
    later = [patch("team_member", "mia", name="Mia Li", seniority="vp", at=day(2022, 6))]
    later += [patch("team_member", "oda", valid_from=day(2025)), patch("team_member", "ned", valid_from=day(2020))]
    await store.writer.write(later, author=AUTHOR)
    service_clock.release()
    yield store
    await store.close()


@pytest.fixture
async def staff(store: Store, clock: HeldClock) -> AccountDesk:
    """An account with states, lifetimes and ends in all directions, written in the first days of 2026."""
    clock.hold(day(2025, 12))
    account = await AccountDesk.new(store, tier="B", segment="energy", timezone="Asia/Shanghai")
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


@pytest.fixture
async def world(staff: AccountDesk, clock: HeldClock) -> AccountDesk:
    """The same account with every other kind, of which much changes, begins or ends."""
    clock.hold(day(2026, 1, 4))
    await staff.write(*deals(), *between_people(), *contacts(*MEMBERS), *duties(*MEMBERS, "rival"))
    clock.hold(day(2026, 1, 5))
    await staff.write(
        patch("interaction", "x1", depth=4, correction=True),
        patch("assessment", "b1", value=-1, confidence=0.5, correction=True),
        patch("opportunity", "o1", stage="close", pursuit={"decision": "no_go"}, at=day(2024)),
        patch("step", "s1", outcome="passed", at=day(2025)),
        patch("stake", "k1", weight=5, at=day(2024)),
        patch("coverage", "c1", desired_rung="known", at=day(2024)),
        end("conflict", "f1", day(2025)),
        end("closeness_note", "n1", day(2025)),
        end("department", "d2", day(2027)),
    )
    clock.hold(day(2026, 1, 6))
    await staff.write(end("chain", "ch2", day(2026)), end("coverage", "c2", day(2026)))
    return staff


def as_listed(kind: str, row: Mapping[str, Any]) -> Any:
    """Return a row of a list as the graph holds it."""
    values = unnested(BY_KIND[kind], row)
    return SHAPES[kind](**{name: values.get(name) for name in SHAPES[kind]._fields})


async def assert_says_what_lists_say(account: AccountDesk, as_of: str, known_at: str | None) -> AccountGraph:
    """Compare every kind of a graph with the list of it, record by record and field by field."""
    graph = await account.graph(as_of, known_at)
    for kind in KINDS:
        order = {"sort": "at"} if kind == "interaction" else {}
        rows = await account.list(kind, as_of, known_at, **order)
        assert list(getattr(graph, BY_KIND[kind].plural)) == [as_listed(kind, row) for row in rows], kind
    return graph


YEARS = [2019, 2021, 2023, 2024, 2025, 2026, 2027]


@pytest.mark.parametrize("known_at", [None, day(2026, 1, 1), day(2026, 1, 2), day(2025)], ids=str)
async def test_the_graph_says_what_the_lists_say(staff: AccountDesk, in_full: bool, known_at: str | None):
    for year in YEARS if in_full else YEARS[::2]:
        await assert_says_what_lists_say(staff, day(year), known_at)


@pytest.mark.parametrize("known_at", [None, day(2026, 1, 3), day(2026, 1, 4), day(2026, 1, 5)], ids=str)
async def test_of_every_kind_the_graph_says_what_the_lists_say(world: AccountDesk, in_full: bool, known_at: str | None):
    for year in YEARS if in_full else YEARS[::2]:
        await assert_says_what_lists_say(world, day(year), known_at)


@pytest.mark.parametrize("known_at", [None, day(2026, 1, 3), day(2026, 1, 5), day(2025)], ids=str)
async def test_records_read_as_a_whole_are_those_of_the_lists(world: AccountDesk, in_full: bool, known_at: str | None):
    kinds = [resource.kind for resource in ACCOUNT_RESOURCES]
    for year in YEARS if in_full else YEARS[::2]:
        snapshot = await world.store.repository.snapshot(world.id, day(year), known_at)
        found = await world.store.whole_kinds.read(snapshot, kinds, AccountSize())
        for kind, rows in found.items():
            listed = await world.list(kind, day(year), known_at)
            assert [without_nulls(row) for row in rows] == [without_nulls(dict(row)) for row in listed], kind
        assert found.keys() == set(kinds)


async def test_an_edge_is_read_with_its_ends_although_nobody_asked_for_them(world: AccountDesk):
    snapshot = await world.store.repository.snapshot(world.id, day(2024))
    asked = ["influence", "stake"]
    listed = {kind: [row["id"] for row in await world.list(kind, day(2024), None)] for kind in asked}
    for size in AccountSize(), AccountSize(people=WHOLE_AT_ONCE + 1):
        found = await world.store.whole_kinds.read(snapshot, asked, size)
        assert {kind: [row["id"] for row in rows] for kind, rows in found.items()} == listed


class Counted:
    """A client that notes how many rows each of its answers holds."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client
        self.rows: list[tuple[str, int]] = []

    async def read(self, name: str, **parameters: Any) -> Any:
        [[rows]] = found = await self._client.read(name, **parameters)
        if not name.endswith(".ids"):
            self.rows.append((name.partition(".")[2], len(rows)))
        return found


def by_ids(rows_of: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    return {kind: sorted(rows, key=lambda row: row["id"]) for kind, rows in rows_of.items()}


async def test_in_parts_the_rows_are_those_of_one_answer_and_no_answer_is_long(world: AccountDesk):
    nodes = [one for one in ACCOUNT_RESOURCES if not one.is_edge]
    kinds = {one.kind for one in nodes}
    edges = [one for one in ACCOUNT_RESOURCES if one.is_edge and all(end.kind in kinds for end in one.ends)]
    client = Counted(world.store._client)
    whole = await NewestRows(world.store._client).at_once(world.id, [*nodes, *edges])
    parts = await NewestRows(cast(GraphClient, client), rows_at_once=2, sources_at_once=1).in_parts(
        world.id, [*nodes, *edges]
    )
    assert by_ids(parts) == by_ids(whole)
    assert max(len(rows) for rows in whole.values()) > 2
    assert {name for name, _ in client.rows} == {"stored", "of_sources"}
    assert max(count for name, count in client.rows if name == "stored") == 2


async def test_every_kind_is_there_and_begins_changes_and_ends(world: AccountDesk):
    graphs = {year: await world.graph(day(year)) for year in (2020, 2024, 2028)}
    assert all(getattr(graphs[2024], BY_KIND[kind].plural) for kind in KINDS)
    assert [edge.weight for edge in graphs[2024].stakes] == [5, None, None]
    assert [edge.weight for edge in graphs[2020].stakes] == [3, None]
    assert [one.id for one in graphs[2028].interactions] == ["x1", "x2", "x3", "x0"]
    assert [one.id for one in graphs[2024].interactions] == ["x1", "x2", "x3"]
    assert [one.depth for one in graphs[2024].interactions] == [4, None, None]
    assert [one.threshold for one in graphs[2024].steps] == ["2/3", 0.5]
    assert graphs[2024].opportunities[0].pursuit == {"decision": "no_go"}
    assert (graphs[2024].timezone, graphs[2024].valid_from) == ("Asia/Shanghai", None)
    assert not graphs[2028].conflicts
    assert not graphs[2028].department_relations


async def test_an_edge_ends_with_either_of_its_ends(world: AccountDesk):
    assert [edge.id for edge in (await world.graph(day(2024))).coverages] == ["c1", "c2"]
    assert [edge.id for edge in (await world.graph(day(2025, 2))).coverages] == ["c1", "c2", "c3", "c4"]
    assert [edge.id for edge in (await world.graph(day(2028))).coverages] == ["c1", "c3"]
    assert [edge.id for edge in (await world.graph(day(2022))).coverages] == ["c1", "c2"]


async def test_the_members_are_those_whom_the_account_names_then(world: AccountDesk):
    async def names(as_of: str, known_at: str | None = None) -> list[tuple[str | None, str | None]]:
        graph = await world.graph(as_of, known_at)
        assert [one.id for one in graph.members] == sorted(one.id for one in graph.members)
        return sorted((one.name, one.seniority) for one in graph.members)

    assert await names(day(2026)) == [("Mia Li", "vp"), ("ned", None), ("oda", None)]
    assert await names(day(2024)) == [("Mia Li", "vp"), ("ned", None)]
    assert await names(day(2022)) == [("mia", None), ("ned", None)]
    assert await names(day(2019)) == [("mia", None)]
    assert await names(day(2026), day(2026, 1, 3)) == []


async def test_who_is_only_to_do_something_has_a_name_and_is_not_of_the_team(staff: AccountDesk):
    await staff.write(item("action", "call", what="Call her.", member="mia"))
    graph = await staff.graph(day(2026))
    assert (graph.members, [one.name for one in graph.assignees]) == ((), ["Mia Li"])


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


async def test_the_size_counts_what_is_recorded_also_what_has_ended(world: AccountDesk):
    """Three people; two lines, two influences, a conflict and an alliance; see `tests.contract.full_account`."""
    recorded = [*deals(), *contacts(*MEMBERS)]
    counts = {kind: sum(each.resource.kind == kind for each in recorded) for kind in ("interaction", "stake")}
    size = await world.store.graphs.size(await world.snapshot(day(2030)))
    assert size == AccountSize(people=3, ties=6, contacts=counts["interaction"], stakes=counts["stake"])
    await world.write(person("p9"))
    assert (await world.store.graphs.size(await world.snapshot(day(2030)))).people == size.people + 1


async def test_a_moment_is_read_once_and_another_moment_anew(staff: AccountDesk):
    graph = await staff.graph(day(2026))
    assert await staff.graph(day(2026)) is graph
    assert await staff.graph(day(2025)) is not graph
    await staff.write(person("p9"))
    changed = await staff.graph(day(2026))
    assert changed is not graph
    assert len(changed.people) == len(graph.people) + 1
    assert await staff.graph(day(2026), graph.known_at) == graph


async def test_as_many_graphs_are_kept_as_the_bound_allows(staff: AccountDesk):
    snapshots = [await staff.snapshot(day(year)) for year in (2024, 2025, 2026)]
    sizes = [PLACE + size_of(Asked(("graph",), each)) + size_of(await staff.fresh_graph(each)) for each in snapshots]
    graphs = AccountGraphs(staff.store._client, Cache(sum(sizes) - 1))
    first, second = [await graphs.read(snapshot) for snapshot in snapshots[:2]]
    assert await graphs.read(snapshots[0]) is first
    third = await graphs.read(snapshots[2])
    assert await graphs.read(snapshots[2]) is third
    assert await graphs.read(snapshots[0]) is first
    assert await graphs.read(snapshots[1]) is not second


async def test_a_graph_is_read_once_for_all_who_ask_at_once(staff: AccountDesk):
    graphs, snapshot = AccountGraphs(staff.store._client, Cache(0)), await staff.snapshot(day(2026))
    first, second = await asyncio.gather(graphs.read(snapshot), graphs.read(snapshot))
    assert first is second
    assert await graphs.read(snapshot) is not first


async def test_a_graph_that_was_being_read_when_something_was_erased_is_not_kept(staff: AccountDesk):
    cache = Cache(1_000_000)
    graphs, snapshot = AccountGraphs(staff.store._client, cache), await staff.snapshot(day(2026))
    reading = asyncio.create_task(graphs.read(snapshot))
    for _ in range(2):
        await asyncio.sleep(0)  # the first lets the reading begin, then it waits for the database
    cache.forget([staff.id])
    graph = await reading
    assert await graphs.read(snapshot) is not graph
