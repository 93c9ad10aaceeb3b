"""How many requests one caller may send."""

import pytest

from app.security.rate_limits import CALLERS_HELD, RateLimit
from schemas.errors import TooMany


class Seconds:
    """A count of seconds that a test moves."""

    now = 1_000_000

    def __call__(self) -> int:
        """Return the count in nanoseconds."""
        return self.now * 1_000_000_000


def passed(limit: RateLimit, caller: str, times: int) -> int:
    """Return how many of so many requests pass."""
    count = 0
    for _ in range(times):
        try:
            limit.take(caller)
        except TooMany:
            continue
        count += 1
    return count


@pytest.mark.parametrize("per_second", [1, 7, 10, 1000, 1_000_000])
def test_twice_the_rate_passes_at_once_and_then_the_rate_each_second(per_second):
    seconds = Seconds()
    limit = RateLimit(per_second, seconds)
    tries = min(3 * per_second, 50_000)
    assert passed(limit, "a", tries) == min(2 * per_second, tries)
    for _ in range(3):
        seconds.now += 1
        if tries > 2 * per_second:
            assert passed(limit, "a", tries) == per_second


@pytest.mark.parametrize(
    ("per_second", "flood", "pause", "served"),
    [
        pytest.param(5, 100, 3600, 10, id="a long pause fills the bucket and no more"),
        pytest.param(1, 1000, 1, 1, id="who was refused often waits no longer"),
    ],
)
def test_after_a_flood_a_pause_earns_its_seconds_up_to_a_full_bucket(per_second, flood, pause, served):
    seconds = Seconds()
    limit = RateLimit(per_second, seconds)
    passed(limit, "a", flood)
    seconds.now += pause
    assert passed(limit, "a", flood) == served


def test_callers_do_not_share():
    limit = RateLimit(5, Seconds())
    assert passed(limit, "a", 100) == passed(limit, "b", 100) == 10


@pytest.mark.parametrize(("per_second", "retry_after"), [(1000, 1), (1, 1), (0.25, 4), (0.1, 10)])
def test_who_comes_again_after_the_seconds_given_is_served(per_second, retry_after):
    seconds = Seconds()
    limit = RateLimit(per_second, seconds)
    passed(limit, "a", 5000)
    with pytest.raises(TooMany) as refused:
        limit.take("a")
    assert refused.value.retry_after == retry_after
    seconds.now += retry_after
    limit.take("a")


def test_a_flood_of_callers_takes_bounded_room_and_the_latest_stay_limited():
    limit = RateLimit(1, Seconds())
    for number in range(2 * CALLERS_HELD):
        passed(limit, str(number), 3)
    assert len(limit._full_at) == CALLERS_HELD
    assert passed(limit, str(2 * CALLERS_HELD - 1), 1) == 0
