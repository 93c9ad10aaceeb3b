"""The watch over memory refuses while there is too little, and looks no more often than it must."""

import pytest

from app.limits.memory import MemoryWatch, memory_there, resident_bytes
from schemas.errors import Overloaded


def test_new_work_is_refused_while_more_is_held_than_may_be_and_no_longer():
    held, now = [1_000], [0.0]
    watch = MemoryWatch(1_000, lambda: held[0], lambda: now[0])
    watch.check()
    held[0], now[0] = 1_001, 1.0
    with pytest.raises(Overloaded) as refused:
        watch.check()
    assert refused.value.retry_after == 5
    held[0] = 1_000
    with pytest.raises(Overloaded):
        watch.check()
    now[0] = 1.2
    watch.check()


def test_a_service_that_is_asked_often_looks_ten_times_a_second():
    looks, now = [], [0.0]

    def resident() -> int:
        looks.append(now[0])
        return 0

    watch = MemoryWatch(1, resident, lambda: now[0])
    for step in range(1_000):
        now[0] = step / 1_000
        watch.check()
    assert len(looks) == 10


def test_this_process_holds_some_of_what_is_there():
    there = memory_there()
    assert there is not None
    assert 10_000_000 < resident_bytes() < there
