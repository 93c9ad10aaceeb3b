"""Possible influence graphs: each recorded edge is true only with the confidence that it was recorded with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from analytics.graphs.contribution import Contribution
from analytics.graphs.people_graph import BoolArray, FloatArray, IntArray
from schemas.settings.analysis_settings import AnalysisSettings


@dataclass(frozen=True, slots=True, eq=False)
class PossibleGraphs:
    """All arcs that may exist, in order of (source, target), and what each recorded edge adds to them if it is true.

    Attributes
    ----------
    size : int
        Number of people.
    source, target : array of int
        Positions of the two ends of each arc.
    arc, edge : array of int
        For each contribution, its arc and the recorded edge that it comes from; in order of arc, then strength.
    strength : array of float
        Strength of each contribution, at full confidence.
    confidence : array of float
        Probability that each recorded edge is true.
    cap : float
        Largest weight that an arc can have.
    """

    size: int
    source: IntArray
    target: IntArray
    arc: IntArray
    edge: IntArray
    strength: FloatArray
    confidence: FloatArray
    cap: float

    @classmethod
    def of(cls, people: tuple[str, ...], given: list[Contribution], cap: float) -> Self:
        """Return the possible graphs of people, who come in order, from contributions in any order."""
        position = {person: index for index, person in enumerate(people)}
        edges = {edge: index for index, edge in enumerate(sorted({each.edge for each in given}))}
        confidence = np.ones(len(edges))
        confidence[[edges[each.edge] for each in given]] = [each.confidence for each in given]
        rows = sorted((position[e.source], position[e.target], e.strength, edges[e.edge]) for e in given)
        arcs = {ends: index for index, ends in enumerate(dict.fromkeys(row[:2] for row in rows))}
        return cls(
            size=len(people),
            source=np.array([source for source, _ in arcs], dtype=np.int64),
            target=np.array([target for _, target in arcs], dtype=np.int64),
            arc=np.array([arcs[row[:2]] for row in rows], dtype=np.int64),
            edge=np.array([row[3] for row in rows], dtype=np.int64),
            strength=np.array([row[2] for row in rows], dtype=np.float64),
            confidence=confidence,
            cap=cap,
        )

    @property
    def certain(self) -> bool:
        """Whether only one graph is possible."""
        return bool(np.all((self.confidence == 0.0) | (self.confidence == 1.0)))

    def weights(self, exists: BoolArray) -> FloatArray:
        """Return the weight of each arc (column) in each draw (row); ``exists`` says which edges (columns) are true.

        Contributions combine by noisy-or, small ones first, as in the influence graph.
        """
        first, *later = self._layers()
        acting = np.take(exists, self.edge[first], axis=1) * self.strength[first]
        for layer in later:
            adds = exists[:, self.edge[layer]] * self.strength[layer]
            acting[:, self.arc[layer]] += adds * (1.0 - acting[:, self.arc[layer]])
        return np.minimum(acting, self.cap)

    def _layers(self) -> Iterator[IntArray]:
        """Yield the first contribution to each arc, then the second to each arc that has two, and so on."""
        counts = np.bincount(self.arc, minlength=len(self.source))
        first = np.cumsum(counts) - counts
        for place in range(counts.max(initial=1)):
            yield first[counts > place] + place


def possible_graphs(
    present: frozenset[str], given: Iterable[Contribution], settings: AnalysisSettings
) -> PossibleGraphs:
    """Return the possible influence graphs of the present people.

    In each of them every recorded edge is true or not; a true one counts with its full strength.
    """
    moving = [each for each in given if each.strength > 0]
    return PossibleGraphs.of(tuple(sorted(present)), moving, settings.probability_cap)
