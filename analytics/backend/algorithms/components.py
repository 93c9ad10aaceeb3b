"""Components: the parts of a graph that no arc joins, and the single people who hold a part together."""

import numpy as np

from analytics.backend.networkit_library import finished, one_threaded_networkit
from analytics.graphs.people_graph import IntArray


def weak_components(size: int, source: IntArray, target: IntArray) -> list[list[int]]:
    """Return the positions in each part, whatever the direction of arcs; parts are in order of their first position.

    Examples
    --------
    >>> weak_components(4, np.array([3]), np.array([0]))
    [[0, 3], [1], [2]]
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    arcs = csr_array((np.ones(len(source)), (source, target)), shape=(size, size))
    found: list[list[int]] = [[] for _ in range(size)]
    for place, part in enumerate(connected_components(arcs, directed=False)[1].tolist()):
        found[part].append(place)
    return sorted(part for part in found if part)


def articulation(size: int, source: IntArray, target: IntArray) -> list[int]:
    """Return the positions without which a part falls into several; each tie is given in both directions.

    References
    ----------
    Hopcroft & Tarjan (1973): such a position is in more than one biconnected component.

    Examples
    --------
    >>> articulation(3, np.array([0, 1, 1, 2]), np.array([1, 0, 2, 1]))
    [1]
    """
    once = source < target
    if not once.any():
        return []
    networkit = one_threaded_networkit()
    ties = networkit.GraphFromCoo((np.ones(once.sum()), (source[once], target[once])), size)
    found = finished(networkit.components.BiconnectedComponents(ties))
    return [place for place in range(size) if len(found.getComponentsOfNode(place)) > 1]
