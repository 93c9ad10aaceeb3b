"""Expected reach: how many others are moved when one person is convinced."""

from typing import NamedTuple

from analytics.backend.cascade import exact_reach, sampled_reach
from analytics.graphs.projection import InfluenceGraph
from schemas.settings.analysis_settings import AnalysisSettings

Arcs = list[tuple[int, int, float]]


class Spread(NamedTuple):
    """How many others are moved on average, and the standard error of that; 0 where it is exact."""

    others: float
    error: float


def expected_reach(graph: InfluenceGraph, settings: AnalysisSettings, seed: int) -> dict[str, Spread]:
    """Return how many others each person moves, directly and through others, when convinced.

    Independent cascade on w: whoever is moved passes it on along each of their arcs once, with probability w. Exact
    by enumeration where at most 12 edges (``reach_exact_edges``) are uncertain: those that leave people reachable from
    the person, but those into the person; else sampled by reverse-reachable sets.

    Parameters
    ----------
    seed : int
        The same seed draws the same samples.

    Returns
    -------
    dict
        Person id -> `Spread`, from 0 (moves nobody) to n - 1. A share that no sample has met counts 0 in both.

    References
    ----------
    Kempe, Kleinberg & Tardos (2003); Borgs, Brautbar, Chayes & Lucier (2014) for reverse-reachable sets.

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
    """Return the arcs that conviction of the start can take, near ones first; None when they are too many."""
    found: Arcs = []
    reached = [start]
    for person in reached:
        leaving = [arc for arc in onward[person] if arc[1] != start]
        found += leaving
        if len(found) > most:
            return None
        reached += [target for _, target, _ in leaving if target not in reached]
    return found
