"""Authority: a person's place on the organisation chart."""

from collections.abc import Iterable
from typing import NamedTuple

from analytics.graphs.people_graph import PeopleGraph


class Standing(NamedTuple):
    """A person's place on the chart.

    Attributes
    ----------
    direct, total : int
        People who report to them, and these with everybody below them.
    depth : int or None
        Solid lines from the nearest top; 0 for a top, None below a circle without a top.
    rank : int
        From 1: by total reports, then by smaller depth, then by id.
    """

    direct: int
    total: int
    depth: int | None
    rank: int


def authority(chart: PeopleGraph) -> dict[str, Standing]:
    """Return the place on the chart of everybody who has a solid line, up or down: reports, depth and rank.

    ``direct`` counts the people who report to them, ``total`` also everybody below these. ``depth`` counts the lines
    from the nearest top, 0 for a top itself; it is None below a circle without a top. ``rank`` is the place from 1, by
    total reports, then by smaller depth, then by id.

    Parameters
    ----------
    chart : PeopleGraph
        Open solid lines, as arcs from manager to report.

    Returns
    -------
    dict
        Person id -> `Standing`, in order of id; a person without a solid line is absent. In a circle of lines, which an
        import may bring, everybody is counted once, and nobody as their own report.

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
    """Return everybody reached from the starts, with the fewest steps to them."""
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
