"""Counts: when a pair first and last had contact, how often of late, and who initiated it."""

from typing import NamedTuple

import numpy as np

from analytics.graphs.people_graph import IntArray
from analytics.inputs.contacts import THEIRS, UNKNOWN, Contacts

RECENT_DAYS = 90.0
"""A contact is recent for this many days."""


class Counts(NamedTuple):
    """Contacts of one pair; instants are None without any, ``reciprocity`` is None if no initiator is known."""

    first_at: str | None
    last_at: str | None
    recent: int
    reciprocity: float | None


def counts(contacts: Contacts) -> list[Counts]:
    """Return first and last contact, the number of contacts in the last 90 days, and the reciprocity of each pair.

    ``reciprocity`` is the share of contacts that they initiated among those whose initiator is known, in [0, 1].
    """
    met = np.flatnonzero(contacts.contacted)
    first = np.searchsorted(contacts.pair, met, side="left")
    last = np.searchsorted(contacts.pair, met, side="right") - 1
    columns = (
        _instants(contacts, met, first),
        _instants(contacts, met, last),
        contacts.counted(contacts.age <= RECENT_DAYS).tolist(),
        _shares(contacts),
    )
    return list(map(Counts, *columns))


def _instants(contacts: Contacts, met: IntArray, rows: IntArray) -> list[str | None]:
    found: list[str | None] = [None] * len(contacts)
    for pair, place in zip(met.tolist(), contacts.interaction[rows].tolist(), strict=True):
        found[pair] = contacts.instants[place]
    return found


def _shares(contacts: Contacts) -> list[float | None]:
    theirs = contacts.counted(contacts.initiator == THEIRS).tolist()
    known = contacts.counted(contacts.initiator != UNKNOWN).tolist()
    return [initiated / total if total else None for initiated, total in zip(theirs, known, strict=True)]
