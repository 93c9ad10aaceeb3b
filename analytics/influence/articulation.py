"""Articulation: without whom the organisation falls apart."""

import networkx as nx

from analytics.graphs.tie_graph import TieGraph


def articulation(ties: TieGraph) -> tuple[str, ...]:
    """Return the people whose leaving would part others who hang together now, whatever the direction of arcs.

    Returns
    -------
    tuple
        In order of id; empty where everyone can be gone around, as in a circle, or nobody has two contacts.

    References
    ----------
    Hopcroft & Tarjan (1973).

    Examples
    --------
    >>> articulation(TieGraph.of_pairs([("ada", "bo", 0.5), ("cy", "bo", 0.5)]))
    ('bo',)
    """
    return tuple(sorted(nx.articulation_points(ties)))
