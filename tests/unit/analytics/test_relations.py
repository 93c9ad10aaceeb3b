"""Recorded relations: every edge list among people, by the name of its URL."""

from dataclasses import replace

import pytest
from hypothesis import given

from analytics.graphs.relations import recorded_arcs
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account, accounts, alliance, influence, line, person, stake
from tests.unit.analytics.asked import network_analysis

SETTINGS = AnalysisSettings()


def feuding(*edges, people="ada bo cy") -> AccountGraph:
    return replace(account(people), conflicts=edges)


@pytest.mark.parametrize("relation", ["conflicts", "alliances"])
def test_a_relation_without_direction_is_an_arc_each_way(relation):
    pairs = (alliance("ada", "bo"), alliance("bo", "cy"))
    empty = account("ada bo cy")
    tied = replace(empty, conflicts=pairs) if relation == "conflicts" else replace(empty, alliances=pairs)
    found = network_analysis(tied, SETTINGS, relation)
    assert (found.account.edges, found.account.reciprocity) == (4, 1.0)
    assert {row.id: (row.in_degree, row.out_degree, row.betweenness) for row in found.people} == {
        "ada": (1, 1, 0.0),
        "bo": (2, 2, 2.0),
        "cy": (1, 1, 0.0),
    }


def test_a_conflict_is_not_an_alliance():
    assert network_analysis(feuding(alliance("ada", "bo")), SETTINGS, "alliances").account.edges == 0


def test_a_conflict_with_a_person_who_left_is_not_an_arc():
    people = ["ada", person("bo", status="left")]
    assert network_analysis(feuding(alliance("ada", "bo"), people=people), SETTINGS, "conflicts").account.edges == 0


def test_a_weighted_conflict_weighs_strength_times_confidence_both_ways():
    arcs = recorded_arcs(feuding(alliance("ada", "bo", 0.5, 0.8)), "conflicts", SETTINGS)
    assert arcs.weight.tolist() == [0.4, 0.4]


def test_a_chain_in_scope_lists_the_people_with_a_stake_on_it_and_changes_no_number():
    lines = [line("bo", "ada", "project", chain="c1"), line("cy", "ada", "project", chain="c2")]
    given_account = replace(account("ada bo cy", [], lines), stakes=(stake("bo"),))
    everyone = network_analysis(given_account, SETTINGS, "reporting-lines")
    scoped = network_analysis(given_account, SETTINGS, "reporting-lines", chain="c1")
    assert scoped.account == everyone.account
    assert everyone.account.edges == 2
    assert scoped.people == everyone.people[1:2]


def test_parallel_influences_are_one_arc():
    edges = [influence("ada", "bo", 0.5, 0.5)._replace(id=topic, topic=topic) for topic in ("price", "plan")]
    assert network_analysis(account("ada bo", edges), SETTINGS, "influences").account.edges == 1
    assert recorded_arcs(account("ada bo", edges), "influences", SETTINGS).weight.tolist() == [1 - 0.75**2]


@given(accounts())
def test_without_direction_in_and_out_are_the_same(drawn):
    found = network_analysis(drawn, SETTINGS, "alliances")
    assert all(row.in_degree == row.out_degree for row in found.people)
    assert found.account.in_centralization == found.account.out_centralization
    assert found.account.reciprocity in (None, 1.0)
