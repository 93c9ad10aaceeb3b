"""Warming: the compiled libraries are imported before somebody waits for a number."""

from importlib import import_module
from importlib.util import find_spec

from analytics.backend.networkit_library import one_threaded_networkit


def warm_up() -> None:
    """Import what the measures run on; a second in all, which else the first answer takes longer."""
    import_module("scipy.sparse.csgraph")
    import_module("analytics.backend.networkx_backend")
    if find_spec("networkit") is not None:
        one_threaded_networkit()
