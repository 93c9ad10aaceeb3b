"""Closeness of a person: how close the closest of us is."""

from collections.abc import Mapping, Sequence

from analytics.inputs.contacts import Contacts, Pair
from analytics.inputs.person_closeness import PersonCloseness
from analytics.ranking import DIGITS
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import Rung


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
        by_person.setdefault(person, []).append((-round(value, DIGITS), member))
    found: dict[str, PersonCloseness] = {}
    for person, ranking in sorted(by_person.items()):
        members = tuple(member for _, member in sorted(ranking))
        combined = _combined([closeness[member, person] for member in members[:most]])
        closest = members[0], person
        found[person] = PersonCloseness(closeness[closest], rung_of[closest], combined, members)
    return found


def _combined(closest: Sequence[float]) -> float:
    missing = 1.0
    for closeness in closest:
        missing *= 1.0 - closeness / 100.0
    return 100.0 * (1.0 - missing)
