"""Degrees: how many arcs each person has, and how far one person stands out."""

import numpy as np

from analytics.graphs.people_graph import PeopleGraph


def in_degree(arcs: PeopleGraph) -> dict[str, int]:
    """Return how many arcs end at each person."""
    return dict(zip(arcs.people, np.bincount(arcs.target, minlength=len(arcs)).tolist(), strict=True))


def out_degree(arcs: PeopleGraph) -> dict[str, int]:
    """Return how many arcs begin at each person."""
    return dict(zip(arcs.people, np.bincount(arcs.source, minlength=len(arcs)).tolist(), strict=True))


def centralization(degree: dict[str, int]) -> float | None:
    """Return how far one person stands out by in-degree or out-degree: ``sum(max - d_i) / (n - 1)^2``.

    Returns
    -------
    float or None
        From 0 (all alike) to 1 (a star); None for fewer than two people.

    References
    ----------
    Freeman (1979), for directed graphs without self-arcs.

    Examples
    --------
    >>> centralization({"ada": 2, "bo": 0, "cy": 0})
    1.0
    """
    if len(degree) < 2:
        return None
    highest = max(degree.values())
    return sum(highest - own for own in degree.values()) / (len(degree) - 1) ** 2
