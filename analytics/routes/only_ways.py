"""The best paths where nothing comes near them: most people have one, and it needs no search."""

from collections.abc import Iterator, Sequence

import numpy as np

from analytics.graphs.people_graph import BoolArray, FloatArray, IntArray
from analytics.routes.access_graph import AccessGraph
from analytics.routes.paths import NEARLY, Path

CLEAR = 4 * NEARLY
"""A path that is longer by more than this is longer than the best one, however their lengths are added up."""

LOOKED_AT = 1_000_000
"""How many arcs are looked at side by side, one for each target: for memory."""


def only_ways(graph: AccessGraph, targets: Sequence[int], ahead: Sequence[FloatArray]) -> Iterator[Path | None]:
    """Yield for each target the best path from any of us; None where there is none, or others are as good.

    Parameters
    ----------
    ahead : sequence of array of float
        Length of the best path from each node to each target (`distances`).

    Examples
    --------
    >>> graph = AccessGraph.of({("kim", "ada"): 0.8, ("lea", "cy"): 0.5, ("kim", "cy"): 0.5}, {}, usable=0.25)
    >>> targets = [2, 3]
    >>> list(only_ways(graph, targets, graph.ahead(targets)))
    [Path(nodes=(0, 2), strengths=(0.8,)), None]
    """
    at_once = max(1, LOOKED_AT // max(1, len(graph.arcs.source)))
    for begin in range(0, len(targets), at_once):
        block = targets[begin : begin + at_once]
        yield from _of_block(graph, block, np.array(ahead[begin : begin + at_once], dtype=np.float64))


def _of_block(graph: AccessGraph, targets: Sequence[int], ahead: FloatArray) -> Iterator[Path | None]:
    ours = np.array(graph.members, dtype=np.int64)
    nearest = ahead[:, ours].min(axis=1, initial=np.inf)
    are_first = ahead[:, ours] <= nearest[:, None] + CLEAR
    is_only = np.isfinite(nearest) & (are_first.sum(axis=1) == 1)
    following = _following(graph, ahead)
    for row, target in enumerate(targets):
        entry = int(ours[are_first[row].argmax()]) if is_only[row] else None
        yield None if entry is None else _followed(graph, following[row], entry, target)


def _following(graph: AccessGraph, ahead: FloatArray) -> IntArray:
    """Return the arc by which the best path goes on from each node to each target; -1 where that is not one arc."""
    arcs = graph.arcs
    with np.errstate(invalid="ignore"):  # infinite minus infinite: neither end of the arc leads there
        is_best: BoolArray = arcs.length + ahead[:, arcs.target] - ahead[:, arcs.source] <= CLEAR
    row, arc = np.nonzero(is_best)
    place = row * len(graph.nodes) + arcs.source[arc]
    found = np.full(ahead.size, -1)
    found[place] = arc
    found[np.bincount(place, minlength=ahead.size) != 1] = -1
    return found.reshape(ahead.shape)


def _followed(graph: AccessGraph, following: IntArray, entry: int, target: int) -> Path | None:
    nodes, strengths = [entry], []
    while nodes[-1] != target:
        arc = following[nodes[-1]]
        if arc < 0:
            return None
        nodes.append(int(graph.arcs.target[arc]))
        strengths.append(float(graph.arcs.strength[arc]))
    return Path(tuple(nodes), tuple(strengths))
