"""Attainment: how much of the target we have reached with each person."""

from collections.abc import Mapping

from analytics.inputs.person_closeness import PersonCloseness


def attainment(targets: Mapping[str, float], people: Mapping[str, PersonCloseness]) -> dict[str, float]:
    """Return ``min(1, closeness / target)`` for each person; 0 for a person to whom none of us has any closeness.

    Examples
    --------
    >>> attainment({"ada": 50.0, "bo": 25.0}, {"ada": PersonCloseness(20.0, "acquainted", 20.0, ("kim",))})
    {'ada': 0.4, 'bo': 0.0}
    """
    return {
        person: min(1.0, people[person].closeness / target) if person in people else 0.0
        for person, target in targets.items()
    }
