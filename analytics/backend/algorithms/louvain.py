"""The Louvain method on lists: circles of high modularity, found by moving one position after the other.

Positions are taken in an order drawn from the seed, candidates in the order of a position's ties, and gains are added
up as NetworkX does: so the same seed gives the same circles as there.

References
----------
Blondel, Guillaume, Lambiotte & Lefebvre (2008).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

Ties = list[dict[int, float]]
"""For each position, the weight of its tie to every other, or to itself, in the order in which they are tried."""


@dataclass(slots=True)
class _Level:
    """Ties of positions, each a circle of the level below; ``half`` is the sum of weights, each tie counted once."""

    ties: Ties
    degree: list[float]
    half: float

    @classmethod
    def of(cls, ties: Ties) -> "_Level":
        degree = [sum(tied.values()) + tied.get(place, 0.0) for place, tied in enumerate(ties)]
        return cls(ties, degree, sum(degree) / 2)


def communities(
    size: int, arcs: Iterable[tuple[int, int, float]], resolution: float, threshold: float, chance: Random
) -> list[list[int]]:
    """Return the circles of positions, each in ascending order.

    Parameters
    ----------
    arcs : iterable of (source, target, weight)
        Ties in both directions, in order.
    resolution : float
        Below 1 circles are larger, above 1 they are smaller.
    threshold : float
        The method stops when another level gains no more modularity than this.

    Examples
    --------
    >>> ties = [(0, 1, 1.0), (1, 0, 1.0), (2, 3, 1.0), (3, 2, 1.0)]
    >>> communities(4, ties, 1.0, 1e-7, Random(1))
    [[0, 1], [2, 3]]
    """
    ties: Ties = [{} for _ in range(size)]
    for source, target, weight in arcs:
        ties[source][target] = weight
    circles = [[place] for place in range(size)]
    if not any(ties):
        return circles
    level = _Level.of(ties)
    reached = _modularity(level, list(range(size)), resolution)
    moved = True
    while moved:
        circle_of, moved = _moved(level, resolution, chance)
        circles = _merged(circles, circle_of)
        before, reached = reached, _modularity(level, circle_of, resolution)
        if reached - before <= threshold:
            break
        level = _Level.of(_ties_between(level, circle_of))
    return [sorted(circle) for circle in circles]


def _moved(level: _Level, resolution: float, chance: Random) -> tuple[list[int], bool]:
    """Return each position's circle, numbered without gaps, once no single move gains, and whether any moved."""
    circle_of = list(range(len(level.ties)))
    order = circle_of.copy()
    chance.shuffle(order)
    others = [[(other, w) for other, w in tied.items() if other != place] for place, tied in enumerate(level.ties)]
    total = level.degree.copy()
    moves, improved = 1, False
    while moves:
        moves = 0
        for place in order:
            best = _best(place, others[place], circle_of, total, level, resolution)
            if best != circle_of[place]:
                circle_of[place] = best
                moves, improved = moves + 1, True
    number = {circle: place for place, circle in enumerate(sorted(set(circle_of)))}
    return [number[circle] for circle in circle_of], improved


def _best(
    place: int,
    others: list[tuple[int, float]],
    circle_of: list[int],
    total: list[float],
    level: _Level,
    resolution: float,
) -> int:
    """Return the circle where a position gains most, and add its degree there."""
    degree, half, own = level.degree[place], level.half, circle_of[place]
    to_circle: dict[int, float] = {}
    for other, weight in others:
        circle = circle_of[other]
        to_circle[circle] = to_circle.get(circle, 0.0) + weight
    total[own] -= degree
    scale = 2 * half**2
    leaving = -to_circle.get(own, 0.0) / half + resolution * (total[own] * degree) / scale
    best, most = own, 0.0
    for circle, weight in to_circle.items():
        gain = leaving + weight / half - resolution * (total[circle] * degree) / scale
        if gain > most:
            best, most = circle, gain
    total[best] += degree
    return best


def _modularity(level: _Level, circle_of: list[int], resolution: float) -> float:
    inside, total = [0.0] * len(level.ties), [0.0] * len(level.ties)
    for place, tied in enumerate(level.ties):
        circle = circle_of[place]
        total[circle] += level.degree[place]
        for other, weight in tied.items():
            if circle_of[other] == circle:
                inside[circle] += weight if other != place else 2 * weight
    whole = 2 * level.half
    return sum(within / whole - resolution * (all_ / whole) ** 2 for within, all_ in zip(inside, total, strict=True))


def _merged(circles: list[list[int]], circle_of: list[int]) -> list[list[int]]:
    """Return the positions in each circle of circles."""
    merged: list[list[int]] = [[] for _ in set(circle_of)]
    for circle, places in zip(circle_of, circles, strict=True):
        merged[circle] += places
    return merged


def _ties_between(level: _Level, circle_of: list[int]) -> Ties:
    """Return the ties between circles, and of each circle with itself, in the order in which they are found."""
    ties: Ties = [{} for _ in set(circle_of)]
    for place, tied in enumerate(level.ties):
        for other, weight in tied.items():
            if other >= place:
                one, two = circle_of[place], circle_of[other]
                ties[one][two] = ties[two][one] = weight + ties[one].get(two, 0.0)
    return ties
