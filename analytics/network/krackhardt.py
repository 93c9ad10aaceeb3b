"""Krackhardt's four dimensions of hierarchy: all are 1 in an out-tree, the purest organisation chart.

Each is 1 minus the number of violations divided by the largest possible number; None if none is possible.

References
----------
Krackhardt (1994), Graph theoretical dimensions of informal organizations.
"""

from collections import Counter
from itertools import combinations
from typing import NamedTuple

import networkx as nx
import numpy as np

from analytics.backend.algorithms.reach import Reach
from analytics.graphs.people_graph import BoolArray, PeopleGraph


def connectedness(arcs: PeopleGraph) -> float | None:
    """Return the share of pairs joined by some path, whatever the direction of its arcs; None under two people.

    References
    ----------
    Krackhardt (1994), Graph theoretical dimensions of informal organizations.

    Examples
    --------
    >>> connectedness(PeopleGraph.from_edges([("ada", "bo", 1.0)], people=["cy"]))
    0.3333333333333333
    """
    pairs = _pairs(len(arcs))
    return sum(_pairs(len(component)) for component in _components(arcs)) / pairs if pairs else None


def hierarchy(reach: Reach) -> float | None:
    """Return 1 minus the share of pairs that reach each other, among pairs where at least one reaches the other.

    None if nobody reaches anybody.

    References
    ----------
    Krackhardt (1994), Graph theoretical dimensions of informal organizations.

    Examples
    --------
    >>> from analytics.backend.algorithms.reach import reach
    >>> hierarchy(reach(PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "ada", 1.0), ("bo", "cy", 1.0)])))
    0.6666666666666667
    """
    people = len(reach.reaches)
    ordered = int(reach.reaches.sum()) - people
    mutual = (int((reach.reaches & reach.reaches.T).sum()) - people) // 2
    return 1.0 - mutual / (ordered - mutual) if ordered else None


def efficiency(arcs: PeopleGraph) -> float | None:
    """Return 1 minus the share of possible superfluous arcs that exist; None if nobody has an arc.

    Arcs are superfluous beyond what holds a component together: N people need N - 1 arcs and can have ``N (N - 1)``.

    References
    ----------
    Krackhardt (1994), Graph theoretical dimensions of informal organizations.

    Examples
    --------
    >>> efficiency(PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "cy", 1.0), ("ada", "cy", 1.0)]))
    0.75
    """
    needed = [len(component) - 1 for component in _components(arcs)]
    most = sum(arcs_needed**2 for arcs_needed in needed)
    return 1.0 - (len(arcs.source) - sum(needed)) / most if most else None


def least_upper_boundedness(arcs: PeopleGraph, reach: Reach) -> float | None:
    """Return 1 minus the share of pairs without a least upper bound, among the most there could be in each component.

    An upper bound of a pair reaches both of them, and everybody reaches themselves; the least upper bound is one whom
    all other upper bounds reach. (R's sna takes one who reaches all others, and so differs.) A component of N people
    can have ``(N - 1)(N - 2) / 2`` violations. None if no three people are connected.

    Notes
    -----
    Whoever reaches an upper bound is an upper bound too. So k is the least upper bound of a pair exactly when the upper
    bounds of the pair are all the people who reach k.

    References
    ----------
    Krackhardt (1994), Graph theoretical dimensions of informal organizations.

    Examples
    --------
    Ada over Bo and Cy bounds both; the other way round, nobody reaches both Bo and Cy.

    >>> from analytics.backend.algorithms.reach import reach
    >>> down = PeopleGraph.from_edges([("ada", "bo", 1.0), ("ada", "cy", 1.0)])
    >>> up = PeopleGraph.from_edges([("bo", "ada", 1.0), ("cy", "ada", 1.0)])
    >>> least_upper_boundedness(down, reach(down)), least_upper_boundedness(up, reach(up))
    (1.0, 0.0)
    """
    components = _components(arcs)
    most = sum(_pairs(len(component) - 1) for component in components)
    if not most:
        return None
    both_ways = zip(arcs.people, reach.reaches.T, reach.reaches, strict=True)
    bounds = {person: _Bounds(_bits(above), below) for person, above, below in both_ways}
    return 1.0 - sum(_violations([bounds[person] for person in component]) for component in components) / most


class _Bounds:
    """The people who bound a person, as bits, and how many people the person bounds."""

    def __init__(self, above: int, below: BoolArray) -> None:
        self.above = above
        self.below = int(below.sum())
        self.shared = above if self.below > 1 else above ^ _bits(below)
        """The bounds without the person, if they bound nobody else: so people with the same managers are alike."""

    @property
    def topmost(self) -> bool:
        """Whether nobody else reaches them."""
        return self.above.bit_count() == 1


class _Alike(NamedTuple):
    """How many people share the same bounds, and whether these have a least one."""

    shared: int
    people: int
    bounded: bool


def _bits(people: BoolArray) -> int:
    return int.from_bytes(np.packbits(people).tobytes())


def _violations(component: list[_Bounds]) -> int:
    """Return how many pairs have no least upper bound.

    A person whom nobody reaches has one with the people they reach, and with nobody else. So only pairs of the others
    are looked at, and people who are alike together: a chart is counted team by team, in either direction.
    """
    others = [each for each in component if not each.topmost]
    tops = [each for each in component if each.topmost]
    apart = _pairs(len(tops)) + sum(len(others) - (each.below - 1) for each in tops)
    least = {each.above for each in component}
    alike = [
        _Alike(shared, people, shared in least) for shared, people in Counter(each.shared for each in others).items()
    ]
    within = sum(_pairs(each.people) for each in alike if not each.bounded)
    between = sum(a.people * b.people for a, b in combinations(alike, 2) if not _is_bounded(a, b, least))
    return apart + within + between


def _is_bounded(one: _Alike, other: _Alike, least: set[int]) -> bool:
    """Return whether people of two groups have a least upper bound; a bound of one group may be that of both."""
    shared = one.shared & other.shared
    if (one.bounded and shared == one.shared) or (other.bounded and shared == other.shared):
        return True  # found without a look into the set, which has to read all bits of what it looks for
    return shared in least


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def _components(arcs: PeopleGraph) -> list[set[str]]:
    """Return the people of each part of the graph that no arc joins to the rest, whatever the direction of arcs."""
    return list(nx.weakly_connected_components(arcs))
