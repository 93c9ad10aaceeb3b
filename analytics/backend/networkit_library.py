"""NetworKit as it is used here: on one thread, without plots, imported on first use."""

import signal
import sys
from functools import cache
from threading import Lock
from typing import Any

PLOTS = "matplotlib.pyplot"


def one_threaded_networkit() -> Any:
    """Return NetworKit, set to one thread, so that it gives the same bits on every machine.

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
    """Import it without matplotlib, which it would load to draw: that takes a second and makes a folder in the home."""
    hidden = PLOTS not in sys.modules
    if hidden:
        sys.modules[PLOTS] = None  # type: ignore[assignment]
    try:
        import networkit
    finally:
        if hidden:
            sys.modules.pop(PLOTS, None)  # two threads may import it at once
    return networkit


class _Interrupts:
    """Ctrl-C while NetworKit runs: NetworKit catches the signal, in whatever thread it runs, and gives up.

    So the algorithm is started again, and the signal is raised once more when no thread is in NetworKit.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._taken = False

    def finished(self, algorithm: Any) -> Any:
        """Run a NetworKit algorithm to its end, and return it."""
        with self._lock:
            self._inside += 1
        try:
            while not self._runs(algorithm):
                pass
        finally:
            self._leave()
        return algorithm

    def _runs(self, algorithm: Any) -> bool:
        try:
            algorithm.run()
        except RuntimeError as error:
            if "SIGINT" not in str(error):
                raise
            self._taken = True
            return False
        return True

    def _leave(self) -> None:
        with self._lock:
            self._inside -= 1
            pass_on = self._taken and not self._inside
            self._taken = self._taken and not pass_on
        if pass_on:
            signal.raise_signal(signal.SIGINT)


finished = _Interrupts().finished
