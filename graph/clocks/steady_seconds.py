"""Seconds that pass on a machine whatever becomes of its clock, and which start of it they are counted from."""

import time
from functools import cache
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def steady_seconds() -> float:
    """Return the seconds since the machine was started, those it slept included where the system counts them."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


@cache
def machine_boot() -> str:
    """Return the id of this start of the machine; empty where the system gives none."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""
