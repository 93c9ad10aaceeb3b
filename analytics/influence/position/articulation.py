"""Articulation: the people without whom the organisation would fall apart."""

import networkx as nx

from analytics.graphs.tie_graph import TieGraph


def articulation(ties: TieGraph) -> tuple[str, ...]:
    """Return the people who connect others that would be disconnected without them, whatever the direction of arcs.

    Returns
    -------
    tuple
        In order of id; empty where every connection has a way around each person, as in a circle, or nobody has two
        contacts.

    References
    ----------
    Hopcroft & Tarjan (1973).

    Examples
    --------
    >>> articulation(TieGraph.of_pairs([("ada", "bo", 0.5), ("cy", "bo", 0.5)]))
    ('bo',)
    """
    return tuple(sorted(nx.articulation_points(ties)))
