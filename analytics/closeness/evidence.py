"""Evidence: the records that the numbers of each pair rest on."""

from collections.abc import Mapping
from typing import NamedTuple

from analytics.beliefs.consensus import Belief
from analytics.beliefs.words import Subject
from analytics.closeness.contacts import Contacts
from schemas.account_graph import AccountGraph


class Evidence(NamedTuple):
    """Ids of what counts: contacts and words in order of time, coverages in order of id."""

    interactions: tuple[str, ...]
    assessments: tuple[str, ...]
    coverages: tuple[str, ...]
    key_player: tuple[str, ...]


def evidence(
    account: AccountGraph, contacts: Contacts, beliefs: Mapping[Subject, Belief], cadence: Mapping[str, float]
) -> list[Evidence]:
    """Return what the closeness of each pair rests on.

    Where a coverage sets the cadence, those of the shortest are named, else the words on the person's political
    status, which with the account's tier set it.
    """
    places: list[list[str]] = [[] for _ in contacts.pairs]
    for pair, place in zip(contacts.pair.tolist(), contacts.interaction.tolist(), strict=True):
        places[pair].append(contacts.ids[place])
    agreed = _coverages(account, cadence)
    found = []
    for (member, person), interactions in zip(contacts.pairs, places, strict=True):
        by = agreed.get(person, ())
        status = () if by else _words(beliefs, (person, "political_status", None))
        found.append(Evidence(tuple(interactions), _words(beliefs, (person, "rung", member)), by, status))
    return found


def _coverages(account: AccountGraph, cadence: Mapping[str, float]) -> dict[str, tuple[str, ...]]:
    agreed: dict[str, tuple[str, ...]] = {}
    for each in sorted(account.coverages, key=lambda coverage: coverage.id):
        if each.target_kind == "person" and each.cadence_days == cadence.get(each.target_id, 0.0):
            agreed[each.target_id] = (*agreed.get(each.target_id, ()), each.id)
    return agreed


def _words(beliefs: Mapping[Subject, Belief], subject: Subject) -> tuple[str, ...]:
    belief = beliefs.get(subject)
    return tuple(word.assessment.id for word in belief.words) if belief else ()
