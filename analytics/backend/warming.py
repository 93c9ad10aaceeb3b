"""Warming up: the compiled libraries are imported before somebody waits for a number."""

import gc
from importlib import import_module
from importlib.util import find_spec

from analytics.backend.networkit_library import one_threaded_networkit


def warm_up() -> None:
    """Import the libraries that the measures run on; it takes a second, which the first answer would take otherwise.

    Then exclude all present objects from garbage collection: they are half a million objects of modules, which stay. An
    answer makes thousands of objects, and each collection would look at all the others too.
    """
    import_module("scipy.sparse.csgraph")
    import_module("analytics.backend.networkx_backend")
    if find_spec("networkit") is not None:
        one_threaded_networkit()
    gc.freeze()
