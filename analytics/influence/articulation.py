"""Articulation: without whom the organisation falls apart."""

from typing import Any

from analytics.people_graph import PeopleGraph


def articulation(graph: PeopleGraph, undirected: Any) -> tuple[str, ...]:
    """Return the people whose leaving would part others who hang together now, whatever the direction of arcs.

    Parameters
    ----------
    undirected : networkx.Graph
        The same graph without directions.

    Returns
    -------
    tuple
        In order of id; empty where everyone can be gone around, as in a circle, or nobody has two contacts.

    References
    ----------
    Hopcroft & Tarjan (1973).

    Examples
    --------
    >>> from analytics.backend.undirected import undirected
    >>> chain = PeopleGraph.from_edges([("ada", "bo", 0.5), ("cy", "bo", 0.5)])
    >>> articulation(chain, undirected(chain))
    ('bo',)
    """
    import networkx as nx

    return tuple(graph.people[person] for person in sorted(nx.articulation_points(undirected)))
