"""The influence graph: who moves whom, with what probability, from everything that was recorded."""

import math
from collections.abc import Iterable

import numpy as np

from analytics.graphs.assumed_lines import AssumedLines
from analytics.graphs.contribution import LINES, Contribution
from analytics.graphs.people_graph import FloatArray, PeopleGraph
from schemas.settings.analysis_settings import AnalysisSettings


class InfluenceGraph(PeopleGraph):
    """An arc u -> v of weight w in (0, 1) reads "u moves v with probability w"; each arc also has a ``length``."""

    __slots__ = ()

    arc_attributes = ("weight", "length")

    def values(self, attribute: str | None) -> FloatArray:
        """Return an attribute of each arc by its name: ``length`` or ``weight``."""
        return self.lengths() if attribute == "length" else super().values(attribute)

    def lengths(self) -> FloatArray:
        """Return the length of each arc, ``-ln w``: short where persuasion is likely, and at least 1e-9.

        The length of a chain of persuasion is the logarithm of its probability. Two chains are equal if these differ by
        at most 1e-12 (`analytics.backend.algorithms.tied_paths`), so that rounding does not decide between them.

        Examples
        --------
        >>> InfluenceGraph.from_edges([("ada", "bo", 0.5), ("bo", "ada", 0.999)]).lengths().round(6).tolist()
        [0.693147, 0.001001]
        """
        return np.array([max(1e-9, -math.log(weight)) for weight in self.weight.tolist()], dtype=np.float64)


def influence_graph(
    present: frozenset[str], given: Iterable[Contribution], settings: AnalysisSettings
) -> InfluenceGraph:
    """Return the influence graph of the present people.

    An arc u -> v of weight w says that u moves v with probability w.
    All contributions to one ordered pair combine by noisy-or, ``w = 1 - prod(1 - w_k)``, at most ``probability_cap``.
    A pair without any contribution above 0 has no arc.

    Parameters
    ----------
    given : iterable of Contribution
        The contributions of all records.
    """
    weights: dict[tuple[str, str], list[float]] = {}
    for each in given:
        weights.setdefault((each.source, each.target), []).append(each.strength * each.confidence)
    cap = settings.probability_cap
    combined = (
        (pair, min(several[0] if len(several) == 1 else noisy_or(several), cap)) for pair, several in weights.items()
    )
    return InfluenceGraph.of(present, {pair: weight for pair, weight in combined if weight > 0})


def chart_graph(present: frozenset[str], given: Iterable[Contribution], settings: AnalysisSettings) -> InfluenceGraph:
    """Return the influence graph of lines alone, recorded and assumed: who would move whom by the chart only."""
    return influence_graph(present, (each for each in given if each.edge[0] in LINES), settings)


def recorded_graph(
    graph: InfluenceGraph,
    assumed: AssumedLines,
    present: frozenset[str],
    recorded: Iterable[Contribution],
    settings: AnalysisSettings,
) -> InfluenceGraph:
    """Return the influence graph as it is without assumed lines: whoever asks for a way to somebody needs real ones."""
    return influence_graph(present, recorded, settings) if assumed.lines else graph


def noisy_or(probabilities: Iterable[float]) -> float:
    """Return the probability that at least one of several independent causes acts, ``1 - prod(1 - p)``.

    They are combined from small to large, so that their order does not matter; a single one is returned unchanged.

    Examples
    --------
    >>> noisy_or([0.5, 0.5]), noisy_or([0.35]), noisy_or([])
    (0.75, 0.35, 0.0)
    """
    acting = 0.0
    for probability in sorted(probabilities):
        acting += probability * (1.0 - acting)
    return acting
