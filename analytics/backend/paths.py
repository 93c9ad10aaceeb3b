"""Shortest paths between all pairs: their lengths, and who stands on them."""

from collections.abc import Iterator

import numpy as np

from analytics.people_graph import BoolArray, FloatArray, IntArray

BLOCK = 64
"""Sources taken together: enough to share the cost of a call, few enough to stay in the processor's cache."""


def distances(size: int, source: IntArray, target: IntArray, length: IntArray, origins: IntArray) -> FloatArray:
    """Return the length of the shortest path from each origin (row) to everyone (column).

    Lengths are positive whole numbers, so that their sums are exact in floating point; unreachable is infinite.

    References
    ----------
    Dijkstra (1959).

    Examples
    --------
    >>> arcs = np.array([0, 1]), np.array([1, 2]), np.array([5, 7])
    >>> distances(3, *arcs, origins=np.array([0, 2])).tolist()
    [[0.0, 5.0, 12.0], [inf, inf, 0.0]]
    """
    from scipy.sparse import csr_array  # a second to import: only where a distance is asked for
    from scipy.sparse.csgraph import dijkstra

    arcs = csr_array((length.astype(np.float64), (source, target)), shape=(size, size))
    found: FloatArray = dijkstra(arcs, indices=origins)
    return found


def betweenness(size: int, source: IntArray, target: IntArray, length: IntArray) -> FloatArray:
    """Return for each person the sum over ordered pairs of the share of shortest paths that run through them.

    Ends of a path are not on it. Not normalised. Sources are independent of each other, so neither their grouping nor
    the machine's number of cores changes a bit of the answer.

    References
    ----------
    Freeman (1977); Brandes (2001): dependencies are accumulated along the arcs that lie on shortest paths.

    Examples
    --------
    >>> betweenness(3, np.array([0, 1]), np.array([1, 2]), np.array([1, 1])).tolist()
    [0.0, 1.0, 0.0]
    """
    total = np.zeros(size)
    for first in range(0, size, BLOCK):
        origins = np.arange(first, min(first + BLOCK, size))
        shortest = distances(size, source, target, length, origins)
        for dependency in _dependencies(origins, shortest, source, target, length):
            total += dependency
    return total


def _dependencies(
    origins: IntArray, shortest: FloatArray, source: IntArray, target: IntArray, length: IntArray
) -> FloatArray:
    """Return how much the paths from each origin (row) depend on each person (column).

    A place is an origin together with a person: ``row * size + person``, so that all origins are walked at once.
    """
    rows, size = shortest.shape
    row, arc = np.nonzero(_tight(shortest, source, target, length))
    tail, head = row * size + source[arc], row * size + target[arc]
    starts = np.arange(rows) * size + origins
    paths = np.zeros(rows * size)
    paths[starts] = 1.0
    waves = list(_waves(starts, tail, head, rows * size))
    for wave in waves:
        np.add.at(paths, head[wave], paths[tail[wave]])
    dependency = np.zeros(rows * size)
    for wave in reversed(waves):
        share = paths[tail[wave]] / paths[head[wave]]
        np.add.at(dependency, tail[wave], share * (1.0 + dependency[head[wave]]))
    dependency[starts] = 0.0
    return dependency.reshape(rows, size)


def _tight(shortest: FloatArray, source: IntArray, target: IntArray, length: IntArray) -> BoolArray:
    """Return which arcs (column) lie on a shortest path from each origin (row)."""
    before = shortest[:, source]
    tight: BoolArray = (before + length == shortest[:, target]) & np.isfinite(before)
    return tight


def _waves(starts: IntArray, tail: IntArray, head: IntArray, places: int) -> Iterator[IntArray]:
    """Yield the arcs in groups, each after all arcs that lead to its tails; ``tail`` is in ascending order."""
    first = np.concatenate(([0], np.cumsum(np.bincount(tail, minlength=places))))
    waiting_for = np.bincount(head, minlength=places)
    ready = starts
    while ready.size:
        wave = _ranges(first[ready], first[ready + 1])
        yield wave
        reached = head[wave]
        np.subtract.at(waiting_for, reached, 1)
        ready = np.unique(reached[waiting_for[reached] == 0])


def _ranges(first: IntArray, beyond: IntArray) -> IntArray:
    """Return ``first[0], ..., beyond[0] - 1, first[1], ...``: several ranges in one array."""
    counts = beyond - first
    before = np.cumsum(counts) - counts
    return np.repeat(first - before, counts) + np.arange(counts.sum())
