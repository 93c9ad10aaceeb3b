"""Expected reach: computed exactly where possible, otherwise sampled."""

import math
import random
import time
from dataclasses import replace
from itertools import pairwise, product

import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analytics.backend.algorithms.cascade import exact_reach, sampled_reach
from analytics.context import Context
from analytics.graphs.projection import InfluenceGraph
from analytics.influence.position.expected_reach import Spread, expected_reach
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account, accounts, influence, line, person
from tests.unit.analytics.asked import influence_analysis

SETTINGS = AnalysisSettings()


def of(edges, people=(), samples: int = 10_000) -> dict[str, Spread]:
    return expected_reach(InfluenceGraph.from_edges(edges, people), AnalysisSettings(reach_samples=samples), seed=1)


def by_brute_force(edges, start: str) -> float:
    """Return how many people the start reaches, on average over all live-edge graphs."""
    found = 0.0
    for alive in product([False, True], repeat=len(edges)):
        graph = nx.DiGraph([edge[:2] for edge, live in zip(edges, alive, strict=True) if live])
        graph.add_node(start)
        chance = math.prod(edge[2] if live else 1 - edge[2] for edge, live in zip(edges, alive, strict=True))
        found += chance * len(nx.descendants(graph, start))
    return found


weights = st.floats(0.01, 0.999)
pairs_of_four = st.sampled_from([(one, other) for one in "abcd" for other in "abcd" if one != other])
small_graphs = st.dictionaries(pairs_of_four, weights, min_size=1, max_size=7).map(
    lambda drawn: [(*pair, weight) for pair, weight in sorted(drawn.items())]
)


@given(small_graphs)
def test_exact_reach_is_the_mean_over_every_live_edge_graph(edges):
    for start, found in of(edges).items():
        assert found.error == 0.0
        assert found.others == pytest.approx(by_brute_force(edges, start), abs=1e-12)


@given(small_graphs)
def test_moving_a_person_more_never_lowers_anybodys_reach(edges):
    before = of(edges)
    stronger = of([(*edges[0][:2], (1 + edges[0][2]) / 2), *edges[1:]])
    assert all(stronger[name].others >= before[name].others - 1e-12 for name in before)


@given(accounts(least=1))
def test_nobody_moves_less_than_nobody_or_more_than_all_others(drawn):
    context = Context(drawn, SETTINGS)
    assert all(0 <= found.others <= len(context.present) - 1 for found in context.expected_reach.values())


def test_a_chain_multiplies_probabilities():
    """By hand: 0.5 + 0.5 * 0.8 from the first, 0.8 from the second, nothing from the last."""
    found = of([("ada", "bo", 0.5), ("bo", "cy", 0.8)])
    assert [found[name].others for name in ("ada", "bo", "cy")] == pytest.approx([0.9, 0.8, 0.0], abs=1e-15)


def test_a_star_reaches_the_sum_of_its_arcs_and_two_ways_are_better_than_one():
    """By hand: two paths from ada to di with 0.5 * 0.5 each, so 1 - 0.75 ** 2."""
    assert of([("ada", name, 0.3) for name in ("bo", "cy", "di")])["ada"].others == pytest.approx(0.9, abs=1e-15)
    diamond = of([("ada", "bo", 0.5), ("ada", "cy", 0.5), ("bo", "di", 0.5), ("cy", "di", 0.5)])
    assert diamond["ada"].others == pytest.approx(1 + 7 / 16, abs=1e-15)


def test_a_person_in_another_component_is_not_reached():
    found = of([("ada", "bo", 0.9), ("cy", "di", 0.4)], people=["ed"])
    assert [each.others for each in found.values()] == [0.9, 0.0, 0.4, 0.0, 0.0]


def test_edges_into_the_start_do_not_matter_and_with_a_thirteenth_edge_reach_is_sampled():
    """docs/numbers.md: exact up to 12 edges that leave people reachable from the start, except edges into the start."""
    circle = [(f"p{k:02}", f"p{(k + 1) % 13:02}", 0.9) for k in range(13)]
    counted = of(circle)["p00"]
    assert counted.error == 0.0
    assert counted.others == pytest.approx(sum(0.9**k for k in range(1, 13)), abs=1e-12)
    sampled = of([*circle, ("p05", "p03", 0.5)])
    assert sampled["p00"].error > 0.0
    assert abs(sampled["p00"].others - counted.others) < 4 * sampled["p00"].error


def test_some_people_are_computed_exactly_beside_others_who_are_sampled():
    crowd = [(f"p{k:02}", f"p{(k * step + 1) % 20:02}", 0.5) for k in range(20) for step in (3, 7)]
    found = of([*((a, b, w) for a, b, w in crowd if a != b), ("ada", "bo", 0.25)])
    assert found["ada"] == Spread(0.25, 0.0)
    assert found["p00"].error > 0.0


