"""Missed: what is left of coverage and closeness when one person leaves, for every person on both sides."""

import math
from collections.abc import Collection, Mapping

import numpy as np

from analytics.backend.algorithms.leaving import Leaving, means_without_each
from analytics.inputs.contacts import Pair
from analytics.inputs.duties import NOTHING_LEFT, LeftDuties
from analytics.inputs.person_closeness import PersonCloseness
from analytics.inputs.remains import Remains


def without_theirs(
    leaving: Leaving,
    influence: Mapping[str, float],
    attainment: Mapping[str, float],
    people_closeness: Mapping[str, PersonCloseness],
) -> dict[str, Remains]:
    """Return what is left after each of their people leaves, alone.

    Influence is that of the smaller graph, where the other reports of their managers speak louder; closeness and
    targets of everybody else stay. It is what a simulation of ``person_leaves`` gives, for all of them at once.

    Returns
    -------
    dict
        Person id -> what is left, in order of id.

    References
    ----------
    This project's definition.
    """
    people = leaving.graph.people
    if len(people) < 2:
        return dict.fromkeys(people, Remains(None, None))
    close = {person: found.closeness / 100.0 for person, found in people_closeness.items()}
    spread = np.array([influence[person] for person in people])
    values = np.array([[each.get(person, 0.0) for person in people] for each in (attainment, close)])
    covered, closest = (100.0 * means_without_each(leaving, spread, values)).tolist()
    return {
        person: Remains(
            min(100.0, covered[place]), min(100.0, closest[place]) if any(other != person for other in close) else None
        )
        for place, person in enumerate(people)
    }


def without_ours(
    members: Collection[str],
    influence: Mapping[str, float],
    closeness: Mapping[Pair, float],
    targets: Mapping[str, float],
    left_duties: Mapping[str, LeftDuties],
) -> dict[str, Remains]:
    """Return what is left after each of us leaves, alone, and takes their relationships along.

    Those of all others stay. Who left covers nobody: where the leaver alone set the cadence or the rung wanted with a
    person, closeness and target of that person are those without. It is what a simulation of ``member_leaves`` gives.

    Returns
    -------
    dict
        Member id -> what is left, in order of id.

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> without_ours(["kim"], {"ada": 1.0}, {("kim", "ada"): 40.0, ("lea", "ada"): 20.0}, {"ada": 50.0}, {})
    {'kim': Remains(coverage=40.0, closeness=20.0)}
    """
    closest_two = _closest_two(closeness)
    first = {person: two[0] for person, two in closest_two.items()}
    total = math.fsum(influence.values())

    def without(member: str, left: LeftDuties) -> Remains:
        closest = {person: value for person, (value, who) in first.items() if who != member}
        seconds = (person for person, two in closest_two.items() if first[person][1] == member and len(two) > 1)
        closest |= {person: closest_two[person][1][0] for person in seconds} | left.closest()
        aimed = {**targets, **left.targets} if left.targets else targets
        reached = math.fsum([influence[person] * min(1.0, value / aimed[person]) for person, value in closest.items()])
        close = math.fsum([influence[person] * value for person, value in closest.items()])
        return Remains(min(100.0, 100.0 * reached / total), min(100.0, close / total) if closest else None)

    return {
        member: without(member, left_duties.get(member, NOTHING_LEFT)) if influence else Remains(None, None)
        for member in sorted(members)
    }


def _closest_two(closeness: Mapping[Pair, float]) -> dict[str, list[tuple[float, str]]]:
    """Return how close the closest two of us are to each person, and who they are, the closest first."""
    by_person: dict[str, list[tuple[float, str]]] = {}
    for (member, person), value in closeness.items():
        by_person.setdefault(person, []).append((value, member))
    return {person: sorted(pairs, reverse=True)[:2] for person, pairs in by_person.items()}
