"""What a write must read: as little as its items call for, and never less."""

import pytest

from graph.ledger.planned_records import StoredRecords
from graph.ledger.planning.needs import (
    FEW,
    Needs,
    WantedEdges,
    needs_of,
    wanted_edges,
    wanted_lifetimes,
    wanted_owners,
    wanted_versions,
    whole_links,
)
from schemas.registry import BY_KIND
from schemas.writes import WriteItem
from tests.contract.items import department, end, influence, item, line, membership, person
from tests.contract.kinds import EDGES, KINDS, Maker
from tests.contract.ledgers import day

NOW = day(2026)
NOTHING = Needs(frozenset(), set(), {}, False)


def stored(**rows: dict[str, object]) -> StoredRecords:
    """Return records as stored, by kind."""
    found = StoredRecords()
    for kind, row in rows.items():
        found.add(kind, [{"sequence": 1, **row}])
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_plain_record_of_any_kind_needs_nothing_beside_its_ledger(kind: str):
    maker = Maker("acme")
    assert needs_of([maker.upsert(kind, "r1", maker.minimal(kind))]) == NOTHING


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([person("a", external_ids={"crm": "1", "erp": None})], Needs({("crm", "person", "1")}, set(), {}, False)),
        ([item("account", "x", parent={"account": "y", "relation": "branch"})], Needs(frozenset(), {"y"}, {}, False)),
        ([item("account", "x", parent=None)], NOTHING),
        ([person("a", extra={"k": 1})], Needs(frozenset(), set(), {}, True)),
        ([person("a", extra=None)], NOTHING),
        ([end("team_member", "m"), end("team_member", "m")], Needs(frozenset(), set(), {"team_member": ["m"]}, False)),
        ([item("competitor", "k", valid_to=day(2027))], Needs(frozenset(), set(), {"competitor": ["k"]}, False)),
        ([end("person", "a")], NOTHING),
    ],
    ids=["names", "parent", "no parent", "custom field", "no custom field", "end", "last instant", "end in an account"],
)
def test_what_items_say_is_what_must_be_known(items: list[WriteItem], expected: Needs):
    assert needs_of(items) == expected


def edges(kind: str, *items: WriteItem, found: StoredRecords | None = None, **ending: set[str]) -> WantedEdges | None:
    by_kind: dict[str, list[WriteItem]] = {}
    for one in items:
        by_kind.setdefault(one.resource.kind, []).append(one)
    return wanted_edges(BY_KIND[kind], found or StoredRecords(), by_kind, ending)


@pytest.mark.parametrize("kind", EDGES)
def test_no_edge_is_read_for_a_write_that_is_about_none(kind: str):
    assert edges(kind) is None


def test_edges_are_read_by_their_ids_and_first_ends():
    assert edges("influence", influence("a", "b"), influence("c", "d", "i1")) == WantedEdges(False, ["i1"], ["a", "c"])


def test_edges_of_what_ends_are_read():
    assert edges("membership", person={"a"}, department={"x"}) == WantedEdges(False, [], ["a", "x"])
    assert edges("coverage", chain={"ch"}) == WantedEdges(False, [], ["ch"])


@pytest.mark.parametrize(
    ("kind", "one"),
    [
        ("reporting_line", line("a", "b")),
        ("reporting_line", item("reporting_line", "r1", confidence=0.5)),
        ("team_reporting_line", item("team_reporting_line", None, member="m", manager="n")),
        ("influence", item("influence", "i1", valid_to=None, correction=True)),
    ],
    ids=["a solid line", "a line by its id", "a line of ours", "an edge that is reopened"],
)
def test_all_edges_of_a_type_are_read_where_others_decide(kind: str, one: WriteItem):
    assert edges(kind, one) == WantedEdges(True)


def test_a_dotted_line_or_an_end_needs_no_others():
    assert edges("reporting_line", line("a", "b", line="dotted")) == WantedEdges(False, [], ["a"])
    assert edges("reporting_line", end("reporting_line", "r1")) == WantedEdges(False, ["r1"], [])


def test_all_lines_are_read_where_a_life_may_grow():
    there = stored(person={"id": "a", "valid_to": day(2020)})
    assert edges("reporting_line", person("a", valid_to=None), found=there) == WantedEdges(True)
    assert edges("reporting_line", person("b", valid_to=None), found=there) is None
    assert edges("reporting_line", person("a", title="head"), found=there) is None


def test_more_than_a_few_are_read_all_at_once():
    some = [influence(f"p{number}", "boss") for number in range(FEW + 1)]
    assert edges("influence", *some[:-1]) == WantedEdges(False, [], sorted(f"p{number}" for number in range(FEW)))
    assert edges("influence", *some) == WantedEdges(True)


def test_older_rows_are_read_of_what_changes_before_its_newest_state():
    there = stored(person={"id": "a", "state_from": day(2025)}, department={"id": "x"})
    late, early = person("a", at=day(2025, 6)), person("a", at=day(2024))
    assert wanted_versions("acme", there, [late, department("x", at=day(2000))], NOW) == {}
    assert wanted_versions("acme", there, [early], NOW) == {"acme/person/a": ("person", "a")}


def test_older_rows_are_read_of_what_has_a_planned_state():
    there = stored(stage_model={"id": "m", "state_to": day(2030)})
    assert wanted_versions("acme", there, [], NOW) == {"/stage_model/m": ("stage_model", "m")}
    assert wanted_versions("acme", stored(person={"id": "a", "state_to": day(2030)}), [person("a")], NOW) == {
        "acme/person/a": ("person", "a")
    }


def test_lifetimes_are_read_of_what_items_and_stored_edges_name_and_nothing_else_does():
    there = stored(influence={"id": "i1", "source": "c", "target": "d"}, person={"id": "d"})
    items = [person("a"), influence("a", "b"), membership("a", "x")]
    assert wanted_lifetimes(there, items) == {"person": ["b", "c"], "department": ["x"]}


def test_lifetimes_are_read_of_the_owners_of_what_is_stored():
    there = stored(step={"id": "s1", "chain": "ch"})
    assert wanted_lifetimes(there, []) == {"chain": ["ch"]}


def test_owners_are_those_that_items_name_and_those_of_what_they_change():
    there = stored(step={"id": "s1", "chain": "c1"})
    items = {"step": [item("step", "s1", name="First"), item("step", "s2", chain="c2", order=1, name="Second")]}
    assert wanted_owners(BY_KIND["step"], there, items) == {"c1", "c2"}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (item("stake", None, person="a", chain="ch", step="s1"), {("chain", "ch"), ("step", "s1")}),
        (item("opportunity", "o", name="O", stage_model="m"), {("stage_model", "m")}),
        (
            item("chain", "ch", opportunity="o", name="C", supersedes="older"),
            {("opportunity", "o"), ("chain", "older")},
        ),
        (influence("a", "b"), set()),
    ],
    ids=["stake", "opportunity", "chain", "influence"],
)
def test_what_decides_by_its_values_is_read_whole(one: WriteItem, expected: set[tuple[str, str]]):
    assert {link.key for link in whole_links(one.resource, one.data)} == expected
