"""How well a score puts people in the order of their recorded ranks, and how sure that is."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

DRAWS = 2_000
SEED = 1
DIGITS = 12
"""Scores that agree so far are equal, as in every ranking of ours."""


class Estimate(NamedTuple):
    """A number and its 95 % interval."""

    value: float
    low: float
    high: float


class Agreement(NamedTuple):
    """How a score agrees with rank, how a baseline does, and the score less the baseline on the same resamples.

    ``auc``: of two people of different rank, the chance that the higher one has the higher score, ties half.
    ``tau``: Kendall's tau-b.
    """

    people: int
    auc: Estimate
    auc_of_baseline: Estimate
    auc_difference: Estimate
    tau: Estimate
    tau_of_baseline: Estimate


def agreement(ranks: Sequence[float], score: Sequence[float], baseline: Sequence[float]) -> Agreement:
    """Return how a score and a baseline agree with the ranks of the same people, higher ranks being larger.

    Intervals are percentiles of a seeded bootstrap over people; the graph stays as it is. A person drawn twice says
    nothing about themselves, and a draw in which all have one rank is left out.

    References
    ----------
    Kendall (1945) for tau-b; Hanley & McNeil (1982) for the area under the curve; Efron (1979) for the bootstrap.
    """
    rank, ours, theirs = (_signs(values) for values in (ranks, score, baseline))
    people = len(ranks)
    drawn = np.random.default_rng(SEED).multinomial(people, [1 / people] * people, size=DRAWS)
    weights = np.vstack([np.ones(people), drawn])
    auc, auc_of_baseline = _auc(weights, rank, ours), _auc(weights, rank, theirs)
    return Agreement(
        people,
        _estimate(auc),
        _estimate(auc_of_baseline),
        _estimate(auc - auc_of_baseline),
        _estimate(_tau(weights, rank, ours)),
        _estimate(_tau(weights, rank, theirs)),
    )


def _signs(values: Sequence[float]) -> Array:
    """Return 1, 0 or -1 of each ordered pair, as the first is above the second."""
    rounded = np.round(np.array(values, dtype=np.float64), DIGITS)
    signs: Array = np.sign(rounded[:, np.newaxis] - rounded)
    return signs


def _auc(weights: Array, rank: Array, score: Array) -> Array:
    with np.errstate(invalid="ignore"):
        return 0.5 + 0.5 * _over_pairs(weights, rank * score) / _over_pairs(weights, rank * rank)


def _tau(weights: Array, rank: Array, score: Array) -> Array:
    """Return tau-b of each resample; 0 where the score orders nobody."""
    ordered = _over_pairs(weights, score * score)
    untied = _over_pairs(weights, rank * rank) * np.where(ordered > 0, ordered, 1.0)
    with np.errstate(invalid="ignore"):
        tau: Array = _over_pairs(weights, rank * score) / np.sqrt(untied)
    return tau


def _over_pairs(weights: Array, matrix: Array) -> Array:
    """Return the sum over ordered pairs in each resample: whole numbers, so the same on every machine."""
    total: Array = ((weights @ matrix) * weights).sum(axis=1)
    return total


def _estimate(values: Array) -> Estimate:
    """Return the first value and the interval of the others."""
    low, high = np.nanpercentile(values[1:], [2.5, 97.5])
    return Estimate(float(values[0]), float(low), float(high))
