"""Reach: who reaches whom, and in how many steps."""

from typing import NamedTuple

import numpy as np

from analytics.backend.algorithms.paths import BLOCK, distances
from analytics.graphs.people_graph import BoolArray, FloatArray, PeopleGraph


class Reach(NamedTuple):
    """A summary of all shortest paths, where each arc is one step.

    Attributes
    ----------
    reaches : array of bool
        Whether the person of the row reaches the person of the column; everybody reaches themselves.
    incoming : array of float
        Sum of the distances from everybody who reaches a person, by person.
    longest : int
        The longest distance; 0 if nobody reaches anybody else.
    """

    reaches: BoolArray
    incoming: FloatArray
    longest: int


def reach(arcs: PeopleGraph) -> Reach:
    """Return who reaches whom along the arcs, and how far it is.

    Examples
    --------
    >>> reach(PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "cy", 1.0)])).incoming.tolist()
    [0.0, 1.0, 3.0]
    """
    size = len(arcs)
    reaches, incoming, longest = np.zeros((size, size), dtype=np.bool), np.zeros(size), 0
    steps = np.ones(len(arcs.source), dtype=np.int64)
    for first in range(0, size, BLOCK):
        origins = np.arange(first, min(first + BLOCK, size))
        lengths = distances(size, arcs.source, arcs.target, steps, origins)
        reaches[origins] = np.isfinite(lengths)
        lengths[~reaches[origins]] = 0.0
        incoming += lengths.sum(axis=0)
        longest = max(longest, int(lengths.max()))
    return Reach(reaches, incoming, longest)
