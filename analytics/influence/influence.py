"""Influence: with whom the attention of an organisation ends up."""

from analytics.backend.algorithms.walk import stationary
from analytics.graphs.people_graph import FloatArray
from analytics.graphs.projection import InfluenceGraph


def influence(graph: InfluenceGraph, attention: FloatArray) -> dict[str, float]:
    """Return each person's share of everybody's attention.

    Attention that rests on v moves on to each u who moves v, with probability ``d w_uv / max(1, sum_u w_uv)``, and
    otherwise starts anew with anybody; d is 0.85 (``damping``). Strength counts: weak influences are not scaled up, and
    more attention starts anew instead. A person's influence is the share of time that attention spends with them.

    Parameters
    ----------
    attention : array of float
        Probability that attention moves on along each arc.

    Returns
    -------
    dict
        Person id -> value in (0, 1]; they sum to 1 within 1e-12. One person alone has 1; empty without people.

    References
    ----------
    Brin & Page (1998), without the normalisation of weak links.

    Examples
    --------
    Bo is moved by Ada with probability 0.5: of every visit to Bo, 0.85 * 0.5 moves on to Ada.

    >>> import numpy as np
    >>> shares = influence(InfluenceGraph.from_edges([("ada", "bo", 0.5)]), np.array([0.425]))
    >>> round(shares["ada"], 12) == round(1.425 / 2.425, 12)
    True
    """
    return graph.by_person(stationary(len(graph), graph.target, graph.source, attention))
