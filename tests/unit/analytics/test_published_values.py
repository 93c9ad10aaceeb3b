"""Published numbers, on graphs small enough to stand here; `tests/data` has the larger ones."""

from itertools import combinations

import networkx as nx
import pytest

from analytics.backend.algorithms.reach import reach
from analytics.graphs.people_graph import PeopleGraph
from analytics.graphs.tie_graph import TieGraph, ties
from analytics.influence.position.constraint import constraint
from analytics.influence.position.effective_size import effective_size
from analytics.network.betweenness import betweenness
from analytics.network.degrees import in_degree, out_degree
from analytics.network.distances import closeness_centrality
from analytics.network.pagerank import pagerank
from schemas.settings.analysis_settings import AnalysisSettings


def both_ways(edges) -> PeopleGraph:
    """Return an undirected graph as a relation holds it: two arcs for each edge."""
    named = [(str(one), str(other)) for one, other in edges]
    return PeopleGraph.from_edges([(a, b, 1.0) for one, other in named for a, b in [(one, other), (other, one)]])


KITE = both_ways(nx.krackhardt_kite_graph().edges)
"""Krackhardt (1990): Andre, Beverly, Carol, 3 Diane, Ed, 5 Fernando, 6 Garth, 7 Heather, 8 Ike, Jane."""


def test_pagerank_of_langville_and_meyers_six_pages():
    """Langville & Meyer (2005), A survey of eigenvector methods of web information retrieval: alpha 0.9; 2 dangles."""
    links = ["12", "13", "31", "32", "35", "45", "46", "54", "56", "64"]
    pages = PeopleGraph.from_edges([(link[0], link[1], 1.0) for link in links])
    found = pagerank(pages, AnalysisSettings(pagerank_damping=0.9))
    printed = [0.03721, 0.05396, 0.04151, 0.3751, 0.206, 0.2862]
    assert list(found.values()) == pytest.approx(printed, abs=5e-5)


def test_degrees_of_the_kite():
    """Krackhardt (1990): Diane has most contacts, 6, of which our arcs each way make 6 in and 6 out."""
    contacts = dict(zip("0123456789", [4, 4, 3, 6, 3, 5, 5, 3, 2, 1], strict=True))
    assert in_degree(KITE) == out_degree(KITE) == contacts


def test_betweenness_of_the_kite():
    """Krackhardt (1990): Heather 14, Fernando and Garth 8.33, Ike 8, Diane 3.67, Andre and Beverly .83 of 36 pairs."""
    sixths = [5, 5, 0, 22, 0, 50, 50, 84, 48, 0]
    assert [found / 2 for found in betweenness(KITE).values()] == pytest.approx([n / 6 for n in sixths], abs=1e-12)


def test_closeness_of_the_kite():
    """Krackhardt (1990): Fernando and Garth are nearest to all, .643, Diane and Heather .600; 9 by sum of distances."""
    distances = [17, 17, 18, 15, 18, 14, 14, 15, 21, 29]
    found = closeness_centrality(KITE, reach(KITE))
    assert list(found.values()) == pytest.approx([9 / total for total in distances], abs=1e-12)


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
    assert effective_size(ties(graph))["G"] == pytest.approx(14 / 3, abs=1e-12)
    assert constraint(ties(graph))["G"] == pytest.approx(0.400, abs=5e-4)
    assert constraint(ties(graph))["A"] == pytest.approx(0.595, abs=5e-4)
    assert constraint(ties(graph))["C"] == 1.0


def circle_of(contacts: int, *ties: tuple[int, int]) -> PeopleGraph:
    """Return ego, 0, with that many contacts, and the ties among them."""
    return both_ways([*((0, contact) for contact in range(1, contacts + 1)), *ties])


@pytest.mark.parametrize("contacts", [3, 5, 10])
def test_a_broker_a_partner_and_a_clique_by_burts_formula(contacts):
    """Burt (1992), chapter 2, by hand.

    Broker: n strangers. Clique: each contact is met directly and through n - 1 others. Partner: contact 1 knows the
    others, who know nobody else: half of theirs lead to the partner, 1 / n of the partner's to each of them.
    """
    n, among = contacts, range(1, contacts + 1)
    broker = circle_of(n)
    assert constraint(ties(broker))["0"] == pytest.approx(1 / n, abs=1e-12)
    assert effective_size(ties(broker))["0"] == pytest.approx(n, abs=1e-12)
    clique = circle_of(n, *combinations(among, 2))
    assert constraint(ties(clique))["0"] == pytest.approx(n * (1 / n + (n - 1) / n**2) ** 2, abs=1e-12)
    assert effective_size(ties(clique))["0"] == pytest.approx(1, abs=1e-12)
    partner = circle_of(n, *((1, other) for other in among[1:]))
    through, direct = 1 / n + (n - 1) / (2 * n), 1 / n + 1 / n**2
    assert constraint(ties(partner))["0"] == pytest.approx(through**2 + (n - 1) * direct**2, abs=1e-12)
    assert effective_size(ties(partner))["0"] == pytest.approx(n - 2 * (n - 1) / n, abs=1e-12)


def test_structural_holes_with_strong_and_weak_ties_by_burts_formula():
    """Burt (1992), chapter 2, by hand: ada's ties are 2/3 with bo, 1/3 with cy, who are tied a quarter as strongly."""
    graph = TieGraph.of_pairs([("ada", "bo", 1.0), ("ada", "cy", 0.5), ("bo", "cy", 0.25)])
    through_cy, through_bo = 1 / 3 * (0.25 / 0.75), 2 / 3 * (0.25 / 1.25)
    assert constraint(graph)["ada"] == pytest.approx((2 / 3 + through_cy) ** 2 + (1 / 3 + through_bo) ** 2, abs=1e-12)
    redundant = 1 / 3 * (0.25 / 1.0) + 2 / 3 * (0.25 / 0.5)
    assert effective_size(graph)["ada"] == pytest.approx(2 - redundant, abs=1e-12)
