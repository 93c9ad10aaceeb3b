"""NetworKit as it is used here: on one thread, without plots, imported where it is first asked for."""

import sys
from functools import cache
from typing import Any

PLOTS = "matplotlib.pyplot"


def one_threaded_networkit() -> Any:
    """Return NetworKit, told to run what the calling thread asks on that thread: the same bits on any machine.

    Examples
    --------
    >>> one_threaded_networkit().getCurrentNumberOfThreads()
    1
    """
    networkit = _networkit()
    networkit.setNumberOfThreads(1)
    return networkit


@cache
def _networkit() -> Any:
    """Import it without the plots that it brings along where it finds matplotlib: a second, and a folder at home."""
    hidden = PLOTS not in sys.modules
    if hidden:
        sys.modules[PLOTS] = None  # type: ignore[assignment]
    try:
        import networkit
    finally:
        if hidden:
            del sys.modules[PLOTS]
    return networkit
