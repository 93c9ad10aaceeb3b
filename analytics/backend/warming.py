"""Warming: the compiled libraries are imported before somebody waits for a number."""

import gc
from importlib import import_module
from importlib.util import find_spec

from analytics.backend.networkit_library import one_threaded_networkit


def warm_up() -> None:
    """Import what the measures run on; a second in all, which else the first answer takes longer.

    Then all that is there by now, half a million objects of modules that stay, is left out of garbage collection: an
    answer makes thousands of objects, and each round would look at those others too.
    """
    import_module("scipy.sparse.csgraph")
    import_module("analytics.backend.networkx_backend")
    if find_spec("networkit") is not None:
        one_threaded_networkit()
    gc.freeze()
