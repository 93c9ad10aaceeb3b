"""Components: the parts of influence, by kind of record."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from analytics.graphs.grounds import KINDS, Grounds
from analytics.graphs.people_graph import FloatArray
from analytics.graphs.projection import InfluenceGraph


class Components(NamedTuple):
    """The five parts of one person's influence; they add up to it."""

    restart: float
    influences: float
    alliances: float
    reporting_lines: float
    assumed_lines: float


def components(
    graph: InfluenceGraph,
    attention: FloatArray,
    grounds: Grounds,
    influence: Mapping[str, float],
    restart: FloatArray | None = None,
) -> dict[str, Components]:
    """Return the parts of each person's influence: what starts with them, and what the people they move pass on.

    ``influence_u = restart_u * sum_v influence_v (1 - sum_u q_uv) + sum_v q_uv * influence_v``, where q_uv is the
    probability that attention moves on from v to u. What moves along an arc is divided among the records behind it, in
    proportion to the probability w_k that each contributes.

    Parameters
    ----------
    attention : array of float
        q of each arc.
    influence : mapping
        Influence of each person, in the order of the graph; or empty.
    restart : array of float, optional
        Probability that attention starts with each person; by default all are equally likely.

    Returns
    -------
    dict
        Person id -> five parts, which sum to the person's influence within 1e-12. Empty if influence is empty.

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> behind = Grounds(np.array([0]), np.array([1]), ["a1"], np.array([0.5]), np.array([1.0]))
    >>> graph = InfluenceGraph.from_edges([("ada", "bo", 0.5)])
    >>> components(graph, np.array([0.5]), behind, {"ada": 0.6, "bo": 0.4})
    {'ada': Components(restart=0.4, influences=0.0, alliances=0.2, reporting_lines=0.0, assumed_lines=0.0),
     'bo': Components(restart=0.4, influences=0.0, alliances=0.0, reporting_lines=0.0, assumed_lines=0.0)}
    """
    if not influence:
        return {}
    held = np.array(list(influence.values()), dtype=np.float64)
    passed_on = attention * held[graph.target]
    anew = max(0.0, float(held.sum() - passed_on.sum()))
    starts = np.full(len(graph), anew / max(1, len(graph))) if restart is None else anew * restart
    place = graph.source[grounds.arc] * len(KINDS) + grounds.kind
    parts = np.bincount(place, weights=passed_on[grounds.arc] * grounds.share, minlength=len(graph) * len(KINDS))
    rows = np.column_stack((starts, parts.reshape(-1, len(KINDS)))).tolist()
    return {person: Components(*row) for person, row in zip(graph.people, rows, strict=True)}
