"""Influence graphs that may be: what is recorded is believed with a confidence, and may not be so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from analytics.graphs.people_graph import BoolArray, FloatArray, IntArray
from analytics.graphs.projection import Contribution
from schemas.settings.analysis_settings import AnalysisSettings


@dataclass(frozen=True, slots=True, eq=False)
class PossibleGraphs:
    """Arcs that can be, in order of (source, target), and what each recorded edge adds to them where it exists.

    Attributes
    ----------
    size : int
        How many people there are.
    source, target : array of int
        Ends of each arc.
    arc, edge : array of int
        Of each contribution: to which arc, by which recorded edge; in order of arc, and small strengths first.
    strength : array of float
        Of each contribution, with full confidence.
    confidence : array of float
        With which each recorded edge exists.
    cap : float
        The most that an arc can weigh.
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
        """Return what may be among people, given in order, by contributions in any order."""
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
        """Whether there is only one graph that can be."""
        return bool(np.all((self.confidence == 0.0) | (self.confidence == 1.0)))

    def weights(self, exists: BoolArray) -> FloatArray:
        """Return the weight of each arc (column) in each draw (row) of which edges exist (columns).

        Contributions combine by noisy-or, small ones first, as they do in the influence graph.
        """
        first, *later = self._layers()
        acting = np.take(exists, self.edge[first], axis=1) * self.strength[first]
        for layer in later:
            adds = exists[:, self.edge[layer]] * self.strength[layer]
            acting[:, self.arc[layer]] += adds * (1.0 - acting[:, self.arc[layer]])
        return np.minimum(acting, self.cap)

    def _layers(self) -> Iterator[IntArray]:
        """Yield the first contribution to each arc, then the second to each that has one, and so on."""
        counts = np.bincount(self.arc, minlength=len(self.source))
        first = np.cumsum(counts) - counts
        for place in range(counts.max(initial=1)):
            yield first[counts > place] + place


def possible_graphs(
    present: frozenset[str], given: Iterable[Contribution], settings: AnalysisSettings
) -> PossibleGraphs:
    """Return the influence graphs that may be, on the people present."""
    moving = [each for each in given if each.strength > 0]
    return PossibleGraphs.of(tuple(sorted(present)), moving, settings.probability_cap)