@pytest.mark.parametrize("seed", range(5))
def test_samples_lie_around_the_exact_value_within_their_error(seed):
    """Two circles of six and two bridges: 14 edges can still be enumerated; five errors are missed once in 10^6."""
    circles = [(f"{side}{k}", f"{side}{(k + 1) % 6}", 0.7) for side in "ab" for k in range(6)]
    graph = InfluenceGraph.from_edges([*circles, ("a0", "b3", 0.4), ("b0", "a3", 0.4)])
    edges = list(zip(graph.source.tolist(), graph.target.tolist(), graph.weight.tolist(), strict=True))
    others, errors = sampled_reach(graph, 20_000, [seed])
    for start in range(12):
        exact = exact_reach([edge for edge in edges if edge[1] != start], start)
        assert abs(others[start] - exact) < 5 * errors[start]
        assert 0 < errors[start] < 0.05


def weak_tree(size: int, seed: int) -> tuple[InfluenceGraph, list[float]]:
    """Return a tree where few samples hit most people, and what each reaches: the sum of w (1 + reach below)."""
    chance = random.Random(seed)
    names, reaches, edges = [f"p{k:03}" for k in range(size)], [0.0] * size, []
    for k in range(size - 1, 0, -1):
        above, weight = chance.randrange(k), chance.choice([0.002, 0.01, 0.05, 0.3, 0.6, 0.9])
        reaches[above] += weight * (1 + reaches[k])
        edges.append((names[above], names[k], weight))
    return InfluenceGraph.from_edges(edges), reaches


def test_the_error_allows_for_what_few_samples_have_missed():
    """Of a normal distribution, five errors are missed once in 10^6; most of these 3,600 people have under ten hits."""
    missed = []
    for seed in range(20):
        graph, exact = weak_tree(182, seed)
        others, errors = sampled_reach(graph, 10_000, [seed])
        leaves = [k for k, reach in enumerate(exact) if reach == 0]
        assert not others[leaves].any()
        assert not errors[leaves].any()
        missed += [abs(others[k] - exact[k]) / errors[k] for k in range(182) if exact[k]]
    assert max(missed) < 5
    assert 0.5 < math.hypot(*missed) / math.sqrt(len(missed)) < 1.1  # nor does it say much more than it must


def test_four_times_the_samples_halve_the_error():
    crowd = [(f"p{k:02}", f"p{(k * step + 1) % 20:02}", 0.5) for k in range(20) for step in (3, 7)]
    edges = [edge for edge in crowd if edge[0] != edge[1]]
    few, many = of(edges, samples=2_000)["p00"].error, of(edges, samples=8_000)["p00"].error
    assert many == pytest.approx(few / 2, rel=0.1)


def test_one_account_and_revision_draw_the_same_samples_and_another_revision_draws_new_ones():
    names = [f"p{k:02}" for k in range(12)]
    edges = [influence(a, b, 0.2, 1.0) for a in names for b in names if a != b]
    crowd = account(names, edges)
    first = Context(crowd, SETTINGS).expected_reach
    assert first == Context(replace(crowd, influences=tuple(reversed(edges))), SETTINGS).expected_reach
    assert first != Context(replace(crowd, revision=8), SETTINGS).expected_reach


@given(accounts(least=2, most=7))
def test_people_renamed_in_order_reach_the_same(drawn):
    graph = Context(drawn, SETTINGS).influence_graph
    assume(len(graph))
    renamed = InfluenceGraph(tuple(f"q-{name}" for name in graph.people), graph.source, graph.target, graph.weight)
    one, other = (expected_reach(each, SETTINGS, seed=1) for each in (graph, renamed))
    assert list(one.values()) == list(other.values())


def test_nobody_one_and_people_without_edges():
    assert of([]) == {}
    assert of([], ["ada"]) == {"ada": Spread(0.0, 0.0)}
    people = [person("ada"), person("bo", status="left"), person("cy", kind="placeholder")]
    gone = account(people, [influence("ada", "bo", 1.0), influence("bo", "cy", 1.0)], [line("cy", "bo")])
    assert {(row.expected_reach, row.expected_reach_error) for row in influence_analysis(gone, SETTINGS).people} == {
        (0.0, 0.0)
    }


def test_a_strength_of_one_reaches_almost_surely_and_of_zero_not_at_all():
    found = Context(account("ada bo cy", [influence("ada", "bo", 1.0, 1.0), influence("bo", "cy", 0.0)]), SETTINGS)
    assert found.expected_reach["ada"] == Spread(0.999, 0.0)


def chain_of(size: int) -> list[tuple[str, str, float]]:
    names = [f"p{(k * 7919) % size:04}" for k in range(size)]
    return [(one, other, 0.9) for one, other in pairwise(names)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "edges",
    [
        [(f"p{a:03}", f"p{b:03}", 0.05) for a in range(500) for b in range(500) if a != b],
        [*chain_of(2000), *((other, one, 0.9) for one, other, _ in chain_of(2000))],
        [("p0000", f"p{k:04}", 0.5) for k in range(1, 2000)],
    ],
    ids=["complete 500", "chain of 2000, ids shuffled", "star of 2000"],
)
def test_large_and_extreme_graphs_are_sampled_in_seconds(edges):
    """The slowest takes 4 to 13 s on a busy machine; a cascade at a time takes minutes."""
    started = time.perf_counter()
    found = of(edges)
    assert time.perf_counter() - started < 120
    assert all(0 <= each.others <= len(found) - 1 for each in found.values())
