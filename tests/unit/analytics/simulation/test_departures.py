"""The drill of departures: each row is the simulation of that departure, and says who could hold what goes along."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings

from analytics.answers.health import health_analysis
from analytics.answers.simulations.departures import departures_analysis
from analytics.answers.simulations.simulation import Sides, simulation_analysis
from analytics.context import Context
from analytics.limits import DEPARTURES, check_departures, check_voters_leaving
from analytics.simulation.apply import changed
from analytics.simulation.heirs import Heirs
from schemas.analysis.simulations.departures import Departure, DeparturesAnalysis
from schemas.errors import TooLarge
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import AssumedCloseness, MemberNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics.accounts import account, influence, line, member, person
from tests.unit.analytics.contacts import met, with_contacts
from tests.unit.analytics.edge_cases import EDGE_CASES
from tests.unit.analytics.nulls import idle_reasons, nulls_of
from tests.unit.analytics.rich_account import rich
from tests.unit.analytics.simulation.drawn import standing
from tests.unit.analytics.simulation.sent import change_of

SETTINGS = AnalysisSettings()
NAMES = frozenset({"chain", "name", "title", "successor"})
"""Fields whose null is explained by what they are."""


def sides(given_account: AccountGraph, chain: str | None) -> Sides:
    scoped = None if chain is None else Context(given_account, SETTINGS, chain)
    return Sides(Context(given_account, SETTINGS), scoped)


def drill(given_account: AccountGraph, chain: str | None = None) -> DeparturesAnalysis:
    return departures_analysis(sides(given_account, chain))


def without_reason(found: DeparturesAnalysis) -> set[str]:
    """Return the fields that are null without a reason, of the answer and of its rows."""
    rows = {"DeparturesAnalysis", "Departure"}
    return {null.field for null in nulls_of(found) if null.reason is None and null.schema in rows}


def of(found: DeparturesAnalysis, key: str) -> Departure:
    return next(row for row in found.departures if row.id == key)


def assert_simulated(given_account: AccountGraph, chain: str | None) -> None:
    """Assert that each row says what the simulation of that departure says."""
    found = drill(given_account, chain)
    assert without_reason(found) <= NAMES
    assert list(idle_reasons(found)) == []
    for row in found.departures:
        who = {"person": row.id} if row.side == "theirs" else {"member": row.id}
        change = change_of({"kind": "person_leaves" if row.side == "theirs" else "member_leaves", **who})
        after = simulation_analysis(sides(given_account, chain), changed(given_account, [change]), 1).after
        assert row.coverage == (None if after.account.coverage is None else pytest.approx(after.account.coverage))
        assert row.closeness == (None if after.account.closeness is None else pytest.approx(after.account.closeness))
        assert row.forecast == (after.chain and after.chain.forecast), row.id
        if after.chain is not None:
            ways = {voter.id: voter.disjoint_paths for voter in after.voters}
            reached = {
                each.id
                for each in simulation_analysis(sides(given_account, chain), given_account, 0).before.voters
                if each.disjoint_paths
            }
            lost = {voter for voter in reached - {row.id} if ways.get(voter) == 0}
            assert {each.id for each in row.cut_off} == lost, row.id


@given(standing())
@settings(max_examples=examples(25), deadline=None)
def test_health_ranks_everybody_by_the_same_numbers(drawn):
    found = drill(drawn).departures
    ranked = health_analysis(Context(drawn, SETTINGS)).parts.losses
    assert [(row.side, row.id) for row in ranked] == ([(row.side, row.id) for row in found] if ranked else [])
    for row, other in zip(ranked, found, strict=False):
        assert (row.name, row.title, row.coverage, row.coverage_lost) == (
            *(other.name, other.title),
            *(other.coverage, other.coverage_lost),
        )


@given(standing())
@settings(max_examples=examples(25), deadline=None)
def test_every_row_is_the_simulation_of_that_departure(drawn):
    assert_simulated(drawn, "c1")


def test_an_account_in_which_everything_counts_is_as_simulated():
    assert_simulated(rich(), None)


@pytest.mark.parametrize("name", sorted(EDGE_CASES))
def test_whatever_is_null_has_a_reason_and_the_order_is_by_what_is_lost(name):
    found = drill(EDGE_CASES[name]())
    assert without_reason(found) <= NAMES
    assert list(idle_reasons(found)) == []
    lost = [round(row.coverage_lost or 0.0, 9) for row in found.departures]
    assert lost == sorted(lost, reverse=True)
    context = Context(EDGE_CASES[name](), SETTINGS)
    assert {row.id for row in found.departures} == context.present | context.members


def office() -> AccountGraph:
    """Kim knows ada and bo, lea knows ada less; ada moves cy; bo and cy report to ada, di stands apart."""
    people = [person(name) for name in ("ada", "bo", "cy", "di")] + [person("seat", kind="placeholder")]
    lines = [line("bo", "ada"), line("cy", "ada"), line("seat", "ada")]
    moves = [influence("ada", "cy", 0.9, 1.0), influence("cy", "bo", 0.9, 1.0)]
    firm = account(people, moves, lines, [member("di", "legal")])
    often = [met(day, "ada bo", "kim", depth=4) for day in range(2, 90, 9)]
    return replace(
        firm,
        members=tuple(MemberNode(name, name.title()) for name in ("kim", "lea", "moe")),
        interactions=(*often, met(20, "ada", "lea")),
    )


def test_of_one_of_us_the_next_closest_is_the_heir_else_who_reaches_them_otherwise():
    rows = {each.person: each for each in of(drill(office()), "kim").relationships}
    assert rows["ada"].heir == "lea"
    assert rows["ada"].heir_closeness == Context(office(), SETTINGS).closeness["lea", "ada"]
    assert (rows["bo"].heir, rows["bo"].heir_closeness) == ("lea", None)
    assert of(drill(office()), "lea").relationships == ()


def test_of_one_of_them_the_most_influential_beside_or_below_is_the_heir():
    found = drill(office())
    assert {each.heir for each in of(found, "ada").relationships} == {"cy"}
    assert [each.member for each in of(found, "ada").relationships] == ["kim", "lea"]
    assert [(each.member, each.heir) for each in of(found, "bo").relationships] == [("kim", "cy")]
    assert of(found, "di").relationships == ()


def test_the_successor_is_named_with_the_one_of_us_who_is_closest():
    follows = of(drill(office()), "bo").successor
    assert follows is not None
    assert (follows.id, follows.member, follows.closeness) == ("cy", None, None)
    back = of(drill(office()), "cy").successor
    assert back is not None
    assert (back.id, back.member) == ("bo", "kim")
    assert of(drill(office()), "kim").successor is None


def test_whoever_nobody_else_reaches_has_no_heir():
    alone = replace(office(), interactions=(met(5, "di", "kim", depth=3),))
    (row,) = of(drill(alone), "kim").relationships
    assert (row.person, row.heir, row.heir_name, row.heir_closeness) == ("di", None, None, None)


def test_who_is_acquainted_is_decided_to_twelve_digits():
    """Of two equally close the first by id is the heir, although rounding put one of them below the threshold."""
    nearly = (AssumedCloseness("lea", "ada", math.nextafter(10, 0)), AssumedCloseness("moe", "ada", 10.0))
    closest = AssumedCloseness("kim", "ada", 50.0)
    firm = with_contacts(account("ada"), members="kim lea moe", assumed_closeness=(closest, *nearly))
    [ending] = Heirs(Context(firm, SETTINGS)).of_ours("kim")
    assert ending.heir == "lea"
    assert ending.heir_closeness == pytest.approx(10)


def test_without_a_chain_nobody_votes():
    found = drill(office())
    assert (found.chain, found.reasons["forecast"]) == (None, "no_decider")
    assert not any(row.votes or row.cut_off for row in found.departures)


def test_more_than_seconds_is_refused():
    people = tuple(person(f"p{number:05}") for number in range(8_000))
    assert len(people) ** 2 > DEPARTURES
    with pytest.raises(TooLarge):
        check_voters_leaving("c1", 100, 200)
    with pytest.raises(TooLarge):
        check_departures(replace(account(""), people=people), 0)
