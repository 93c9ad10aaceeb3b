"""Ctrl-C while NetworKit runs reaches whom it is for, and what was asked is still answered."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from analytics.backend.paths import betweenness

PLACES, ARCS = 2_000, 12_000
"""Of a graph on which NetworKit counts for half a second and more, so that a signal meets it at work."""


@pytest.fixture
def heard():
    """The signals that arrive, in place of the end of the tests."""
    signals: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: signals.append(number))
    yield signals
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("threads", [1, 3])
def test_ctrl_c_is_passed_on_and_every_answer_is_whole(heard, threads):
    chance = np.random.default_rng(1)
    source, target = chance.integers(0, PLACES, (2, ARCS))
    codes = np.unique((source * PLACES + target)[source != target])
    arcs = codes // PLACES, codes % PLACES, chance.integers(1, 1_000_000, len(codes)).astype(np.float64)
    expected = betweenness(PLACES, *arcs).tolist()
    with ThreadPoolExecutor(threads) as pool:
        asked = [pool.submit(betweenness, PLACES, *arcs) for _ in range(threads)]
        time.sleep(0.2)  # in the middle of the work
        os.kill(os.getpid(), signal.SIGINT)
        answers = [each.result() for each in asked]
    assert heard == [signal.SIGINT]
    assert all(answer.tolist() == expected for answer in answers)
