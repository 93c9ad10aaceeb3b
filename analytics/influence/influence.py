"""Influence: where the attention of an organisation ends up."""

import numpy as np

from analytics.backend.walk import stationary
from analytics.projection import InfluenceGraph
from schemas.settings import AnalysisSettings


def influence(graph: InfluenceGraph, settings: AnalysisSettings) -> dict[str, float]:
    """Return each person's share of the attention of all.

    Attention that is with v goes to each u who moves v with probability ``d w_uv / max(1, sum_u w_uv)``, and
    otherwise starts anew with anyone. Strength counts: weak influences leak to the restart, they are not scaled up.
    The influence of a person is the share of time that attention spends with them.

    Returns
    -------
    dict
        Person id -> value in (0, 1]; sums to 1, within 1e-12. One person alone has 1; empty without people.

    References
    ----------
    Brin & Page (1998), without the normalisation of weak links.

    Examples
    --------
    Bo is moved by Ada with probability 0.5: of every visit to Bo, 0.85 * 0.5 goes on to Ada.

    >>> shares = influence(InfluenceGraph.from_edges([("ada", "bo", 0.5)]), AnalysisSettings())
    >>> round(shares["ada"], 12) == round(1.425 / 2.425, 12)
    True
    """
    moved = np.bincount(graph.target, weights=graph.weight, minlength=len(graph))
    onward = settings.damping * graph.weight / np.maximum(1.0, moved)[graph.target]
    return graph.by_person(stationary(len(graph), graph.target, graph.source, onward))
