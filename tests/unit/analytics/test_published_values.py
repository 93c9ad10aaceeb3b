"""Numbers printed elsewhere, on graphs small enough to stand here; `test_krackhardt_managers` has the larger ones."""

import networkx as nx
import pytest

from analytics.backend.reach import reach
from analytics.influence.constraint import constraint
from analytics.influence.effective_size import effective_size
from analytics.network.betweenness import betweenness
from analytics.network.distances import closeness_centrality
from analytics.network.pagerank import pagerank
from analytics.people_graph import PeopleGraph


def both_ways(edges) -> PeopleGraph:
    """Return an undirected graph as every relation here takes one: two arcs an edge."""
    return PeopleGraph.from_edges([(a, b, 1.0) for one, other in edges for a, b in [(one, other), (other, one)]])


KITE = both_ways((f"{one}", f"{other}") for one, other in nx.krackhardt_kite_graph().edges)
"""Krackhardt (1990), Assessing the political landscape: 3 is Diane, 5 and 6 Fernando and Garth, 7 Heather, 8 Ike."""


def test_pagerank_of_langville_and_meyers_six_pages():
    """Langville & Meyer (2005), A survey of eigenvector methods of web information retrieval: alpha 0.9; 2 dangles."""
    links = ["12", "13", "31", "32", "35", "45", "46", "54", "56", "64"]
    found = pagerank(PeopleGraph.from_edges([(link[0], link[1], 1.0) for link in links]), damping=0.9)
    printed = [0.03721, 0.05396, 0.04151, 0.3751, 0.206, 0.2862]
    assert list(found.values()) == pytest.approx(printed, abs=5e-5)


def test_betweenness_of_the_kite():
    """Krackhardt (1990): Heather 14, Fernando and Garth 8.33, Ike 8, Diane 3.67 of 36 unordered pairs."""
    found = betweenness(KITE)
    assert [found[person] / 2 for person in "37568"] == pytest.approx(
        [3 + 2 / 3, 14, 8 + 1 / 3, 8 + 1 / 3, 8], abs=1e-12
    )


def test_closeness_of_the_kite():
    """Krackhardt (1990): Fernando and Garth are nearest to all, 0.643; Diane and Heather 0.600."""
    found = closeness_centrality(KITE, reach(KITE))
    assert [found[person] for person in "5637"] == pytest.approx([9 / 14, 9 / 14, 0.6, 0.6], abs=1e-12)


def test_betweenness_of_the_medici():
    """Padgett & Ansell (1993); Jackson (2008), Social and Economic Networks, section 1.2: 0.522, Strozzi 0.103."""
    found = betweenness(both_ways(nx.florentine_families_graph().edges))
    pairs = 14 * 13
    assert found["Medici"] / pairs == pytest.approx(0.522, abs=5e-4)
    assert found["Strozzi"] / pairs == pytest.approx(0.103, abs=5e-4)
    assert found["Guadagni"] / pairs == pytest.approx(0.255, abs=5e-4)


def test_structural_holes_of_borgattis_example():
    """Borgatti (1997), Structural holes: unpacking Burt's redundancy measures: G has 4.67 effective contacts."""
    edges = ["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"]
    graph = both_ways(edges)
    assert effective_size(graph)["G"] == pytest.approx(14 / 3, abs=1e-12)
    assert constraint(graph)["G"] == pytest.approx(0.400, abs=5e-4)
    assert constraint(graph)["A"] == pytest.approx(0.595, abs=5e-4)
    assert constraint(graph)["C"] == 1.0
