"""Brokerage: who stands on the roads that persuasion takes."""

import numpy as np

from analytics.backend.paths import betweenness
from analytics.projection import InfluenceGraph


def brokerage(graph: InfluenceGraph) -> dict[str, float]:
    """Return each person's share of the most probable chains of persuasion.

    Betweenness on the lengths ``-ln w``: a shortest path is the chain of persuasion most likely to work. Normalised
    by ``(n - 1)(n - 2)``, so 1 means "every chain runs through this person".

    Returns
    -------
    dict
        Person id -> value in [0, 1]; empty for fewer than three people, where the question has no meaning.

    References
    ----------
    Freeman (1977); Brandes (2001) for weighted paths.

    Examples
    --------
    >>> brokerage(InfluenceGraph.from_edges([("ada", "bo", 0.9), ("bo", "cy", 0.9)]))["bo"]
    0.5
    """
    others = len(graph) - 1
    if others < 2:
        return {}
    through = betweenness(len(graph), graph.source, graph.target, graph.lengths())
    return graph.by_person(np.minimum(1.0, through / (others * (others - 1))))
