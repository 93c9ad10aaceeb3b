"""Communities: circles whose people move each other more than they move others."""

from typing import Any

from analytics.people_graph import PeopleGraph
from schemas.settings import AnalysisSettings


def communities(
    graph: PeopleGraph, undirected: Any, settings: AnalysisSettings, seed: int
) -> tuple[tuple[str, ...], ...]:
    """Return the circles that the Louvain method finds on ``w_uv + w_vu``.

    It looks for the partition of highest modularity, at resolution 1 (``community_resolution``); the order in which it
    looks is drawn from the seed, and the same seed gives the same circles.

    Parameters
    ----------
    undirected : networkx.Graph
        The same graph without directions.

    Returns
    -------
    tuple of tuples
        Every person is in one circle, somebody without ties alone in theirs. The largest first, equally large ones
        by their first person; people in order of id.

    References
    ----------
    Blondel, Guillaume, Lambiotte & Lefebvre (2008).

    Examples
    --------
    >>> from analytics.backend.undirected import undirected
    >>> pairs = PeopleGraph.from_edges([("ada", "bo", 0.9), ("cy", "di", 0.9), ("bo", "cy", 0.1)])
    >>> communities(pairs, undirected(pairs), AnalysisSettings(), seed=1)
    (('ada', 'bo'), ('cy', 'di'))
    """
    import networkx as nx

    resolution = settings.community_resolution
    found = nx.community.louvain_communities(undirected, weight="weight", resolution=resolution, seed=seed)
    circles = (tuple(graph.people[person] for person in sorted(circle)) for circle in found)
    return tuple(sorted(circles, key=lambda circle: (-len(circle), circle)))
