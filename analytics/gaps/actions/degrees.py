"""The weakest of the four degrees of trust, and so what raises it first."""

from collections.abc import Mapping
from typing import get_args

import numpy as np

from analytics.context import Context
from schemas.analysis.gap_words import Degree

DEGREES: tuple[Degree, ...] = get_args(Degree)

RAISED: tuple[Degree, ...] = DEGREES[:3]
"""Those that somebody can raise at the next contact."""


def degrees_of(numbers: Context, member: str, person: str) -> Mapping[Degree, float] | None:
    """Return the four degrees of trust of one of us and a person, each in [0, 1]; None without a contact."""
    place = numbers.contacts.position.get((member, person))
    if place is None or not numbers.contacts.contacted[place]:
        return None
    found: dict[Degree, float] = {name: float(np.asarray(getattr(numbers, name))[place]) for name in DEGREES}
    return found


def weakest_degree(numbers: Context, member: str | None, person: str | None) -> Degree | None:
    """Return the lowest degree of trust of one of us and a person, else of whoever is closest; None without a contact.

    Of frequency, expertise and depth, the first of equal ones: length comes with time and nothing else.
    """
    closest = numbers.people_closeness.get(person or "")
    for who in (member, *(closest.members[:1] if closest else ())):
        found = degrees_of(numbers, who, person) if who and person else None
        if found:
            return min(RAISED, key=found.__getitem__)
    return None
