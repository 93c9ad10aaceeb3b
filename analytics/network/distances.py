"""Distances: in how many steps people reach each other."""

import numpy as np

from analytics.backend.reach import Reach
from analytics.graphs.people_graph import PeopleGraph


def average_distance(reach: Reach) -> float | None:
    """Return the mean distance over ordered pairs of which the first reaches the second, at least 1; None without any.

    Examples
    --------
    >>> from analytics.backend.reach import reach
    >>> average_distance(reach(PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "cy", 1.0)])))
    1.3333333333333333
    """
    pairs = int(reach.reaches.sum()) - len(reach.reaches)
    return float(reach.incoming.sum()) / pairs if pairs else None


def diameter(reach: Reach) -> int | None:
    """Return the longest distance over pairs of which the first reaches the second, at least 1; None without any."""
    return reach.longest or None


def closeness_centrality(arcs: PeopleGraph, reach: Reach) -> dict[str, float]:
    """Return how near a person is to those who reach them, ``r / (n - 1) * r / sum of their distances``.

    r is how many others reach the person. (Not to be confused with the closeness of a relationship.)

    Returns
    -------
    dict
        Person id -> value in [0, 1]: 1 when everyone has an arc to the person, 0 when nobody reaches them; empty for
        fewer than two people.

    References
    ----------
    Wasserman & Faust (1994), formula 5.22, on incoming distances.

    Examples
    --------
    >>> from analytics.backend.reach import reach
    >>> arcs = PeopleGraph.from_edges([("ada", "bo", 1.0)], people=["cy"])
    >>> closeness_centrality(arcs, reach(arcs))
    {'ada': 0.0, 'bo': 0.5, 'cy': 0.0}
    """
    if len(arcs) < 2:
        return {}
    reaching = reach.reaches.sum(axis=0) - 1.0
    return arcs.by_person(reaching * reaching / ((len(arcs) - 1) * np.maximum(reach.incoming, 1.0)))
