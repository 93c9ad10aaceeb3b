"""Runs the program on a machine whose clock is wrong: Python loads this first where the folder is on its path.

The clock is off by the seconds in the file that ``SHIFTED_CLOCK`` names, read anew at each look, so that a test can set
it while the service runs. Nothing of the service knows of this: without the folder on the path there is no such thing.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graph import rising_clock

_SHIFT = Path(os.environ["SHIFTED_CLOCK"])


def _shifted_now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(_SHIFT.read_text(encoding="ascii")))


rising_clock.utc_now = _shifted_now
