"""Closeness of a person: how near the nearest of us is."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analytics.closeness.contacts import Contacts, Pair
from analytics.ranking import DIGITS
from schemas.vocabularies import Rung

CLOSEST = 3
"""Pairs of a person that ``combined`` takes together."""


class PersonCloseness(NamedTuple):
    """How close we are to one person.

    ``closeness`` and ``rung`` are those of the closest pair: three acquaintances are not one trust. ``combined``, for
    display, is the chance that at least one of the closest is heard, in percent. ``members``: the closest first.
    """

    closeness: float
    rung: Rung
    combined: float
    members: tuple[str, ...]


def people_closeness(
    contacts: Contacts, closeness: Mapping[Pair, float], rungs: Sequence[Rung]
) -> dict[str, PersonCloseness]:
    """Return the closeness of each person to whom any of us has some; the others are absent, not zero."""
    rung_of = dict(zip(contacts.pairs, rungs, strict=True))
    by_person: dict[str, list[tuple[float, str]]] = {}
    for (member, person), value in closeness.items():
        by_person.setdefault(person, []).append((-round(value, DIGITS), member))
    return {person: _person(person, sorted(found), closeness, rung_of) for person, found in sorted(by_person.items())}


def _person(
    person: str, ranking: Sequence[tuple[float, str]], closeness: Mapping[Pair, float], rung_of: Mapping[Pair, Rung]
) -> PersonCloseness:
    members = tuple(member for _, member in ranking)
    missing = 1.0
    for member in members[:CLOSEST]:
        missing *= 1.0 - closeness[member, person] / 100.0
    closest = members[0], person
    return PersonCloseness(closeness[closest], rung_of[closest], 100.0 * (1.0 - missing), members)
