"""Agreement with rank, against hand counts and SciPy."""

import numpy as np
import pytest
import scipy  # its statistics are imported where they are asked first, not while tests are collected
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks.validation.agreement import Estimate, agreement


def test_pairs_by_hand():
    """Ranks 1 2 3: of three pairs the score has 1-2 and 1-3 right; the baseline has all ties."""
    found = agreement([1, 2, 3], [0.1, 0.3, 0.2], [5, 5, 5])
    assert found.auc.value == pytest.approx(2 / 3, abs=1e-15)
    assert found.tau.value == pytest.approx(1 / 3, abs=1e-15)
    assert (found.auc_of_baseline.value, found.people) == (0.5, 3)
    assert found.auc_difference.value == pytest.approx(1 / 6, abs=1e-15)


def test_pairs_of_equal_rank_are_not_asked_and_equal_scores_count_half():
    """By hand: ada above bo and cy, who are equal; ada ties with bo and beats cy: 1.5 of 2."""
    assert agreement([2, 1, 1], [0.5, 0.5, 0.2], [1, 2, 3]).auc.value == 0.75


def test_scores_that_agree_to_twelve_decimals_are_equal():
    assert agreement([2, 1, 1], [0.3, 0.1 + 0.2, 0.1], [1, 2, 3]).auc.value == 0.75


ranked = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=12)


@given(ranked)
def test_tau_is_that_of_scipy(people):
    ranks, score, baseline = (list(map(float, column)) for column in zip(*people, strict=True))
    assume(len(set(ranks)) > 1 and len(set(score)) > 1)
    expected = scipy.stats.kendalltau(ranks, score).statistic
    assert agreement(ranks, score, baseline).tau.value == pytest.approx(expected, abs=1e-12)


@given(ranked)
def test_of_two_ranks_it_is_the_share_of_mann_and_whitney(people):
    ranks = [float(rank > 1) for rank, _, _ in people]
    above = [score for rank, (_, score, _) in zip(ranks, people, strict=True) if rank]
    below = [score for rank, (_, score, _) in zip(ranks, people, strict=True) if not rank]
    assume(above and below)
    expected = scipy.stats.mannwhitneyu(above, below).statistic / (len(above) * len(below))
    assert agreement(ranks, [score for _, score, _ in people], ranks).auc.value == pytest.approx(expected, abs=1e-12)


def test_the_same_numbers_give_the_same_interval_and_it_holds_the_value():
    chance = np.random.default_rng(3)
    ranks, score = chance.integers(0, 4, 40).tolist(), chance.random(40).tolist()
    one, again = (agreement(ranks, score, score[::-1]) for _ in range(2))
    assert one == again
    assert all(each.low <= each.value <= each.high for each in one[1:] if isinstance(each, Estimate))


def test_a_score_beside_itself_differs_by_nothing_and_a_perfect_one_has_no_doubt():
    found = agreement([1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4])
    assert found.auc_difference == Estimate(0.0, 0.0, 0.0)
    assert found.auc == found.tau == Estimate(1.0, 1.0, 1.0)


def test_an_interval_is_as_wide_as_theory_says():
    """Hanley & McNeil (1982): of 100 and 100 people without any signal the standard error is .0409."""
    chance = np.random.default_rng(8)
    ranks = [0.0] * 100 + [1.0] * 100
    found = agreement(ranks, chance.random(200).tolist(), ranks).auc
    assert (found.high - found.low) / (2 * 1.96) == pytest.approx(0.0409, rel=0.1)
