"""Ties: a graph without directions, for measures of who is tied to whom rather than who moves whom."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analytics.graphs.people_graph import FloatArray, PeopleGraph


@dataclass(frozen=True, slots=True, eq=False)
class TieGraph(PeopleGraph):
    """People and their ties; each tie is an arc in both directions, of the same weight.

    NetworkX functions accept it like a ``networkx.Graph``.
    """

    @classmethod
    def of_pairs(cls, pairs: Iterable[tuple[str, str, float]], people: Iterable[str] = ()) -> "TieGraph":
        """Return the ties of (one, other, weight) triples, relative to the heaviest; further people may have no tie."""
        return ties(PeopleGraph.from_edges(pairs, people))

    def is_directed(self) -> bool:
        """Return False: a tie has no direction."""
        return False


def ties(graph: PeopleGraph) -> TieGraph:
    """Return a graph without its directions: a tie wherever there is an arc in either direction.

    A tie weighs ``w_uv + w_vu``, divided by the largest of these sums. Dividing changes no measure of ties, and keeps
    squares of very small weights from becoming zero.

    Examples
    --------
    >>> found = ties(PeopleGraph.from_edges([("ada", "bo", 0.5), ("bo", "ada", 0.25), ("bo", "cy", 0.25)]))
    >>> found.source.tolist(), found.target.tolist(), found.weight.round(3).tolist()
    ([0, 1, 1, 2], [1, 0, 2, 1], [1.0, 1.0, 0.333, 0.333])
    """
    if not len(graph.source):
        return TieGraph(graph.people, graph.source, graph.target, graph.weight)
    size = len(graph)
    both = np.concatenate((graph.source * size + graph.target, graph.target * size + graph.source))
    pairs, place = np.unique(both, return_inverse=True)
    weight: FloatArray = np.bincount(place, weights=np.tile(graph.weight / graph.weight.max(), 2)).astype(np.float64)
    return TieGraph(graph.people, pairs // size, pairs % size, weight / weight.max())
