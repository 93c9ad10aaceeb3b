"""The interval of influence: 200 possible graphs, in each of which every record is true or not."""

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from analytics.backend.algorithms.walk import stationary, stationary_of_each
from analytics.context import Context
from analytics.graphs.projection import InfluenceGraph
from analytics.influence.attention import attention
from analytics.influence.influence import influence as influence_of
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account, accounts, alliance, influence, line, person
from tests.unit.analytics.asked import influence_analysis

SETTINGS = AnalysisSettings()


def intervals(given_account: AccountGraph, **changed: float) -> dict[str, tuple[float, float]]:
    return Context(given_account, AnalysisSettings.model_validate(changed)).interval


def sure(drawn: AccountGraph, confidence: float = 1.0) -> AccountGraph:
    return replace(
        drawn,
        influences=tuple(edge._replace(confidence=confidence) for edge in drawn.influences),
        alliances=tuple(edge._replace(confidence=confidence) for edge in drawn.alliances),
        reporting_lines=tuple(edge._replace(confidence=confidence) for edge in drawn.reporting_lines),
    )


def weights_of_all(drawn: AccountGraph, exists: bool) -> dict[tuple[str, str], float]:
    possible = Context(drawn, SETTINGS, "c1").possible_graphs
    people = sorted(Context(drawn, SETTINGS).influence_graph.people)
    (row,) = possible.weights(np.full((1, len(possible.confidence)), exists)).tolist()
    ends = zip(possible.source.tolist(), possible.target.tolist(), strict=True)
    return {(people[one], people[other]): w for (one, other), w in zip(ends, row, strict=True) if w > 0}


@given(accounts())
def test_when_no_edge_is_in_doubt_the_interval_is_influence_itself(drawn):
    for certain in (sure(drawn), sure(drawn, 0.0)):
        context = Context(certain, SETTINGS, "c1")
        assert context.interval == {person: (value, value) for person, value in context.influence.items()}


@given(accounts())
def test_a_draw_in_which_all_edges_are_true_is_the_influence_graph_of_full_confidence(drawn):
    graph = Context(sure(drawn), SETTINGS, "c1").influence_graph
    ends = zip(graph.source.tolist(), graph.target.tolist(), strict=True)
    expected = {(graph.people[a], graph.people[b]): w for (a, b), w in zip(ends, graph.weight.tolist(), strict=True)}
    assert weights_of_all(drawn, exists=True) == expected
    assert weights_of_all(drawn, exists=False) == {}


@given(accounts(least=2))
@settings(deadline=None)
def test_an_interval_lies_within_the_possible_graphs_and_its_ends_are_in_order(drawn):
    found = intervals(drawn, interval_draws=20)
    assert found.keys() == Context(drawn, SETTINGS).influence.keys()
    assert all(0 < low <= high <= 1 for low, high in found.values())


def test_one_edge_in_doubt_gives_two_graphs_and_their_two_values():
    """By hand: if the edge is true, 0.85 * 0.999 of a visit to bo moves on to ada; otherwise both have a half."""
    doubted = account("ada bo", [influence("ada", "bo", 1.0, 0.5)])
    there = (1 + 0.85 * 0.999) / (2 + 0.85 * 0.999)
    assert intervals(doubted)["ada"] == pytest.approx((0.5, there), abs=1e-12)
    assert intervals(doubted)["bo"] == pytest.approx((1 - there, 0.5), abs=1e-12)


def test_an_interval_widens_with_doubt_and_an_almost_sure_edge_leaves_no_width():
    def width(confidence: float) -> float:
        low, high = intervals(account("ada bo", [influence("ada", "bo", 0.8, confidence)]))["ada"]
        return high - low

    assert width(0.999) == 0.0
    assert width(0.5) > 0.1


def test_both_directions_of_a_line_and_of_an_alliance_are_true_or_false_together():
    """Two allies have the same influence in every possible graph; so have the ends of a line with equal weights."""
    allied = replace(account("ada bo"), alliances=(alliance("ada", "bo", 1.0, 0.5),))
    assert all(ends == pytest.approx((0.5, 0.5), abs=1e-12) for ends in intervals(allied).values())
    lined = account("ada bo", [], [line("bo", "ada", confidence=0.5)])
    even = intervals(lined, authority_solid=0.3, voice=0.3)
    assert all(ends == pytest.approx((0.5, 0.5), abs=1e-12) for ends in even.values())


