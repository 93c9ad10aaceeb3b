"""Two ways of one thing, timed in turn in one run: only their ratio is a result."""

import gc
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

Way = Callable[[int], Awaitable[object]]
"""Does the thing once; takes the number of the round."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """What came of one pair.

    Attributes
    ----------
    name : str
        What was done.
    rounds : sequence of tuple
        Seconds of the bare driver and of this service in each round.
    least : float
        The ratio that is promised.
    slower_allowed : bool
        Whether the promise is put the other way round, as "within n times".
    """

    name: str
    rounds: Sequence[tuple[float, float]]
    least: float
    slower_allowed: bool = False

    @property
    def bare(self) -> float:
        """Median seconds of the bare driver."""
        return statistics.median(bare for bare, _ in self.rounds)

    @property
    def ours(self) -> float:
        """Median seconds of this service."""
        return statistics.median(ours for _, ours in self.rounds)

    @property
    def ratio(self) -> float:
        """Bare by ours, the median of the rounds: above 1 ours is faster."""
        return statistics.median(bare / ours for bare, ours in self.rounds)

    @property
    def kept(self) -> bool:
        """Whether the promise is kept."""
        return self.ratio >= self.least


async def compare(
    name: str, bare: Way, ours: Way, least: float, rounds: int, *, warm: int = 1, slower_allowed: bool = False
) -> Ratio:
    """Time two ways in turn and return the median of their ratios, round by round."""
    pairs = [(await _seconds(bare, number), await _seconds(ours, number)) for number in range(rounds + warm)][warm:]
    return Ratio(name, pairs, least, slower_allowed)


async def _seconds(way: Way, number: int) -> float:
    started = time.perf_counter()
    await way(number)
    return time.perf_counter() - started


def medians(*ways: Callable[[], object], rounds: int = 9) -> list[float]:
    """Return the median milliseconds of processor time of each way, run in turn."""
    taken: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for place, way in enumerate(ways):
            gc.collect()  # what one way leaves behind is not cleared at the cost of the other
            started = time.process_time()
            way()
            taken[place].append(time.process_time() - started)
    return [statistics.median(each) * 1000 for each in taken]
