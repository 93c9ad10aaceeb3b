"""Opinions: where the support of everybody on a chain drifts when they keep moving each other. Experimental."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from analytics.graphs.people_graph import BoolArray, FloatArray
from analytics.graphs.projection import InfluenceGraph
from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject
from analytics.votes.ballots import Decision
from analytics.votes.chances import EVEN, Estimate, yes_of_support
from analytics.votes.passing import passing
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

FAINTEST = 1e-12
"""The least share of what people hear, multiplied along a way, by which a known support reaches them."""

HALF_RANGE = 2.0
"""Supports lie between -2 and 2; opinions between -1 and 1."""


class Opinions(NamedTuple):
    """Where support drifts, and who moves whom there.

    Attributes
    ----------
    drifted : dict
        Person with a stake on the chain -> support in [-2, 2]; None if nothing is known about them and nobody of known
        support reaches them, not even through others.
    levers : array, shape (n, n)
        How much the recorded support of each person (column) adds to the drifted support of each (row), in that order.
    chance : Estimate or None
        Probability that the chain passes on drifted supports; None if there is a step that nobody decides, or no step,
        or if nobody knows whether the amount asks for some open step.
    """

    drifted: dict[str, float | None]
    levers: FloatArray
    chance: Estimate | None

    def lever(self, person: str, on: str) -> float:
        """Return how much a person's recorded support adds to the drifted support of another, or to their own."""
        places = {name: place for place, name in enumerate(self.drifted)}
        return float(self.levers[places[on], places[person]])


def opinions(
    account: AccountGraph,
    graph: InfluenceGraph,
    decision: Decision,
    beliefs: Mapping[Subject, Belief],
    chain: str | None,
    settings: AnalysisSettings,
    seed: int,
) -> Opinions:
    """Return the result of the Friedkin-Johnsen process ``x = (I - L W)^-1 (I - L) s`` on the people with a stake.

    s is support divided by 2. W says who listens to whom: the influence graph, with rows normalised by the sum of
    absolute weights. A conflict makes a weight negative, 0.2 if no influence is recorded. L is susceptibility, by
    adaptability. A person of unknown support is moved wholly by the others.

    References
    ----------
    Friedkin and Johnsen (1990); Parsegov et al. (2017).
    """
    present = frozenset(graph.people)
    people = sorted({stake.person for stake in account.stakes if stake.chain == chain} & present)
    hears = _hears(people, graph, account, settings)
    supports = [beliefs.get((person, "support", None)) for person in people]
    known = np.array([belief is not None for belief in supports], dtype=np.bool)
    recorded = np.array([float(belief.value) / HALF_RANGE if belief else 0.0 for belief in supports])
    susceptible = np.array([_susceptibility(person, beliefs, settings) for person in people])
    reached = _reached(known, hears)
    moved = np.where(known, susceptible, np.where(reached, 1.0, 0.0))
    levers = _levers(moved, hears)
    drifted = levers @ recorded * HALF_RANGE
    found = {
        person: float(value) if there else None for person, value, there in zip(people, drifted, reached, strict=True)
    }
    confidence = _confidence([belief.confidence if belief else None for belief in supports], levers)
    chance = None
    if decision.state != "no_decider" and not decision.hangs_on_amount:
        chances = _chances(decision, found, dict(zip(people, confidence, strict=True)), settings)
        chance = passing(decision, chances, settings, seed)
    return Opinions(found, levers, chance)


def friedkin_johnsen(recorded: FloatArray, susceptible: FloatArray, hears: FloatArray) -> FloatArray:
    """Return where opinions end: each is pulled towards the opinions it hears, and held back by what it was.

    Parameters
    ----------
    recorded : array, shape (n,)
    susceptible : array, shape (n,)
        0 never moves; 1 holds on to nothing of its own.
    hears : array, shape (n, n)
        Rows of absolute sum 1; from every row of susceptibility 1 a path leads to one below 1.

    Examples
    --------
    >>> friedkin_johnsen(np.array([1.0, 0.0]), np.array([0.0, 0.5]), np.array([[1.0, 0.0], [1.0, 0.0]])).tolist()
    [1.0, 0.5]
    """
    return _levers(susceptible, hears) @ recorded


def _levers(susceptible: FloatArray, hears: FloatArray) -> FloatArray:
    size = len(susceptible)
    left = np.eye(size) - susceptible[:, np.newaxis] * hears
    return np.linalg.solve(left, np.diag(1.0 - susceptible)).astype(np.float64) if size else np.zeros((0, 0))


def _hears(people: list[str], graph: InfluenceGraph, account: AccountGraph, settings: AnalysisSettings) -> FloatArray:
    place = {person: index for index, person in enumerate(people)}
    weights = np.zeros((len(people), len(people)))
    names = graph.people
    for source, target, weight in zip(graph.source.tolist(), graph.target.tolist(), graph.weight.tolist(), strict=True):
        mover, moved = place.get(names[source]), place.get(names[target])
        if mover is not None and moved is not None:
            weights[moved, mover] = weight
    for one, other in _conflicts(account, place):
        for row, column in ((one, other), (other, one)):
            weights[row, column] = -(abs(weights[row, column]) or settings.conflict_weight)
    total = np.abs(weights).sum(axis=1)
    alone = total == 0
    weights[alone, alone] = 1.0
    hears: FloatArray = weights / np.where(alone, 1.0, total)[:, np.newaxis]
    return hears


def _conflicts(account: AccountGraph, place: Mapping[str, int]) -> Iterable[tuple[int, int]]:
    for conflict in account.conflicts:
        one, other = conflict.people
        if one in place and other in place:
            yield place[one], place[other]


def _susceptibility(person: str, beliefs: Mapping[Subject, Belief], settings: AnalysisSettings) -> float:
    belief = beliefs.get((person, "adaptability", None))
    susceptibility: float = getattr(settings, f"susceptibility_{belief.value if belief else 'unknown'}")
    return susceptibility


def _reached(known: BoolArray, hears: FloatArray) -> BoolArray:
    """Return whether each person's support is known, or they hear a person of known support, directly or not.

    What is heard on the best way counts as nothing below `FAINTEST`: numbers with 16 digits cannot carry it on.
    """
    loudest = known.astype(np.float64)
    for _ in range(len(loudest)):
        further = np.maximum(loudest, (np.abs(hears) * loudest).max(axis=1, initial=0.0))
        if (further == loudest).all():
            break
        loudest = further
    found: BoolArray = loudest >= FAINTEST
    return found


def _confidence(own: list[float | None], levers: FloatArray) -> list[float]:
    """Return each person's own confidence; without a belief, the mean of the others', weighted by their levers."""
    given = np.array([0.0 if each is None else each for each in own])
    weights = np.abs(levers)
    total = weights.sum(axis=1)
    mean = np.divide(weights @ given, total, out=np.zeros(len(given)), where=total > 0)
    return [float(mean[place]) if each is None else each for place, each in enumerate(own)]


def _chances(
    decision: Decision, drifted: Mapping[str, float | None], confidence: Mapping[str, float], settings: AnalysisSettings
) -> dict[str, float]:
    chances = {}
    for voter in decision.voters:
        support = drifted[voter]
        certain = EVEN if support is None else yes_of_support(support, settings)
        chances[voter] = EVEN + confidence[voter] * (certain - EVEN)
    return chances
