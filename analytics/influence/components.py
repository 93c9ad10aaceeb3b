"""Components: what influence is made of, by kind of record."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from analytics.graphs.grounds import KINDS, Grounds
from analytics.graphs.people_graph import FloatArray
from analytics.graphs.projection import InfluenceGraph


class Components(NamedTuple):
    """What one influence is made of; these four add up to it."""

    restart: float
    influences: float
    alliances: float
    reporting_lines: float


def components(
    graph: InfluenceGraph,
    attention: FloatArray,
    grounds: Grounds,
    influence: Mapping[str, float],
    restart: FloatArray | None = None,
) -> dict[str, Components]:
    """Return what each influence is made of: what starts with the person, and what those they move hand on.

    ``influence_u = restart_u * sum_v influence_v (1 - sum_u q_uv) + sum_v q_uv * influence_v``, where q_uv is how
    probably attention goes on from v to u. What is handed on along an arc is shared among its records in proportion
    to the probability that each adds.

    Parameters
    ----------
    attention : array of float
        q of each arc.
    influence : mapping
        By person, in the order of the graph; or empty.
    restart : array of float, optional
        With what probability attention starts at each person; without it, anywhere alike.

    Returns
    -------
    dict
        Person id -> four parts, which sum to their influence, within 1e-12. Empty where influence is.

    Examples
    --------
    >>> behind = Grounds(np.array([0]), np.array([1]), ["a1"], np.array([0.5]), np.array([1.0]))
    >>> graph = InfluenceGraph.from_edges([("ada", "bo", 0.5)])
    >>> components(graph, np.array([0.5]), behind, {"ada": 0.6, "bo": 0.4})
    {'ada': Components(restart=0.4, influences=0.0, alliances=0.2, reporting_lines=0.0),
     'bo': Components(restart=0.4, influences=0.0, alliances=0.0, reporting_lines=0.0)}
    """
    if not influence:
        return {}
    held = np.array(list(influence.values()), dtype=np.float64)
    handed_on = attention * held[graph.target]
    anew = max(0.0, float(held.sum() - handed_on.sum()))
    starts = np.full(len(graph), anew / max(1, len(graph))) if restart is None else anew * restart
    acting = graph.source[grounds.arc] * len(KINDS) + grounds.kind
    parts = np.bincount(acting, weights=handed_on[grounds.arc] * grounds.share, minlength=len(graph) * len(KINDS))
    rows = np.column_stack((starts, parts.reshape(-1, len(KINDS)))).tolist()
    return {person: Components(*row) for person, row in zip(graph.people, rows, strict=True)}
