"""Attention: how likely it is to move on from a person to each of the people who move them."""

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.graphs.projection import InfluenceGraph
from schemas.settings.analysis_settings import AnalysisSettings


def attention(graph: InfluenceGraph, settings: AnalysisSettings) -> FloatArray:
    """Return for each arc u -> v the probability that attention moves on from v to u: ``d w_uv / max(1, sum_u w_uv)``.

    d is 0.85 (``damping``). Strength counts: if everything that moves v is weak, attention starts anew more often
    instead.

    Examples
    --------
    >>> graph = InfluenceGraph.from_edges([("ada", "cy", 0.75), ("bo", "cy", 0.75), ("cy", "ada", 0.5)])
    >>> attention(graph, AnalysisSettings()).tolist()
    [0.425, 0.425, 0.425]
    """
    moved = np.bincount(graph.target, weights=graph.weight, minlength=len(graph))
    onward: FloatArray = settings.damping * graph.weight / np.maximum(1.0, moved)[graph.target]
    return onward
