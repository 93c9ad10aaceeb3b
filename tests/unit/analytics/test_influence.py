"""Influence: with whom the attention of an organisation ends up."""

import numpy as np
import pytest
from hypothesis import assume, given

from analytics.context import Context
from analytics.graphs.projection import InfluenceGraph
from analytics.influence.attention import attention
from analytics.influence.influence import influence as influence_of_attention
from analytics.influence.percentile import percentile
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import accounts

SETTINGS = AnalysisSettings()


def influence(graph: InfluenceGraph, settings: AnalysisSettings) -> dict[str, float]:
    return influence_of_attention(graph, attention(graph, settings))


def of(edges, people=()):
    return influence(InfluenceGraph.from_edges(edges, people), SETTINGS)


def test_one_person_has_all_and_nobody_nothing():
    assert of([], ["ada"]) == {"ada": 1.0}
    assert of([]) == {}


def test_without_edges_all_have_the_same():
    assert of([], ["ada", "bo", "cy", "di"]) == {"ada": 0.25, "bo": 0.25, "cy": 0.25, "di": 0.25}


def test_weak_influence_lets_attention_start_anew_instead_of_being_scaled_up():
    """By hand: visits are 1 to bo and 1 + 0.85 w to ada, for any w."""
    for weight in (0.01, 0.5, 0.999):
        visits = 1 + 0.85 * weight
        assert of([("ada", "bo", weight)])["ada"] == pytest.approx(visits / (visits + 1), abs=1e-12)


def test_strong_influences_on_one_person_share_the_attention_that_moves_on():
    """By hand: 0.9 + 0.6 > 1, so of a visit to cy 0.85 * 0.6 goes to ada and 0.85 * 0.4 to bo; visits 1.51, 1.34, 1."""
    shares = of([("ada", "cy", 0.9), ("bo", "cy", 0.6)])
    assert [shares[person] for person in ("ada", "bo", "cy")] == pytest.approx(
        [1.51 / 3.85, 1.34 / 3.85, 1 / 3.85], abs=1e-12
    )


def test_a_chain_of_influence_is_followed():
    """By hand, all weights 0.8, q = 0.68: visits cy 1, bo 1 + q, ada 1 + q + q^2."""
    shares = of([("ada", "bo", 0.8), ("bo", "cy", 0.8)])
    assert shares["ada"] == pytest.approx((1 + 0.68 + 0.68**2) / (3 + 2 * 0.68 + 0.68**2), abs=1e-12)


@given(accounts(least=1))
def test_influence_sums_to_one_and_is_stationary(drawn):
    """The walk written out as a full transition matrix stays where the answer says it is."""
    graph = Context(drawn, SETTINGS, "c1").influence_graph
    shares = np.array(list(influence(graph, SETTINGS).values()))
    assume(len(shares))
    moves = np.zeros((len(shares), len(shares)))
    moves[graph.target, graph.source] = graph.weight
    moves *= SETTINGS.damping / np.maximum(1.0, moves.sum(axis=1, keepdims=True))
    moves += (1.0 - moves.sum(axis=1, keepdims=True)) / len(shares)
    assert shares.sum() == pytest.approx(1, abs=1e-12)
    assert (shares > 0).all()
    assert shares @ moves == pytest.approx(shares, abs=1e-12)


@given(accounts(least=2))
def test_moving_a_person_more_never_lowers_ones_own_influence(drawn):
    graph = Context(drawn, SETTINGS).influence_graph
    assume(len(graph.source))
    stronger = InfluenceGraph(graph.people, graph.source, graph.target, graph.weight.copy())
    stronger.weight[0] = (1 + graph.weight[0]) / 2
    mover = graph.people[graph.source[0]]
    assert influence(stronger, SETTINGS)[mover] >= influence(graph, SETTINGS)[mover] - 1e-12


@given(accounts(least=1))
def test_a_person_without_edges_takes_from_everybody_alike(drawn):
    graph = Context(drawn, SETTINGS).influence_graph
    assume(len(graph))
    wider = InfluenceGraph((*graph.people, "z"), graph.source, graph.target, graph.weight)
    before, after = influence(graph, SETTINGS), influence(wider, SETTINGS)
    assert all(after[p] == pytest.approx(before[p] * (1 - after["z"]), abs=1e-12) for p in before)
    assert after["z"] == pytest.approx(min(after.values()), abs=1e-12)


def test_a_damping_near_one_still_ends():
    shares = influence(
        InfluenceGraph.from_edges([("ada", "bo", 0.999), ("bo", "ada", 0.999)]), AnalysisSettings(damping=0.99)
    )
    assert shares == pytest.approx({"ada": 0.5, "bo": 0.5}, abs=1e-12)


def test_values_that_agree_to_twelve_decimals_share_a_percentile():
    assert percentile({"ada": 0.1 + 0.2, "bo": 0.3, "cy": 0.3 + 1e-11}) == pytest.approx(
        {"ada": 100 / 3, "bo": 100 / 3, "cy": 250 / 3}
    )


def test_the_percentile_counts_a_value_as_equal_to_itself():
    assert percentile({"ada": 0.7}) == {"ada": 50.0}
    assert percentile({}) == {}
