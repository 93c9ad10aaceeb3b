"""Brokerage: who stands on the paths that persuasion takes."""

import networkx as nx

from analytics.graphs.projection import InfluenceGraph


def brokerage(graph: InfluenceGraph) -> dict[str, float]:
    """Return each person's share of the most probable chains of persuasion.

    Betweenness on the lengths ``-ln w``: a shortest path is the chain of persuasion that is most likely to work. Chains
    share if their products agree to 12 significant digits, whatever the number of their steps.
    Normalised by ``(n - 1)(n - 2)``, so 1 means "every chain runs through this person".

    Returns
    -------
    dict
        Person id -> value in [0, 1]; empty for fewer than three people, where it has no meaning.

    References
    ----------
    Freeman (1977); Brandes (2001) for weighted paths.

    Examples
    --------
    >>> brokerage(InfluenceGraph.from_edges([("ada", "bo", 0.9), ("bo", "cy", 0.9)]))["bo"]
    0.5
    """
    if len(graph) < 3:
        return {}
    through = nx.betweenness_centrality(graph, weight="length", normalized=True)
    return {person: min(1.0, share) for person, share in through.items()}  # rounding may exceed 1 by a little
