"""Shortest paths between all pairs: how long they are, and who stands on them."""

import numpy as np

from analytics.backend.networkit_library import finished, one_threaded_networkit
from analytics.graphs.people_graph import FloatArray, IntArray

BLOCK = 64
"""Origins computed together: enough to share the cost of a call, few enough to stay in the processor's cache."""


def distances(
    size: int, source: IntArray, target: IntArray, length: IntArray | FloatArray, origins: IntArray
) -> FloatArray:
    """Return the length of the shortest path from each origin (row) to everybody (column); infinite if there is none.

    Where lengths are whole numbers, their sums are exact in floating point.

    References
    ----------
    Dijkstra (1959).

    Examples
    --------
    >>> arcs = np.array([0, 1]), np.array([1, 2]), np.array([5, 7])
    >>> distances(3, *arcs, origins=np.array([0, 2])).tolist()
    [[0.0, 5.0, 12.0], [inf, inf, 0.0]]
    """
    from scipy.sparse import csr_array  # takes a second to import, so only when a distance is needed
    from scipy.sparse.csgraph import dijkstra

    arcs = csr_array((length.astype(np.float64), (source, target)), shape=(size, size))
    found: FloatArray = dijkstra(arcs, indices=origins)
    return found


def betweenness(size: int, source: IntArray, target: IntArray, length: FloatArray) -> FloatArray:
    """Return the share of shortest paths that run through each position, summed over all ordered pairs.

    The ends of a path do not count. It runs on one thread, so that the same arcs give the same bits.

    References
    ----------
    Freeman (1977); Brandes (2001).

    Examples
    --------
    >>> betweenness(3, np.array([0, 1]), np.array([1, 2]), np.array([1.0, 1.0])).tolist()
    [0.0, 1.0, 0.0]
    """
    if not len(source):
        return np.zeros(size)
    networkit = one_threaded_networkit()
    arcs = networkit.GraphFromCoo((length, (source, target)), size, weighted=True, directed=True)
    return np.array(finished(networkit.centrality.Betweenness(arcs)).scores(), dtype=np.float64)
