"""What NetworkX is told of its backend ``stakegraph`` when it is imported; light, because that is every time."""

from importlib.metadata import version
from typing import Any

FUNCTIONS = {
    "articulation_points": "NetworKit; on ties without direction, in order of the graph.",
    "betweenness_centrality": "NetworKit, one thread; shortest paths by Dijkstra, equal ones by equal lengths.",
    "constraint": "SciPy; on ties without direction.",
    "effective_size": "SciPy; on ties without direction, of the nodes that are named.",
    "louvain_communities": "Lists; on ties without direction, the same circles for the same seed.",
    "pagerank": "NumPy; solved to rounding, whatever the tolerance.",
    "weakly_connected_components": "SciPy.",
}
"""What it runs, and on what."""


def backend_info() -> dict[str, Any]:
    """Return what NetworkX asks of a backend.

    Examples
    --------
    >>> sorted(backend_info())
    ['backend_name', 'functions', 'package', 'project', 'short_summary', 'version']
    """
    return {
        "backend_name": "stakegraph",
        "project": "stakegraph",
        "package": "analytics.backend",
        "version": version("stakegraph"),
        "short_summary": "Measures of an account's people, on arrays.",
        "functions": {name: {"additional_docs": on} for name, on in FUNCTIONS.items()},
    }
