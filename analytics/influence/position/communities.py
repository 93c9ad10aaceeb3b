"""Communities: circles of people who move each other more than they move others."""

import networkx as nx

from analytics.graphs.tie_graph import TieGraph
from schemas.settings.analysis_settings import AnalysisSettings


def communities(ties: TieGraph, settings: AnalysisSettings, seed: int) -> tuple[tuple[str, ...], ...]:
    """Return the circles that the Louvain method finds on ``w_uv + w_vu``.

    The method looks for the partition with the highest modularity, at resolution 1 (``community_resolution``). The seed
    decides the order in which it looks, so the same seed gives the same circles.

    Returns
    -------
    tuple of tuples
        Every person is in one circle; a person without ties is alone in theirs. The largest circle comes first, equally
        large ones in order of their first person; people are in order of id.

    References
    ----------
    Blondel, Guillaume, Lambiotte & Lefebvre (2008).

    Examples
    --------
    >>> pairs = TieGraph.of_pairs([("ada", "bo", 0.9), ("cy", "di", 0.9), ("bo", "cy", 0.1)])
    >>> communities(pairs, AnalysisSettings(), seed=1)
    (('ada', 'bo'), ('cy', 'di'))
    """
    resolution = settings.community_resolution
    found = nx.community.louvain_communities(ties, weight="weight", resolution=resolution, seed=seed)
    return tuple(sorted((tuple(sorted(circle)) for circle in found), key=lambda circle: (-len(circle), circle)))
