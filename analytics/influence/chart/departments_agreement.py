"""Agreement of communities and departments: whether people move each other along the lines of the chart."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import lgamma

from analytics.graphs.people_graph import PeopleGraph


def departments_agreement(
    communities: Sequence[Sequence[str]], departments: Mapping[str, str], graph: PeopleGraph
) -> float | None:
    """Return the adjusted mutual information of communities and departments.

    ``(I - E[I]) / ((H(communities) + H(departments)) / 2 - E[I])``, with the expectation over all ways to divide the
    same people into circles and departments of the same sizes. People without a department are left out.

    Parameters
    ----------
    departments : mapping
        The department that counts for each person.
    graph : PeopleGraph
        Graph of the people to compare.

    Returns
    -------
    float or None
        1 if both divide the people in the same way, about 0 if they agree no more than by chance, below 0 if less;
        None for fewer than two people with a department.

    References
    ----------
    Vinh, Epps & Bailey (2010), the adjustment for chance; arithmetic mean of the entropies.

    Examples
    --------
    >>> graph = PeopleGraph.from_edges([], people=["ada", "bo", "cy", "di"])
    >>> units = {"ada": "legal", "bo": "legal", "cy": "board", "di": "board"}
    >>> departments_agreement([("ada", "bo"), ("cy", "di")], units, graph)
    1.0
    """
    circle_of = {person: circle for circle, people in enumerate(communities) for person in people}
    placed = [(circle_of[person], departments[person]) for person in graph.people if person in departments]
    if len(placed) < 2:
        return None
    both, circles, units = Counter(placed), Counter(c for c, _ in placed), Counter(u for _, u in placed)
    if len(both) == len(circles) == len(units):
        return 1.0
    people = len(placed)
    chance = _expected_information(circles, units, people)
    each = _entropy(circles.values(), people) + _entropy(units.values(), people)
    shared = each - _entropy(both.values(), people)
    return (shared - chance) / (each / 2 - chance)


def _entropy(counts: Iterable[int], people: int) -> float:
    return -math.fsum(count / people * math.log(count / people) for count in counts)


def _expected_information(circles: Mapping[int, int], units: Mapping[str, int], people: int) -> float:
    """Return the mean mutual information of two random partitions of these sizes; equal sizes are computed once."""
    circle_sizes, unit_sizes = Counter(circles.values()), Counter(units.values())
    return math.fsum(
        times * others * _expected_share(one, other, people)
        for one, times in circle_sizes.items()
        for other, others in unit_sizes.items()
    )


def _expected_share(one: int, other: int, people: int) -> float:
    """Return the mean information of two groups of these sizes: their overlap is hypergeometric."""
    overlaps = range(max(1, one + other - people), min(one, other) + 1)
    return math.fsum(
        overlap / people * math.log(people * overlap / (one * other)) * _chance(overlap, one, other, people)
        for overlap in overlaps
    )


def _chance(overlap: int, one: int, other: int, people: int) -> float:
    """Return the probability that two random groups of these sizes share exactly that many people."""
    ways = _ln_choose(one, overlap) + _ln_choose(people - one, other - overlap) - _ln_choose(people, other)
    return math.exp(ways)


def _ln_choose(size: int, chosen: int) -> float:
    return lgamma(size + 1) - lgamma(chosen + 1) - lgamma(size - chosen + 1)
