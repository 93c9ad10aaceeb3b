"""Ctrl-C while NetworKit runs still reaches the service, and the running analysis is still answered."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from analytics.backend.algorithms.paths import betweenness

PLACES, ARCS = 2_000, 12_000
"""People of a graph that takes NetworKit at least half a second, so that a signal arrives while it works."""


@pytest.fixture
def heard():
    """Collect the signals that arrive, instead of ending the tests."""
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
        time.sleep(0.2)  # while it works
        os.kill(os.getpid(), signal.SIGINT)
        answers = [each.result() for each in asked]
    assert heard == [signal.SIGINT]
    assert all(answer.tolist() == expected for answer in answers)
