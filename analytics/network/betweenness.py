"""Betweenness: how many shortest paths run through a person."""

import networkx as nx

from analytics.graphs.people_graph import PeopleGraph


def betweenness(arcs: PeopleGraph) -> dict[str, float]:
    """Return the share of shortest paths that run through each person, summed over all ordered pairs of others.

    Each arc is one step. The sum is not normalised.

    Returns
    -------
    dict
        Person id -> value in [0, (n - 1)(n - 2)].

    References
    ----------
    Freeman (1977); Brandes (2001). UCINET and sna give the same on directed data.

    Examples
    --------
    >>> betweenness(PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "cy", 1.0)]))
    {'ada': 0.0, 'bo': 1.0, 'cy': 0.0}
    """
    found: dict[str, float] = nx.betweenness_centrality(arcs, normalized=False)
    return found
