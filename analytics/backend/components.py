"""Components: parts of a graph that no arc joins to another, and who alone holds a part together."""

import numpy as np

from analytics.backend.networkit_library import finished, one_threaded_networkit
from analytics.graphs.people_graph import IntArray


def weak_components(size: int, source: IntArray, target: IntArray) -> list[list[int]]:
    """Return the places of each part, whatever the direction of arcs; parts in order of their first place.

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
    """Return the places without which a part falls into several, given ties both ways.

    References
    ----------
    Hopcroft & Tarjan (1973): they are in more than one biconnected component.

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
