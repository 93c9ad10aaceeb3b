"""Grounds: the records that each arc of the influence graph rests on, and how much of the arc is due to each."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

from analytics.graphs.contribution import Contribution
from analytics.graphs.people_graph import FloatArray, IntArray
from analytics.graphs.projection import InfluenceGraph

RecordKind = Literal["influence", "alliance", "reporting_line", "assumed_line"]

KINDS: dict[str, RecordKind] = {
    "influence": "influence",
    "alliance": "alliance",
    "line": "reporting_line",
    "assumed": "assumed_line",
}
"""Kind of a record as a contribution names it -> as the rest of the service names it."""


class Grounds(NamedTuple):
    """The records and assumed lines behind the arcs of the influence graph, in order of arc, then kind and id.

    ``arc`` is the arc that a record acts on, ``weight`` the probability w_k (above 0) that it contributes there, and
    ``share`` the part of the arc that is due to it: w_k divided by the sum of all w_k of that arc.
    """

    arc: IntArray
    kind: IntArray
    ids: list[str]
    weight: FloatArray
    share: FloatArray


def grounds(given: Iterable[Contribution], graph: InfluenceGraph) -> Grounds:
    """Return the records behind each arc, with the part of the arc that is due to each: ``w_k / sum_k w_k``."""
    place = {person: index for index, person in enumerate(graph.people)}
    pairs = zip(graph.source.tolist(), graph.target.tolist(), strict=True)
    arcs = {pair: index for index, pair in enumerate(pairs)}
    kinds = list(KINDS)
    rows = sorted(
        (arcs[place[each.source], place[each.target]], kinds.index(each.edge[0]), each.edge[1], weight)
        for each in given
        if (weight := each.strength * each.confidence) > 0
    )
    arc = np.array([row[0] for row in rows], dtype=np.int64)
    weights = np.array([row[3] for row in rows], dtype=np.float64)
    together = np.bincount(arc, weights=weights, minlength=len(arcs))
    return Grounds(
        arc=arc,
        kind=np.array([row[1] for row in rows], dtype=np.int64),
        ids=[row[2] for row in rows],
        weight=weights,
        share=weights / together[arc],
    )
