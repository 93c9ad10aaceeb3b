"""Passing: the probability that all open steps of a chain pass, and how much one vote changes it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.graphs.people_graph import FloatArray, IntArray
from analytics.votes.ballots import Ballot, Decision, OpenStep
from analytics.votes.chances import Chances, Estimate
from analytics.votes.tally import at_least, counted, counted_without_each, nothing_counted
from analytics.votes.worlds import Worlds, possible_worlds
from schemas.settings.analysis_settings import AnalysisSettings


def passing(decision: Decision, chances: Chances, settings: AnalysisSettings, seed: int) -> Estimate:
    """Return the probability that every open step passes; a chain with a failed step never passes.

    Each person votes once; people on several steps have one yes or no for all of them. Once these shared votes are
    fixed (a "world"), the steps are independent, and the other votes on each are counted by dynamic programming. All
    worlds are enumerated for up to 12 people on several steps (``shared_voters``); beyond that they are sampled
    (``decision_samples``), and the standard error is given.

    Parameters
    ----------
    chances : mapping
        Probability that each voter says yes.

    Examples
    --------
    >>> both = OpenStep("s1", (Ballot("ada", 1, False), Ballot("bo", 1, False)), 2)
    >>> passing(Decision("open", (both,), ("ada", "bo")), {"ada": 0.5, "bo": 0.5}, AnalysisSettings(), seed=1)
    Estimate(value=0.25, error=0.0)
    """
    if decision.state == "failed":
        return Estimate(0.0, 0.0)
    worlds = possible_worlds(decision.shared, chances, settings, seed)
    return _mean(_product(_steps_in(decision, chances, worlds), worlds), worlds)


def swings(decision: Decision, chances: Chances, settings: AnalysisSettings, seed: int) -> dict[str, Estimate]:
    """Return ``P(pass if the voter says yes) - P(pass if they say no)``, in [0, 1], for each voter on an open step.

    Parameters
    ----------
    chances : mapping
        Probability that each voter says yes; a voter's own does not matter for their swing.

    Examples
    --------
    >>> both = OpenStep("s1", (Ballot("ada", 1, False), Ballot("bo", 1, False)), 2)
    >>> found = swings(Decision("open", (both,), ("ada", "bo")), {"ada": 0.5, "bo": 0.9}, AnalysisSettings(), seed=1)
    >>> found["ada"].value, found["bo"].value
    (0.9, 0.5)
    """
    worlds = possible_worlds(decision.shared, chances, settings, seed)
    steps = _steps_in(decision, chances, worlds)
    found: dict[str, Estimate] = {}
    for step, others in zip(steps, _others_of_each(steps, worlds), strict=True):
        found |= step.swings_of_own(others)
    for column, voter in enumerate(decision.shared):
        after_no, after_yes = (_product(steps, worlds, (column, vote)) for vote in (False, True))
        found[voter] = _mean(after_yes - after_no, worlds)
    return found


def step_chance(step: OpenStep, chances: Chances) -> float:
    """Return the probability that a step, taken alone, passes.

    Examples
    --------
    >>> step_chance(OpenStep("s1", (Ballot("ada", 1, False), Ballot("bo", 1, False)), 1), {"ada": 0.5, "bo": 0.5})
    0.75
    """
    return float(at_least(counted(nothing_counted(step.needed), step.ballots, chances))[step.needed])


@dataclass(frozen=True)
class _StepInWorlds:
    """A step in each world: a world fixes its shared votes, and its own votes remain chances.

    ``shared`` has the ballots of shared voters by their column in the worlds.
    """

    step: OpenStep
    own: Sequence[Ballot]
    shared: dict[int, Ballot]
    chances: Chances
    worlds: Worlds

    @cached_property
    def shared_count(self) -> IntArray:
        """How much the shared yes votes count together, in each world."""
        count = np.zeros(len(self.worlds.weight), dtype=np.int64)
        for column, ballot in self.shared.items():
            count += ballot.counts * self.worlds.votes[:, column]
        return count

    @cached_property
    def vetoes(self) -> IntArray:
        """How many shared voters fail the step by a veto, in each world."""
        count = np.zeros(len(self.worlds.weight), dtype=np.int64)
        for column, ballot in self.shared.items():
            count += ballot.veto & ~self.worlds.votes[:, column]
        return count

    @cached_property
    def reach(self) -> FloatArray:
        """Probability, by count, that the own yes votes count at least that much."""
        return at_least(counted(nothing_counted(self.step.needed), self.own, self.chances))

    def passes(self, forced: tuple[int, bool] | None = None) -> FloatArray:
        """Return the probability that the step passes in each world; ``forced`` fixes the vote of one shared voter."""
        count, vetoes = self.shared_count, self.vetoes
        if forced is not None and (ballot := self.shared.get(forced[0])):
            before, vote = self.worlds.votes[:, forced[0]].astype(np.int64), int(forced[1])
            count = count + ballot.counts * (vote - before)
            vetoes = vetoes + ballot.veto * (before - vote)
        return np.where(vetoes == 0, self.reach[self._missing(count)], 0.0)

    def _missing(self, count: IntArray) -> IntArray:
        return np.maximum(self.step.needed - count, 0)

    def swings_of_own(self, others: FloatArray) -> dict[str, Estimate]:
        """Return the swing of each own vote; ``others`` is the probability that all other steps pass, by world."""
        missing, unvetoed = self._missing(self.shared_count), others * (self.vetoes == 0)
        sums = [
            np.bincount(missing, weights=self.worlds.weight * unvetoed**power, minlength=self.step.needed + 1)
            for power in (1, 2)
        ]
        found: dict[str, Estimate] = {}
        start = nothing_counted(self.step.needed)
        for ballot, rest in zip(self.own, counted_without_each(start, self.own, self.chances), strict=True):
            gain = _gain(ballot, at_least(rest))
            mean, square = float((sums[0] * gain).sum()), float((sums[1] * gain**2).sum())
            found[ballot.person] = _estimate(mean, square, self.worlds)
        return found


def _gain(ballot: Ballot, reach: FloatArray) -> FloatArray:
    """Return, at index c, how much a yes instead of a no changes when c is still missing without this vote."""
    after_yes = reach[np.maximum(np.arange(len(reach)) - ballot.counts, 0)]
    return after_yes if ballot.veto else after_yes - reach


def _steps_in(decision: Decision, chances: Chances, worlds: Worlds) -> list[_StepInWorlds]:
    column = {voter: place for place, voter in enumerate(decision.shared)}
    return [
        _StepInWorlds(
            step=step,
            own=[ballot for ballot in step.ballots if ballot.person not in column],
            shared={column[ballot.person]: ballot for ballot in step.ballots if ballot.person in column},
            chances=chances,
            worlds=worlds,
        )
        for step in decision.steps
    ]


def _product(steps: Sequence[_StepInWorlds], worlds: Worlds, forced: tuple[int, bool] | None = None) -> FloatArray:
    """Return the probability that all steps pass, in each world."""
    together = np.ones(len(worlds.weight))
    for step in steps:
        together = together * step.passes(forced)
    return together


def _others_of_each(steps: Sequence[_StepInWorlds], worlds: Worlds) -> Iterator[FloatArray]:
    """Yield for each step the probability that all other steps pass, in each world."""
    after = [np.ones(len(worlds.weight))]
    for step in reversed(steps[1:]):
        after.append(after[-1] * step.passes())
    before = np.ones(len(worlds.weight))
    for step, later in zip(steps, reversed(after), strict=False):
        yield before * later
        before = before * step.passes()


def _mean(values: FloatArray, worlds: Worlds) -> Estimate:
    return _estimate(float((worlds.weight * values).sum()), float((worlds.weight * values**2).sum()), worlds)


def _estimate(mean: float, square: float, worlds: Worlds) -> Estimate:
    """Return a mean over worlds, with its standard error if the worlds are a sample."""
    spread = max(0.0, square - mean * mean) if worlds.sampled else 0.0
    return Estimate(min(mean, 1.0), math.sqrt(spread / max(1, len(worlds.weight) - 1)))
