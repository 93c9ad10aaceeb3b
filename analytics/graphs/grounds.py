"""Grounds: which records each arc of the influence graph rests on, and what part of it is due to each."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

from analytics.graphs.people_graph import FloatArray, IntArray
from analytics.graphs.projection import Contribution, InfluenceGraph

RecordKind = Literal["influence", "alliance", "reporting_line"]

KINDS: dict[str, RecordKind] = {"influence": "influence", "alliance": "alliance", "line": "reporting_line"}
"""How a contribution names the kind of its record, and how everybody else does."""


class Grounds(NamedTuple):
    """The records behind the arcs of the influence graph, in order of arc, then kind and id.

    ``arc`` is the arc that each acts on, ``weight`` the probability w_k that it adds there (above 0), ``share`` what
    part of the arc is due to it: ``w_k`` over the sum of them, for the parts to add up to the arc.
    """

    arc: IntArray
    kind: IntArray
    ids: list[str]
    weight: FloatArray
    share: FloatArray


def grounds(given: Iterable[Contribution], graph: InfluenceGraph) -> Grounds:
    """Return the records that the arcs of the influence graph rest on."""
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
