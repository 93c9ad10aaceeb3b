"""Runs the program on a machine whose clock is wrong: Python loads this first where the folder is on its path.

The clock is off by the seconds in the file that ``SHIFTED_CLOCK`` names, read anew at each look, so that a test can set
it while the service runs. Nothing of the service knows of this: without the folder on the path there is no such thing.
Without the variable, as when tests are collected, the clock stays as it is.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graph import rising_clock

_SHIFT = os.environ.get("SHIFTED_CLOCK")


def _shifted_now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(Path(_SHIFT or "").read_text(encoding="ascii")))


if _SHIFT is not None:
    rising_clock.utc_now = _shifted_now
