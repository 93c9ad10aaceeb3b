"""The description of the backend ``stakegraph`` that NetworkX reads whenever it is imported; so it imports little."""

from importlib.metadata import version
from typing import Any

FUNCTIONS = {
    "articulation_points": "NetworKit; on ties without direction, in the order of the graph.",
    "betweenness_centrality": "NetworKit on one thread; with lengths SciPy and NumPy, equal ones within 1e-12.",
    "constraint": "SciPy; on ties without direction.",
    "effective_size": "SciPy; on ties without direction, for the given nodes.",
    "louvain_communities": "Lists; on ties without direction, the same circles for the same seed.",
    "pagerank": "NumPy; solved to rounding error, whatever the tolerance.",
    "weakly_connected_components": "SciPy.",
}
"""The functions of the backend, and how each is run."""


def backend_info() -> dict[str, Any]:
    """Return the description that NetworkX expects of a backend.

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
