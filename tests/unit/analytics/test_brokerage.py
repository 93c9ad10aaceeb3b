"""Brokerage: who stands on the paths that persuasion takes."""

from fractions import Fraction
from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.graphs.people_graph import PeopleGraph
from analytics.graphs.projection import InfluenceGraph
from analytics.influence.position.brokerage import brokerage
from analytics.network.betweenness import betweenness
from tests.nightly import examples


def test_it_has_no_meaning_under_three_people():
    assert brokerage(InfluenceGraph.from_edges([("ada", "bo", 0.5)])) == {}


def test_every_chain_through_one_person_is_one():
    star = [(spoke, "hub", 0.5) for spoke in "abcd"] + [("hub", spoke, 0.5) for spoke in "abcd"]
    assert brokerage(InfluenceGraph.from_edges(star))["hub"] == 1.0


def test_the_more_probable_chain_wins_over_the_shorter():
    """0.9 * 0.9 = 0.81 > 0.8."""
    edges = [("ada", "bo", 0.9), ("bo", "cy", 0.9), ("ada", "cy", 0.8)]
    assert brokerage(InfluenceGraph.from_edges(edges))["bo"] == 0.5


def test_equally_good_chains_share():
    edges = [("ada", "bo", 0.8), ("bo", "di", 0.5), ("ada", "cy", 0.5), ("cy", "di", 0.8)]
    found = brokerage(InfluenceGraph.from_edges(edges))
    assert found["bo"] == found["cy"] == 0.5 / 6


def test_a_chain_of_two_steps_is_as_good_as_one_step_of_the_same_product():
    """By hand: 0.9 * 0.4 is 0.36, so half of the way from s to t runs through m."""
    found = brokerage(InfluenceGraph.from_edges([("s", "t", 0.36), ("s", "m", 0.9), ("m", "t", 0.4)]))
    assert found == {"m": 0.25, "s": 0.0, "t": 0.0}


def best_chains(edges: dict[tuple[str, str], Fraction], start: str, end: str) -> list[tuple[str, ...]]:
    """Return the best of all chains from one person to another, compared as exact fractions."""
    found: dict[tuple[str, ...], Fraction] = {}
    waiting: list[tuple[tuple[str, ...], Fraction]] = [((start,), Fraction(1))]
    while waiting:
        chain, product = waiting.pop()
        if chain[-1] == end:
            found[chain] = product
            continue
        onward = [(target, weight) for (source, target), weight in edges.items() if source == chain[-1]]
        waiting += [((*chain, target), product * weight) for target, weight in onward if target not in chain]
    return [chain for chain, product in found.items() if product == max(found.values())]


FIVE = "abcde"
decimals = st.sampled_from(["0.1", "0.2", "0.25", "0.3", "0.36", "0.4", "0.5", "0.6", "0.7", "0.9", "0.04", "0.999"])
pairs_of_five = st.sampled_from(list(permutations(FIVE, 2)))


@given(st.dictionaries(pairs_of_five, decimals, max_size=12))
@settings(max_examples=examples(900), deadline=None)
def test_it_is_the_share_of_all_best_chains_by_exact_fractions(drawn):
    exact = {pair: Fraction(weight) for pair, weight in drawn.items()}
    expected = dict.fromkeys(FIVE, Fraction(0))
    for start, end in permutations(FIVE, 2):
        chains = best_chains(exact, start, end)
        for person in (person for chain in chains for person in chain[1:-1]):
            expected[person] += Fraction(1, len(chains) * 4 * 3)
    found = brokerage(InfluenceGraph.from_edges([(*pair, float(weight)) for pair, weight in drawn.items()], FIVE))
    assert found == pytest.approx(expected, abs=1e-12)


@given(st.integers(3, 40), st.randoms(use_true_random=False))
def test_betweenness_equals_networkx_with_many_equal_paths(size, random):
    pairs = [(i, j) for i in range(size) for j in range(size) if i != j]
    arcs = random.sample(pairs, min(len(pairs), 4 * size))
    graph = PeopleGraph.from_edges([(f"{i:02}", f"{j:02}", 1.0) for i, j in arcs], [f"{i:02}" for i in range(size)])
    other = nx.DiGraph(arcs)
    other.add_nodes_from(range(size))
    expected = nx.betweenness_centrality(other, normalized=False)
    found = betweenness(graph)
    assert [found[f"{i:02}"] for i in range(size)] == pytest.approx([expected[i] for i in range(size)], abs=1e-9)


def test_a_long_line_of_people_is_not_a_hard_case():
    """By hand: the k-th of n in a line stands between k people before and n - 1 - k after."""
    size = 700
    line = PeopleGraph.from_edges([(f"{i:03}", f"{i + 1:03}", 1.0) for i in range(size - 1)])
    assert list(betweenness(line).values()) == [float(k * (size - 1 - k)) for k in range(size)]
