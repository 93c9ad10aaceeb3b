"""PageRank: who is pointed at by people who are pointed at themselves."""

import networkx as nx

from analytics.graphs.people_graph import PeopleGraph
from schemas.settings.analysis_settings import AnalysisSettings


def pagerank(arcs: PeopleGraph, settings: AnalysisSettings) -> dict[str, float]:
    """Return the PageRank of each person.

    From a person the walk follows one of their arcs, in proportion to weight, with probability 0.85
    (``pagerank_damping``). Otherwise, and always from a person without arcs, it restarts with any person, all equally
    likely.

    Returns
    -------
    dict
        Person id -> value in (0, 1]; they sum to 1; empty without people.

    References
    ----------
    Brin & Page (1998); Langville & Meyer (2005) on people without arcs.

    Examples
    --------
    >>> pagerank(PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "ada", 1.0)]), AnalysisSettings())
    {'ada': 0.5, 'bo': 0.5}
    """
    found: dict[str, float] = nx.pagerank(arcs, alpha=settings.pagerank_damping, weight="weight")
    return found
