"""Passing: with what probability all that is open of a chain passes, and what one vote changes of it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.graphs.people_graph import FloatArray, IntArray
from analytics.votes.ballots import Ballot, Decision, OpenStep
from analytics.votes.chances import Chances, Estimate
from analytics.votes.tally import at_least, counted, counted_without_each, nothing_counted
from analytics.votes.worlds import Worlds, worlds
from schemas.settings.analysis_settings import AnalysisSettings


def passing(decision: Decision, chances: Chances, settings: AnalysisSettings, seed: int) -> Estimate:
    """Return with what probability every open step passes; a chain with a failed step never does.

    A person votes once, and that vote is shared by all their steps. In each world of those on several steps the steps
    are independent, and the others on them are counted by dynamic programming.

    Parameters
    ----------
    chances : mapping
        Probability of yes of each voter.

    Examples
    --------
    >>> both = OpenStep("s1", (Ballot("ada", 1, False), Ballot("bo", 1, False)), 2)
    >>> passing(Decision("open", (both,), ("ada", "bo")), {"ada": 0.5, "bo": 0.5}, AnalysisSettings(), seed=1)
    Estimate(value=0.25, error=0.0)
    """
    if decision.state == "failed":
        return Estimate(0.0, 0.0)
    told = worlds(decision.shared, chances, settings, seed)
    return _mean(_product(_steps_in(decision, chances, told), told), told)


def swings(decision: Decision, chances: Chances, settings: AnalysisSettings, seed: int) -> dict[str, Estimate]:
    """Return P(pass when the voter says yes) less P(pass when they say no), in [0, 1], of each who votes on a step.

    Parameters
    ----------
    chances : mapping
        Probability of yes of each voter; that of the voter themself does not matter.

    Examples
    --------
    >>> both = OpenStep("s1", (Ballot("ada", 1, False), Ballot("bo", 1, False)), 2)
    >>> found = swings(Decision("open", (both,), ("ada", "bo")), {"ada": 0.5, "bo": 0.9}, AnalysisSettings(), seed=1)
    >>> found["ada"].value, found["bo"].value
    (0.9, 0.5)
    """
    told = worlds(decision.shared, chances, settings, seed)
    steps = _steps_in(decision, chances, told)
    found: dict[str, Estimate] = {}
    for step, others in zip(steps, _others_of_each(steps, told), strict=True):
        found |= step.swings_of_own(others)
    for column, voter in enumerate(decision.shared):
        says = [_product(steps, told, (column, said)) for said in (False, True)]
        found[voter] = _mean(says[1] - says[0], told)
    return found


def step_chance(step: OpenStep, chances: Chances) -> float:
    """Return with what probability a step alone passes.

    Examples
    --------
    >>> step_chance(OpenStep("s1", (Ballot("ada", 1, False), Ballot("bo", 1, False)), 1), {"ada": 0.5, "bo": 0.5})
    0.75
    """
    return float(at_least(counted(nothing_counted(step.needed), step.ballots, chances))[step.needed])


@dataclass(frozen=True)
class _StepInWorlds:
    """A step, whose shared votes are told by each world and whose own ones are chances.

    ``joint`` has the ballots of shared voters by their column in the worlds.
    """

    step: OpenStep
    own: Sequence[Ballot]
    joint: dict[int, Ballot]
    chances: Chances
    told: Worlds

    @cached_property
    def given(self) -> IntArray:
        """What the shared votes count together."""
        count = np.zeros(len(self.told.weight), dtype=np.int64)
        for column, ballot in self.joint.items():
            count += ballot.counts * self.told.votes[:, column]
        return count

    @cached_property
    def refusals(self) -> IntArray:
        """How many shared voters fail it by a veto."""
        count = np.zeros(len(self.told.weight), dtype=np.int64)
        for column, ballot in self.joint.items():
            count += ballot.veto & ~self.told.votes[:, column]
        return count

    @cached_property
    def reach(self) -> FloatArray:
        """How likely the own votes count so much or more."""
        return at_least(counted(nothing_counted(self.step.needed), self.own, self.chances))

    def passes(self, forced: tuple[int, bool] | None = None) -> FloatArray:
        """Return how likely it passes in each world; ``forced`` says what one shared voter says in all of them."""
        given, refusals = self.given, self.refusals
        if forced is not None and (ballot := self.joint.get(forced[0])):
            vote, said = self.told.votes[:, forced[0]], forced[1]
            given = given + ballot.counts * (int(said) - vote.astype(np.int64))
            refusals = refusals + ballot.veto * (vote.astype(np.int64) - int(said))
        return np.where(refusals == 0, self.reach[self._missing(given)], 0.0)

    def _missing(self, given: IntArray) -> IntArray:
        return np.maximum(self.step.needed - given, 0)

    def swings_of_own(self, others: FloatArray) -> dict[str, Estimate]:
        """Return what each own vote changes, where the other steps pass with ``others`` in each world."""
        missing, unvetoed = self._missing(self.given), others * (self.refusals == 0)
        sums = [
            np.bincount(missing, weights=self.told.weight * unvetoed**power, minlength=self.step.needed + 1)
            for power in (1, 2)
        ]
        found: dict[str, Estimate] = {}
        start = nothing_counted(self.step.needed)
        for ballot, rest in zip(self.own, counted_without_each(start, self.own, self.chances), strict=True):
            gain = _gain(ballot, at_least(rest))
            found[ballot.person] = _estimate(float((sums[0] * gain).sum()), float((sums[1] * gain**2).sum()), self.told)
        return found


def _gain(ballot: Ballot, reach: FloatArray) -> FloatArray:
    """Return at c what a yes in place of a no changes where the others must count c."""
    agreed = reach[np.maximum(np.arange(len(reach)) - ballot.counts, 0)]
    return agreed if ballot.veto else agreed - reach


def _steps_in(decision: Decision, chances: Chances, told: Worlds) -> list[_StepInWorlds]:
    column = {voter: place for place, voter in enumerate(decision.shared)}
    return [
        _StepInWorlds(
            step=step,
            own=[ballot for ballot in step.ballots if ballot.person not in column],
            joint={column[ballot.person]: ballot for ballot in step.ballots if ballot.person in column},
            chances=chances,
            told=told,
        )
        for step in decision.steps
    ]


def _product(steps: Sequence[_StepInWorlds], told: Worlds, forced: tuple[int, bool] | None = None) -> FloatArray:
    """Return how likely all steps pass in each world."""
    together = np.ones(len(told.weight))
    for step in steps:
        together = together * step.passes(forced)
    return together


def _others_of_each(steps: Sequence[_StepInWorlds], told: Worlds) -> Iterator[FloatArray]:
    """Yield for each step how likely all others pass in each world."""
    after = [np.ones(len(told.weight))]
    for step in reversed(steps[1:]):
        after.append(after[-1] * step.passes())
    before = np.ones(len(told.weight))
    for step, later in zip(steps, reversed(after), strict=False):
        yield before * later
        before = before * step.passes()


def _mean(values: FloatArray, told: Worlds) -> Estimate:
    return _estimate(float((told.weight * values).sum()), float((told.weight * values**2).sum()), told)


def _estimate(mean: float, square: float, told: Worlds) -> Estimate:
    """Return a mean over worlds, with its standard error where they are a sample."""
    spread = max(0.0, square - mean * mean) if told.sampled else 0.0
    return Estimate(min(mean, 1.0), math.sqrt(spread / max(1, len(told.weight) - 1)))
