"""Child processes that compute: they let others go first, leave Ctrl-C to whoever began them, and end with them."""

import os
import signal
import threading
from multiprocessing import parent_process

YIELDING = 10
"""How much a process of this machine that computes lets others go first, as ``nice`` counts it."""


def prepare_child() -> None:
    """Make a process one that leaves Ctrl-C to whoever began it, and ends with them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    let_others_go_first()
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()


def let_others_go_first() -> None:
    """Give this process what of the cores others leave, where the machine knows such a thing."""
    if hasattr(os, "nice"):
        os.nice(YIELDING)


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
