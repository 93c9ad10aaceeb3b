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

    So the algorithm is started again, and the signal is raised once more when it has ended. One runs at a time: of two
    that a signal meets, the one that gives up first takes the sign away by which the other knows that its result is
    cut short.
    """

    def __init__(self) -> None:
        self._alone = Lock()

    def finished(self, algorithm: Any) -> Any:
        """Run a NetworKit algorithm to its end, and return it."""
        interrupted = False
        try:
            with self._alone:
                while not self._runs(algorithm):
                    interrupted = True
        finally:
            if interrupted:
                signal.raise_signal(signal.SIGINT)
        return algorithm

    def _runs(self, algorithm: Any) -> bool:
        try:
            algorithm.run()
        except RuntimeError as error:
            if "SIGINT" not in str(error):
                raise
            return False
        return True


finished = _Interrupts().finished
