"""What a user would write instead: the influence answer by plain NetworkX calls and loops, of the same account.

No chain in scope. Randomness is the same where numbers have to be (existence of edges), else it is Python's own.
"""

import itertools
import math
import random
from collections import Counter
from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np

from analytics.seeds import seed
from benchmarks.plain.network import brokerage_roles, krackhardt
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

Measures = dict[str, Any]
"""Each measure by name: by person, or of the account."""

Record = tuple[float, list[tuple[str, str, float]]]
"""Confidence of a recorded edge, and whom it moves by whom, how strongly."""


def influence_by_loops(account: AccountGraph, settings: AnalysisSettings) -> Measures:
    """Return every number of the influence answer."""
    records = _records(account, settings)
    graph = _graph(account, records, settings)
    shares = shares_in(graph, settings)
    on_paper = _graph(account, [each for kind, each in records.items() if kind[0] == "line"], settings)
    chart = _graph_of_lines(account)
    departments = {place.person: place.department for place in account.memberships}
    circles = nx.community.louvain_communities(nx.Graph(_both(graph)), weight="weight", seed=seed(account))
    return {
        "influence": shares,
        "interval": _intervals(account, records, settings),
        "brokerage": _brokerage(graph),
        "constraint": nx.constraint(graph, weight="weight"),
        "effective_size": nx.effective_size(graph, nodes=list(graph), weight="weight"),
        "expected_reach": _reach(graph, settings),
        "informal_gap": _gaps(shares_in(on_paper, settings), shares),
        "authority": {name: len(nx.descendants(chart, name)) for name in chart},
        "brokerage_roles": brokerage_roles(_graph_of_influences(account), departments),
        "articulation": set(nx.articulation_points(graph.to_undirected(as_view=True))),
        "departments_agreement": _agreement(circles, departments),
        **krackhardt(chart),
    }


def influence_of(account: AccountGraph, settings: AnalysisSettings) -> dict[str, float]:
    """Return influence alone."""
    return shares_in(influence_graph(account, settings), settings)


def influence_graph(account: AccountGraph, settings: AnalysisSettings) -> nx.DiGraph:
    """Return who moves whom: arcs with their weight, and as length the negative logarithm of it."""
    return _graph(account, _records(account, settings), settings)


def _brokerage(graph: nx.DiGraph) -> dict[str, float]:
    """Return betweenness after Brandes; NetworkX's lets rounding decide between equally good chains."""
    found = dict.fromkeys(graph, 0.0)
    for origin in graph:
        far = nx.single_source_dijkstra_path_length(graph, origin, weight="length")
        onward = {
            one: [two for two in graph[one] if far[one] + graph[one][two]["length"] - far[two] < 1e-12] for one in far
        }
        paths, share = dict.fromkeys(far, 0.0) | {origin: 1.0}, dict.fromkeys(far, 0.0)
        for one in far:  # the nearest first
            for two in onward[one]:
                paths[two] += paths[one]
        for one in reversed(far):
            share[one] = sum(paths[one] / paths[two] * (1 + share[two]) for two in onward[one])
            found[one] += share[one] if one != origin else 0.0
    return {one: share / (len(graph) - 1) / (len(graph) - 2) for one, share in found.items()}


def _records(account: AccountGraph, settings: AnalysisSettings) -> dict[tuple[str, str], Record]:
    def known(value: float | None, missing: float) -> float:
        return missing if value is None else value

    found: dict[tuple[str, str], Record] = {}
    for edge in account.influences:
        strength, sure = known(edge.strength, settings.missing_strength), known(edge.confidence, 0.7)
        found["influence", edge.id] = (sure, [(edge.source, edge.target, strength)])
    for pair in account.alliances:
        strength, sure = known(pair.strength, settings.missing_strength), known(pair.confidence, 0.7)
        one, other = pair.people
        found["alliance", pair.id] = (
            sure,
            [(a, b, settings.alliance * strength) for a, b in ((one, other), (other, one))],
        )
    reports = Counter(line.manager for line in account.reporting_lines)
    for line in account.reporting_lines:
        down = (line.manager, line.person, settings.authority_solid)
        up = (line.person, line.manager, settings.voice / reports[line.manager])
        found["line", line.id] = (known(line.confidence, 0.7), [down, up])
    return {record: found[record] for record in sorted(found) if found[record][1][0][2] > 0}


def _graph(account: AccountGraph, records: Any, settings: AnalysisSettings, exists: Any = None) -> nx.DiGraph:
    """Return the influence graph, or that of one draw where it is given which records exist."""
    graph = nx.DiGraph()
    graph.add_nodes_from(person.id for person in account.people)
    misses: dict[tuple[str, str], float] = {}
    given = records.values() if isinstance(records, dict) else records
    for place, (sure, moves) in enumerate(given):
        if exists is None or exists[place]:
            for source, target, strength in moves:
                weight = strength * sure if exists is None else strength
                misses[source, target] = misses.get((source, target), 1.0) * (1 - weight)
    for (source, target), miss in misses.items():
        if miss < 1:
            weight = min(1 - miss, settings.probability_cap)
            graph.add_edge(source, target, weight=weight, length=-math.log(weight))
    return graph


