"""How much memory processes hold over time, and how fast that grows."""

import asyncio
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression

from tests.soak.served import ServedStore, children

LOOK_SECONDS = 5.0
HOUR = 3600.0
PAGE_BYTES = 4096


def resident_megabytes(pid: int) -> float:
    """Return how much memory of the machine a process holds; 0 when it is gone."""
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES / 1e6
    return 0.0


@dataclass(slots=True)
class Memory:
    """What a service, its workers and its engine held whenever they were looked at.

    Attributes
    ----------
    seen : dict
        Whose -> pairs of a moment in seconds and megabytes.
    """

    store: ServedStore
    seen: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            self.look()
            await asyncio.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """Look once."""
        now, engine = time.monotonic(), self.store.engine_pid()
        workers = [pid for pid in children(self.store.pid) if pid != engine]
        self.seen["service"].append((now, resident_megabytes(self.store.pid)))
        self.seen["workers"].append((now, sum(map(resident_megabytes, workers))))
        if engine is not None:
            self.seen["engine"].append((now, resident_megabytes(engine)))

    def numbers(self) -> dict[str, float]:
        """Return, for each, what it held at first, at most and at last, and its growth an hour in the second half."""
        found: dict[str, float] = {}
        for name, seen in self.seen.items():
            sizes = [megabytes for _, megabytes in seen]
            found[f"{name}_first_MB"] = round(sizes[0])
            found[f"{name}_most_MB"] = round(max(sizes))
            found[f"{name}_last_MB"] = round(sizes[-1])
            found[f"{name}_MB_an_hour"] = round(slope(seen[len(seen) // 2 :]), 1)
        return found


def slope(seen: list[tuple[float, float]]) -> float:
    """Return the growth an hour of the straight line through moments in seconds and megabytes; 0 of fewer than two.

    Examples
    --------
    >>> slope([(0.0, 100.0), (1800.0, 110.0), (3600.0, 120.0)])
    20.0
    >>> slope([(0.0, 100.0)])
    0.0
    """
    moments = [moment for moment, _ in seen]
    if len(set(moments)) < 2:
        return 0.0
    return linear_regression(moments, [megabytes for _, megabytes in seen]).slope * HOUR
