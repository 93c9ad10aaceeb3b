"""Evidence: the records that the closeness of each pair rests on."""

from collections.abc import Mapping
from typing import NamedTuple

from analytics.inputs.beliefs import Belief
from analytics.inputs.contacts import Contacts, Pair
from analytics.inputs.words import Subject
from analytics.members import standing_coverages
from schemas.rows.account_graph import AccountGraph


class CadenceEvidence(NamedTuple):
    """Ids of the coverages that set a person's cadence, else of the words on political status, beside the tier."""

    coverages: tuple[str, ...]
    key_player: tuple[str, ...]


class Evidence(NamedTuple):
    """Ids of the records that count: contacts and words in order of time, coverages in order of id."""

    interactions: tuple[str, ...]
    assessments: tuple[str, ...]
    coverages: tuple[str, ...]
    key_player: tuple[str, ...]


def cadence_evidence(
    account: AccountGraph, beliefs: Mapping[Subject, Belief], cadence: Mapping[str, float]
) -> dict[str, CadenceEvidence]:
    """Return the records that the cadence of each person rests on; among several coverages, the ones that set it."""
    agreed: dict[str, tuple[str, ...]] = {}
    for each in standing_coverages(account):
        if each.target_kind == "person" and each.cadence_days == cadence.get(each.target_id, 0.0):
            agreed[each.target_id] = (*agreed.get(each.target_id, ()), each.id)
    return {
        person: CadenceEvidence(agreed[person], ())
        if person in agreed
        else CadenceEvidence((), words_on(beliefs, (person, "political_status", None)))
        for person in cadence
    }


def evidence(
    contacts: Contacts, beliefs: Mapping[Subject, Belief], cadence_evidence: Mapping[str, CadenceEvidence]
) -> dict[Pair, Evidence]:
    """Return the records that the closeness of each pair rests on, in order of the pairs."""
    places: list[list[str]] = [[] for _ in contacts.pairs]
    for pair, place in zip(contacts.pair.tolist(), contacts.interaction.tolist(), strict=True):
        places[pair].append(contacts.ids[place])
    return {
        (member, person): Evidence(
            tuple(interactions), words_on(beliefs, (person, "rung", member)), *cadence_evidence[person]
        )
        for (member, person), interactions in zip(contacts.pairs, places, strict=True)
    }


def words_on(beliefs: Mapping[Subject, Belief], subject: Subject) -> tuple[str, ...]:
    """Return the ids of the assessments that a belief rests on, in order of time; none where there is no belief.

    Examples
    --------
    >>> words_on({}, ("ada", "rung", "kim"))
    ()
    """
    belief = beliefs.get(subject)
    return tuple(word.assessment.id for word in belief.words) if belief else ()
