"""Expected reach: how many others one person moves once convinced."""

from typing import NamedTuple

from analytics.backend.algorithms.cascade import exact_reach, sampled_reach
from analytics.graphs.projection import InfluenceGraph
from schemas.settings.analysis_settings import AnalysisSettings

Arcs = list[tuple[int, int, float]]


class Spread(NamedTuple):
    """How many others are moved on average, and its standard error, which is 0 if the value is exact."""

    others: float
    error: float


def expected_reach(graph: InfluenceGraph, settings: AnalysisSettings, seed: int) -> dict[str, Spread]:
    """Return how many others each person moves on average, directly and through others, once convinced.

    Independent cascade on w: everybody who is moved passes it on once along each of their arcs, with probability w. The
    arcs that matter leave the people who can be reached and do not lead back to the start. If there are at most 12
    (``reach_exact_edges``), the value is exact, by enumeration. Otherwise it is sampled by reverse-reachable sets
    (``reach_samples``), with a standard error.

    Parameters
    ----------
    seed : int
        The same seed draws the same samples.

    Returns
    -------
    dict
        Person id -> `Spread`, in people, from 0 (moves nobody) to n - 1. What no sample has found counts 0 in the
        value; its error says how much may have been missed.

    References
    ----------
    Kempe, Kleinberg & Tardos (2003); Borgs, Brautbar, Chayes & Lucier (2014) for reverse-reachable sets; Gehrels (1986)
    for the error of few hits.

    Examples
    --------
    >>> graph = InfluenceGraph.from_edges([("ada", "bo", 0.5), ("bo", "cy", 0.5), ("cy", "ada", 0.9)])
    >>> expected_reach(graph, AnalysisSettings(), seed=1)["ada"]
    Spread(others=0.75, error=0.0)
    """
    onward = _onward(graph)
    counted = [_uncertain(onward, person, settings.reach_exact_edges) for person in range(len(graph))]
    found: dict[str, Spread] = {}
    if None in counted:
        others, errors = sampled_reach(graph, settings.reach_samples, [seed, *b"reach"])
        found = {
            name: Spread(*each) for name, *each in zip(graph.people, others.tolist(), errors.tolist(), strict=True)
        }
    for person, arcs in enumerate(counted):
        if arcs is not None:
            found[graph.people[person]] = Spread(exact_reach(arcs, person), 0.0)
    return found


def _onward(graph: InfluenceGraph) -> list[Arcs]:
    """Return the arcs of each person."""
    onward: list[Arcs] = [[] for _ in graph.people]
    for arc in zip(graph.source.tolist(), graph.target.tolist(), graph.weight.tolist(), strict=True):
        onward[arc[0]].append(arc)
    return onward


def _uncertain(onward: list[Arcs], start: int, most: int) -> Arcs | None:
    """Return the arcs that persuasion can take from the start, near ones first; None if there are too many."""
    found: Arcs = []
    reached = [start]
    for person in reached:
        leaving = [arc for arc in onward[person] if arc[1] != start]
        found += leaving
        if len(found) > most:
            return None
        reached += [target for _, target, _ in leaving if target not in reached]
    return found
