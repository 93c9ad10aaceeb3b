"""Attention: how probably it goes on from somebody to each of those who move them."""

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.graphs.projection import InfluenceGraph
from schemas.settings.analysis_settings import AnalysisSettings


def attention(graph: InfluenceGraph, settings: AnalysisSettings) -> FloatArray:
    """Return for each arc u -> v how probably attention that is with v goes on to u: ``d w_uv / max(1, sum_u w_uv)``.

    Strength counts: where all that moves v is weak, attention starts anew more often instead.

    Examples
    --------
    >>> graph = InfluenceGraph.from_edges([("ada", "cy", 0.75), ("bo", "cy", 0.75), ("cy", "ada", 0.5)])
    >>> attention(graph, AnalysisSettings()).tolist()
    [0.425, 0.425, 0.425]
    """
    moved = np.bincount(graph.target, weights=graph.weight, minlength=len(graph))
    onward: FloatArray = settings.damping * graph.weight / np.maximum(1.0, moved)[graph.target]
    return onward