def shares_in(graph: nx.DiGraph, settings: AnalysisSettings) -> dict[str, float]:
    """Return influence by power iteration on a sparse matrix, as `nx.pagerank` does it."""
    people = sorted(graph)
    weights = nx.to_scipy_sparse_array(graph, nodelist=people, weight="weight", dtype=float)
    moved = np.asarray(weights.sum(axis=0)).ravel()
    moves = weights * (settings.damping / np.maximum(1, moved))
    restart = 1 - np.asarray(moves.sum(axis=0)).ravel()
    shares = np.full(len(people), 1 / len(people))
    for _ in range(1000):
        following = moves @ shares + (restart @ shares) / len(people)
        if np.abs(following - shares).sum() < 1e-13:
            break
        shares = following
    return dict(zip(people, following.tolist(), strict=True))


def _intervals(account: AccountGraph, records: Any, settings: AnalysisSettings) -> dict[str, tuple[float, float]]:
    chance = np.random.default_rng([seed(account), *b"interval"])
    confidence = [sure for sure, _ in records.values()]
    drawn = []
    for _ in range(settings.interval_draws):
        exists = chance.random(len(confidence)) < confidence
        drawn.append(shares_in(_graph(account, records, settings, exists), settings))
    return {name: tuple(np.percentile([each[name] for each in drawn], [5, 95])) for name in drawn[0]}


def _reach(graph: nx.DiGraph, settings: AnalysisSettings) -> dict[str, tuple[float, float]]:
    """Return expected reach and its standard error: counted out, or by one reverse-reachable set after the other."""
    chance, people, hits = random.Random(1), sorted(graph), Counter[str]()
    incoming = {name: [(a, data["weight"]) for a, _, data in graph.in_edges(name, data=True)] for name in people}
    for _ in range(settings.reach_samples):
        asked = chance.choice(people)
        seen, waiting = {asked}, [asked]
        while waiting:
            for source, weight in incoming[waiting.pop()]:
                if source not in seen and chance.random() < weight:
                    seen.add(source)
                    waiting.append(source)
        hits.update(seen - {asked})
    found = {}
    for name in people:
        share, size = hits[name] / settings.reach_samples, len(people)
        found[name] = size * share, size * math.sqrt(share * (1 - share) / settings.reach_samples)
        reachable = nx.descendants(graph, name) | {name}
        uncertain = [edge for edge in graph.edges(reachable, data="weight") if edge[1] != name]
        if len(uncertain) <= 12:
            found[name] = _counted_out(uncertain, name), 0.0
    return found


def _counted_out(edges: list[tuple[str, str, float]], start: str) -> float:
    total = 0.0
    for alive in itertools.product([False, True], repeat=len(edges)):
        live = [edge[:2] for edge, there in zip(edges, alive, strict=True) if there]
        reached = {start}
        while more := {b for a, b in live if a in reached} - reached:
            reached |= more
        chance = math.prod(edge[2] if there else 1 - edge[2] for edge, there in zip(edges, alive, strict=True))
        total += chance * (len(reached) - 1)
    return total


def _gaps(on_paper: dict[str, float], in_fact: dict[str, float]) -> dict[str, float]:
    one, other = ranks(on_paper), ranks(in_fact)
    return {name: one[name] - other[name] for name in one}


def ranks(values: Mapping[str, float]) -> dict[str, float]:
    """Return the rank of each by value, 0 for the largest; equal ones share the mean of theirs."""
    rounded = {name: round(value, 12) for name, value in values.items()}
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(rounded.values(), reverse=True)):
        places.setdefault(value, []).append(place)
    return {name: sum(places[value]) / len(places[value]) for name, value in rounded.items()}


def _both(graph: nx.DiGraph) -> dict[str, dict[str, dict[str, float]]]:
    ties: dict[str, dict[str, dict[str, float]]] = {name: {} for name in sorted(graph)}
    for one, other, weight in graph.edges(data="weight"):
        back = graph.get_edge_data(other, one, {"weight": 0.0})["weight"]
        ties[one][other] = ties[other][one] = {"weight": weight + back}
    return ties


def _graph_of_influences(account: AccountGraph) -> nx.DiGraph:
    arcs = nx.DiGraph()
    arcs.add_nodes_from(person.id for person in account.people)
    arcs.add_edges_from((edge.source, edge.target) for edge in account.influences)
    return arcs


def _graph_of_lines(account: AccountGraph) -> nx.DiGraph:
    chart = nx.DiGraph()
    chart.add_nodes_from(person.id for person in account.people)
    chart.add_edges_from((line.manager, line.person) for line in account.reporting_lines)
    return chart


def _agreement(circles: list[set[str]], departments: dict[str, str]) -> float:
    placed = [(place, departments[name]) for place, circle in enumerate(circles) for name in circle]
    size = len(placed)
    one, other, both = Counter(a for a, _ in placed), Counter(b for _, b in placed), Counter(placed)
    shared = sum(n / size * math.log(size * n / (one[a] * other[b])) for (a, b), n in both.items())
    chance = 0.0
    for a, b in itertools.product(one.values(), other.values()):
        for n in range(max(1, a + b - size), min(a, b) + 1):
            ways = math.comb(a, n) * math.comb(size - a, b - n) / math.comb(size, b)
            chance += n / size * math.log(size * n / (a * b)) * ways
    entropy = sum(-n / size * math.log(n / size) for n in (*one.values(), *other.values()))
    return (shared - chance) / (entropy / 2 - chance)