def test_the_voice_of_a_report_is_shared_by_the_recorded_number_of_reports():
    """It stays the same in every draw, even if other lines are not true in it."""
    chart = account("ada bo cy", [], [line("bo", "ada", confidence=0.5), line("cy", "ada", confidence=0.5)])
    assert weights_of_all(chart, exists=True)["bo", "ada"] == 0.05


def test_the_same_account_and_revision_draw_the_same_and_another_revision_draws_anew():
    doubted = account("ada bo cy di", [influence("ada", "bo", 0.9, 0.5), influence("cy", "di", 0.5, 0.6)])
    many = replace(doubted, reporting_lines=tuple(line(name, "ada", confidence=0.5) for name in ("bo", "cy", "di")))
    again = replace(many, as_of="2026-07-02T00:00:00.000000Z")
    assert intervals(many) == intervals(again)
    assert intervals(many) != intervals(replace(many, revision=8))
    assert intervals(many) != intervals(replace(many, account_id="a2"))


def test_the_drawn_percentiles_are_those_of_all_possible_graphs():
    """Three edges in doubt make eight graphs; each is solved alone and weighted by its probability."""
    names = ["ada", "bo", "cy"]
    edges = [("ada", "bo", 0.9, 0.5), ("bo", "cy", 0.6, 0.4), ("cy", "ada", 0.8, 0.7)]
    drawn = intervals(account(names, [influence(*edge) for edge in edges]), interval_draws=2000)
    values, chances = [], []
    for state in range(8):
        there = [edge[:3] for place, edge in enumerate(edges) if state >> place & 1]
        graph = InfluenceGraph.from_edges(there, names)
        values.append(influence_of(graph, attention(graph, SETTINGS))["ada"])
        chances.append(np.prod([edge[3] if state >> k & 1 else 1 - edge[3] for k, edge in enumerate(edges)]))
    order = np.argsort(values)
    below = np.cumsum(np.array(chances)[order])
    expected = [np.array(values)[order][np.searchsorted(below, share)] for share in (0.05, 0.95)]
    assert drawn["ada"] == pytest.approx(expected, abs=1e-9)


@given(accounts(least=1))
def test_many_walks_at_once_are_each_walk_alone(drawn):
    graph = Context(drawn, SETTINGS).influence_graph
    if not len(graph):
        return
    alone = [graph.weight * share / max(1, len(graph)) for share in (0.0, 0.4, 0.8)]
    together = stationary_of_each(len(graph), graph.target, graph.source, np.array(alone))
    for row, probability in zip(together, alone, strict=True):
        expected = stationary(len(graph), graph.target, graph.source, probability)
        assert row.tolist() == pytest.approx(expected.tolist(), abs=1e-10)


def test_nobody_one_and_people_without_edges_have_an_interval():
    assert intervals(account("")) == {}
    assert intervals(account("ada")) == {"ada": (1.0, 1.0)}
    alone = [person("ada", kind="placeholder"), person("bo", kind="placeholder")]
    assert intervals(account(alone)) == {"ada": (0.5, 0.5), "bo": (0.5, 0.5)}


def test_edges_of_people_who_left_are_not_drawn():
    people = [person("ada"), person("bo", status="left"), person("cy")]
    gone = account(people, [influence("bo", "ada", 0.9, 0.5)], [line("cy", "bo", confidence=0.5)])
    assert intervals(gone) == {"ada": (0.5, 0.5), "cy": (0.5, 0.5)}


def test_the_answer_gives_the_interval_beside_influence():
    row = influence_analysis(account("ada bo", [influence("ada", "bo", 1.0, 0.5)]), SETTINGS).people[0]
    assert row.interval[0] <= row.influence <= row.interval[1]


@pytest.mark.slow
def test_four_hundred_who_all_move_each_other_are_drawn_in_seconds():
    """159,600 arcs in 200 graphs, near the limit: 2 to 14 s on a busy machine; one graph at a time takes minutes."""
    names = [f"p{number:03}" for number in range(400)]
    edges = [influence(a, b, 0.1, 0.5) for a in names for b in names if a != b]
    context = Context(account(names, edges), SETTINGS)
    started = time.perf_counter()
    ends = list(context.interval.values())
    assert time.perf_counter() - started < 120
    assert all(low < 1 / 400 < high for low, high in ends)
