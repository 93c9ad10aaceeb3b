"""Closeness of a person: how close the closest of us is."""

import math
from collections.abc import Mapping, Sequence
from operator import sub

from analytics.inputs.contacts import Contacts, Pair
from analytics.inputs.person_closeness import PersonCloseness
from analytics.ranking import DIGITS
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import Rung

NEARLY = 2 * 10.0**-DIGITS
"""Numbers that are further apart are still apart when they are rounded."""


def people_closeness(
    contacts: Contacts, closeness: Mapping[Pair, float], rungs: Sequence[Rung], settings: AnalysisSettings
) -> dict[str, PersonCloseness]:
    """Return the closeness to each person: that of the closest pair, with its rung.

    ``combined`` is ``100 (1 - prod(1 - closeness / 100))`` over the three closest members (``combined_members``); it is
    for display.

    Returns
    -------
    dict
        Person id -> closeness; people to whom none of us has any closeness are absent, not 0.
    """
    most = settings.combined_members
    rung_of = dict(zip(contacts.pairs, rungs, strict=True))
    by_person: dict[str, list[tuple[float, str]]] = {}
    for (member, person), value in closeness.items():
        by_person.setdefault(person, []).append((-value, member))
    found: dict[str, PersonCloseness] = {}
    for person, each in sorted(by_person.items()):
        members = tuple(member for _, member in _ranked(each))
        combined = _combined([closeness[member, person] for member in members[:most]])
        closest = members[0], person
        found[person] = PersonCloseness(closeness[closest], rung_of[closest], combined, members)
    return found


def _ranked(each: list[tuple[float, str]]) -> Sequence[tuple[float, str]]:
    """Return members by closeness, equal ones to 12 digits by id; rounds only where some are nearly equal."""
    each.sort()
    values = [value for value, _ in each]
    if min(map(sub, values[1:], values), default=math.inf) > NEARLY:
        return each
    return sorted((round(value, DIGITS), member) for value, member in each)


def _combined(closest: Sequence[float]) -> float:
    missing = 1.0
    for closeness in closest:
        missing *= 1.0 - closeness / 100.0
    return 100.0 * (1.0 - missing)
