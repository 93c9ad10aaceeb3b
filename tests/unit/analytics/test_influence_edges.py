"""The whole influence answer for accounts that are empty, ended, extreme or large."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.context import Context
from schemas.rows.account_graph import PersonNode, ReportingEdge
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account, accounts, influence, line, person
from tests.unit.analytics.asked import influence_analysis

SETTINGS = AnalysisSettings()


def test_an_empty_account_has_no_people_and_says_why_nothing_is_known_about_it():
    found = influence_analysis(account(""), SETTINGS)
    assert found.people == ()
    assert (found.account.articulation, found.account.communities) == ((), ())
    assert set(found.account.reasons.values()) == {"too_few_people"}


def test_one_person_has_all_influence_and_moves_nobody():
    (row,) = influence_analysis(account("ada"), SETTINGS).people
    assert (row.influence, row.interval, row.expected_reach, row.expected_reach_error) == (1.0, (1.0, 1.0), 0.0, 0.0)
    assert set(row.brokerage_roles.model_dump().values()) == {0}


@pytest.mark.parametrize(
    "people",
    [
        [person(name, kind="placeholder") for name in ("ada", "bo", "cy")],
        [person(name) for name in ("ada", "bo", "cy")],
        [person("ada"), person("bo"), person("cy"), person("di", status="left")],
    ],
    ids=["only placeholders", "all edges ended", "edges of someone who left"],
)
def test_when_nobody_moves_anybody_all_are_equal(people: list[PersonNode]):
    edges = [influence("di", "ada", 1.0, 1.0)] if len(people) == 4 else []
    rows = influence_analysis(account(people, edges, [line("bo", "di")] if edges else []), SETTINGS).people
    assert [row.id for row in rows] == ["ada", "bo", "cy"]
    assert {(row.influence, row.interval, row.expected_reach) for row in rows} == {(1 / 3, (1 / 3, 1 / 3), 0.0)}
    assert {row.reasons["informal_gap"] for row in rows} == {"no_informal_edge"}


def test_two_components_keep_to_themselves():
    edges = [influence("ada", "bo", 0.8, 1.0), influence("cy", "di", 0.8, 1.0)]
    found = influence_analysis(account("ada bo cy di", edges), SETTINGS)
    assert found.account.communities == (("ada", "bo"), ("cy", "di"))
    assert {row.id: (row.expected_reach, row.brokerage) for row in found.people} == {
        "ada": (0.8, 0.0),
        "bo": (0.0, 0.0),
        "cy": (0.8, 0.0),
        "di": (0.0, 0.0),
    }


@given(accounts())
def test_people_renamed_in_order_have_the_same_numbers(drawn):
    """Ids get a prefix, so that their order stays: sampling depends on the order and not on the name."""

    def renamed(edge, *ends: str):
        return edge._replace(**{end: f"q-{getattr(edge, end)}" for end in ends})

    other = account(
        [each._replace(id=f"q-{each.id}") for each in drawn.people],
        [renamed(edge, "source", "target") for edge in drawn.influences],
        [renamed(edge, "person", "manager") for edge in drawn.reporting_lines],
        [renamed(edge, "person") for edge in drawn.memberships],
    )
    same = account(drawn.people, drawn.influences, drawn.reporting_lines, drawn.memberships)
    one, two = (influence_analysis(each, SETTINGS) for each in (same, other))
    nameless: dict[str, Any] = {
        "people": {"__all__": {"id", "name"}},
        "account": {"articulation", "communities"},
    }
    assert one.model_dump(exclude=nameless) == two.model_dump(exclude=nameless)
    assert [f"q-{row.id}" for row in one.people] == [row.id for row in two.people]


@given(accounts(), st.data())
def test_no_measure_depends_on_ids(drawn, data):
    """Other ids give the same numbers within rounding; only draws, samples and circles follow the order of ids."""
    names = [each.id for each in drawn.people]
    other = dict(zip(names, data.draw(st.permutations(names)), strict=True))

    def swapped(edges, *ends: str):
        return [edge._replace(**{end: other[getattr(edge, end)] for end in ends}) for edge in edges]

    renamed = account(
        swapped(drawn.people, "id"),
        swapped(drawn.influences, "source", "target"),
        swapped(drawn.reporting_lines, "person", "manager"),
        swapped(drawn.memberships, "person"),
    )
    same = account(drawn.people, drawn.influences, drawn.reporting_lines, drawn.memberships)
    one, two = Context(same, SETTINGS), Context(renamed, SETTINGS)
    for name in ("influence", "brokerage", "constraint", "effective_size"):
        before, after = getattr(one, name), getattr(two, name)
        assert {other[person]: value for person, value in before.items()} == pytest.approx(after, abs=1e-9), name


def lines_of(size: int, manager) -> list[ReportingEdge]:
    return [line(f"p{k:04}", f"p{manager(k):04}") for k in range(1, size)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "manager", "depth"),
    [(2000, lambda k: k - 1, 1999), (2000, lambda k: 0, 1)],
    ids=["chain of 2000", "star of 2000"],
)
def test_a_chain_and_a_star_of_two_thousand_are_answered_in_bounded_time(size, manager, depth):
    """5 to 20 s on a busy machine; most of it the betweenness of paths of 2,000 steps."""
    names = [f"p{k:04}" for k in range(size)]
    started = time.perf_counter()
    found = influence_analysis(account(names, [], lines_of(size, manager)), SETTINGS)
    assert time.perf_counter() - started < 120
    assert max(row.authority.depth for row in found.people if row.authority and row.authority.depth) == depth
    assert len(found.account.articulation) == (size - 2 if depth > 1 else 1)


@pytest.mark.slow
def test_two_thousand_people_and_twelve_thousand_edges_are_answered_in_bounded_time():
    """7 s alone, 15 s on a busy machine; half of it betweenness."""
    names = [f"p{k:04}" for k in range(2000)]
    ends = [(k, (k * step + step) % 2000) for k in range(2000) for step in (3, 7, 11, 13, 17)]
    edges = [influence(names[a], names[b], (a + b) % 10 / 20, 0.7) for a, b in ends if a != b]
    started = time.perf_counter()
    found = influence_analysis(account(names, edges, lines_of(2000, lambda k: (k - 1) // 6)), SETTINGS)
    assert time.perf_counter() - started < 120
    assert sum(row.influence for row in found.people) == pytest.approx(1, abs=1e-12)
    assert all(row.interval[0] <= row.interval[1] for row in found.people)
