"""Closeness of a person: how near the nearest of us is."""

from collections.abc import Mapping, Sequence

from analytics.inputs.contacts import Contacts, Pair
from analytics.inputs.person_closeness import PersonCloseness
from analytics.ranking import DIGITS
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import Rung


def people_closeness(
    contacts: Contacts, closeness: Mapping[Pair, float], rungs: Sequence[Rung], settings: AnalysisSettings
) -> dict[str, PersonCloseness]:
    """Return the closeness of each person to whom any of us has some; the others are absent, not zero."""
    closest = settings.combined_members
    rung_of = dict(zip(contacts.pairs, rungs, strict=True))
    by_person: dict[str, list[tuple[float, str]]] = {}
    for (member, person), value in closeness.items():
        by_person.setdefault(person, []).append((-round(value, DIGITS), member))
    found: dict[str, PersonCloseness] = {}
    for person, ranking in sorted(by_person.items()):
        members = tuple(member for _, member in sorted(ranking))
        heard = _combined([closeness[member, person] for member in members[:closest]])
        nearest = members[0], person
        found[person] = PersonCloseness(closeness[nearest], rung_of[nearest], heard, members)
    return found


def _combined(closest: Sequence[float]) -> float:
    missing = 1.0
    for closeness in closest:
        missing *= 1.0 - closeness / 100.0
    return 100.0 * (1.0 - missing)
