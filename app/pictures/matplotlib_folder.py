"""A folder for what matplotlib notes about the machine's fonts, so that it writes nothing into anybody's home."""

import atexit
import os
import shutil
import tempfile
from functools import cache

VARIABLE = "MPLCONFIGDIR"


@cache
def give_matplotlib_a_folder() -> None:
    """Name a folder that goes with this process, unless the environment names one; to be called before its import."""
    if VARIABLE not in os.environ:
        folder = tempfile.mkdtemp(prefix="stakegraph-matplotlib-")
        os.environ[VARIABLE] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
