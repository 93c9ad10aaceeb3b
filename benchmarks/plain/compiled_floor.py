"""The floor: bare calls of NetworKit and SciPy on ready graphs, for those measures of an account that have such a call.

No call exists for the leaky walk (its PageRank is another one of the same cost), expected reach, closeness, coverage,
beliefs, Krackhardt's dimensions, brokerage roles; those are not in it, nor is making the graphs.
"""

from collections.abc import Callable, Iterator
from functools import partial
from operator import matmul
from typing import Any

import numpy as np

from analytics.backend.networkit_library import one_threaded_networkit
from analytics.context import Context, NetworkContext
from analytics.graphs.people_graph import FloatArray, PeopleGraph

DRAWS = 200
TOLERANCE = 1e-12
OURS = (
    "influence",
    "chart_influence",
    "interval",
    "brokerage",
    "constraint",
    "effective_size",
    "communities",
    "articulation",
    "solid_reach",
)
OURS_OF_A_NETWORK = ("reach", "betweenness", "pagerank", "constraint", "effective_size")
"""Our metrics that the calls are beside."""


class Floor:
    """Everything that the calls are made on, ready before time is taken."""

    def __init__(self, context: Context, networks: list[NetworkContext]) -> None:
        self.networkit = one_threaded_networkit()
        graph = context.influence_graph
        self.lengths = self._graph(graph, graph.values("length"))
        self.walks = [self._turned(graph, graph.weight), self._turned(context.chart_graph, context.chart_graph.weight)]
        self.walks += list(self._draws(context))
        once = context.ties.source < context.ties.target
        self.ties = self._undirected(context.ties, once)
        self.shares = [_shares(context.ties)] + [_shares(network.ties) for network in networks]
        self.chart = self._graph(context.solid_lines, np.ones(len(context.solid_lines.source)))
        self.networks = [self._graph(each.arcs, each.arcs.weight) for each in networks]

    def run(self) -> None:
        """Make all calls."""
        for call in self.calls():
            call()

    def calls(self) -> Iterator[Callable[[], Any]]:
        """Yield the calls."""
        centrality, distance = self.networkit.centrality, self.networkit.distance
        yield centrality.Betweenness(self.lengths).run
        for walk in self.walks:
            yield centrality.PageRank(walk, 0.85, TOLERANCE).run
        yield self.networkit.community.PLM(self.ties).run
        yield self.networkit.components.BiconnectedComponents(self.ties).run
        yield distance.APSP(self.chart).run
        for network in self.networks:
            yield centrality.Betweenness(network).run
            yield centrality.PageRank(network, 0.85, TOLERANCE).run
            yield distance.APSP(network).run
        for share, relative in self.shares:
            yield partial(matmul, share, share)
            yield partial(matmul, share, relative)

    def _graph(self, graph: PeopleGraph, weight: FloatArray) -> Any:
        return self.networkit.GraphFromCoo(
            (weight, (graph.source, graph.target)), len(graph), weighted=True, directed=True
        )

    def _turned(self, graph: PeopleGraph, weight: FloatArray) -> Any:
        kept = weight > 0
        arcs = weight[kept], (graph.target[kept], graph.source[kept])
        return self.networkit.GraphFromCoo(arcs, len(graph), weighted=True, directed=True)

    def _draws(self, context: Context) -> Iterator[Any]:
        possible, chance = context.possible_graphs, np.random.default_rng(1)
        people = context.influence_graph.people
        exists = chance.random((DRAWS, len(possible.confidence))) < possible.confidence
        for weight in possible.weights(exists):
            yield self._turned(PeopleGraph(people, possible.source, possible.target, weight), weight)

    def _undirected(self, graph: PeopleGraph, once: Any) -> Any:
        arcs = graph.weight[once], (graph.source[once], graph.target[once])
        return self.networkit.GraphFromCoo(arcs, len(graph), weighted=True, directed=False)


def _shares(ties: PeopleGraph) -> tuple[Any, Any]:
    from scipy.sparse import csr_array

    size = len(ties)
    total = np.bincount(ties.source, weights=ties.weight, minlength=size)
    share = csr_array((ties.weight / np.maximum(total, 1e-300)[ties.source], (ties.source, ties.target)), (size, size))
    return share, csr_array((ties.weight, (ties.target, ties.source)), (size, size))


def ready(context: Context, networks: list[NetworkContext]) -> None:
    """Compute what our metrics are made from, so that theirs alone is measured, as of the calls."""
    for name in {each for metric in OURS for each in getattr(type(context), metric).inputs} - set(OURS):
        getattr(context, name)
    context.solid_lines  # noqa: B018
    for network in networks:
        network.arcs, network.weighted_arcs, network.ties  # noqa: B018


def ours(context: Context, networks: list[NetworkContext]) -> None:
    """Compute our metrics that the calls are beside."""
    for name in OURS:
        getattr(context, name)
    for network in networks:
        for name in OURS_OF_A_NETWORK:
            getattr(network, name)
