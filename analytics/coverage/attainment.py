"""Attainment: how much of a target is reached."""

from collections.abc import Mapping

from analytics.inputs.person_closeness import PersonCloseness


def attainment(targets: Mapping[str, float], people: Mapping[str, PersonCloseness]) -> dict[str, float]:
    """Return ``min(1, closeness / target)`` of each person; 0 for whom nobody is close to.

    Examples
    --------
    >>> attainment({"ada": 50.0, "bo": 25.0}, {"ada": PersonCloseness(20.0, "acquainted", 20.0, ("kim",))})
    {'ada': 0.4, 'bo': 0.0}
    """
    return {
        person: min(1.0, people[person].closeness / target) if person in people else 0.0
        for person, target in targets.items()
    }
