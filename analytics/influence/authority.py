"""Authority: what the organisation chart alone gives a person."""

from collections.abc import Iterable
from typing import NamedTuple

from analytics.graphs.people_graph import PeopleGraph


class Standing(NamedTuple):
    """A person's place on the chart.

    Attributes
    ----------
    direct, total : int
        Reports, and reports with all below them.
    depth : int or None
        Lines from the nearest top; 0 for a top, None below a circle that has none.
    rank : int
        From 1: by total reports, then smaller depth, then id.
    """

    direct: int
    total: int
    depth: int | None
    rank: int


def authority(chart: PeopleGraph) -> dict[str, Standing]:
    """Return the place on the chart of everyone who has a solid line, up or down.

    Parameters
    ----------
    chart : PeopleGraph
        Open solid lines, as arcs from manager to report.

    Returns
    -------
    dict
        Person id -> `Standing`, in order of id; somebody without a solid line is absent. A circle of lines, which
        imports may hold, is walked once: nobody is their own report.

    Examples
    --------
    >>> chart = PeopleGraph.from_edges([("ada", "bo", 1.0), ("ada", "cy", 1.0), ("cy", "di", 1.0)])
    >>> authority(chart)["cy"]
    Standing(direct=1, total=1, depth=1, rank=2)
    """
    reports, managers = chart.successors(), chart.predecessors()
    placed = [person for person in range(len(chart)) if reports[person] or managers[person]]
    depth = _steps(reports, (person for person in placed if not managers[person]))
    total = {person: len(_steps(reports, [person])) - 1 for person in placed}
    order = sorted(placed, key=lambda person: (-total[person], depth.get(person, len(chart)), person))
    rank = {person: place for place, person in enumerate(order, start=1)}
    return {
        chart.people[person]: Standing(len(reports[person]), total[person], depth.get(person), rank[person])
        for person in placed
    }


def _steps(neighbours: list[list[int]], starts: Iterable[int]) -> dict[int, int]:
    """Return who is reached from the starts, and in how few steps."""
    steps = dict.fromkeys(starts, 0)
    frontier = list(steps)
    while frontier:
        following = []
        for person in frontier:
            for other in neighbours[person]:
                if other not in steps:
                    steps[other] = steps[person] + 1
                    following.append(other)
        frontier = following
    return steps
