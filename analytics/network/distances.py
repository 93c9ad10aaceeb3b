"""Distances: how many steps it takes people to reach each other."""

import numpy as np

from analytics.backend.algorithms.reach import Reach
from analytics.graphs.people_graph import PeopleGraph


def average_distance(reach: Reach) -> float | None:
    """Return the mean distance, in steps, over ordered pairs in which the first reaches the second; None without any.

    At least 1.

    Examples
    --------
    >>> from analytics.backend.algorithms.reach import reach
    >>> average_distance(reach(PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "cy", 1.0)])))
    1.3333333333333333
    """
    pairs = int(reach.reaches.sum()) - len(reach.reaches)
    return float(reach.incoming.sum()) / pairs if pairs else None


def diameter(reach: Reach) -> int | None:
    """Return the longest distance, in steps, over pairs in which the first reaches the second; None without any.

    At least 1.
    """
    return reach.longest or None


def closeness_centrality(arcs: PeopleGraph, reach: Reach) -> dict[str, float]:
    """Return how near each person is to the people who reach them: ``r / (n - 1) * r / sum of their distances``.

    r is the number of others who reach the person. This has nothing to do with the closeness of a relationship.

    Returns
    -------
    dict
        Person id -> value in [0, 1]: 1 if everybody has an arc to the person, 0 if nobody reaches them; empty for fewer
        than two people.

    References
    ----------
    Wasserman & Faust (1994), formula 5.22, on incoming distances.

    Examples
    --------
    >>> from analytics.backend.algorithms.reach import reach
    >>> arcs = PeopleGraph.from_edges([("ada", "bo", 1.0)], people=["cy"])
    >>> closeness_centrality(arcs, reach(arcs))
    {'ada': 0.0, 'bo': 0.5, 'cy': 0.0}
    """
    if len(arcs) < 2:
        return {}
    reaching = reach.reaches.sum(axis=0) - 1.0
    return arcs.by_person(reaching * reaching / ((len(arcs) - 1) * np.maximum(reach.incoming, 1.0)))
