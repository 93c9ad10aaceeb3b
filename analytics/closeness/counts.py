"""Counts: when a pair met first and last, how often lately, and who began."""

from typing import NamedTuple

import numpy as np

from analytics.graphs.people_graph import IntArray
from analytics.inputs.contacts import THEIRS, UNKNOWN, Contacts

RECENT_DAYS = 90.0
"""Days within which contacts are recent."""


class Counts(NamedTuple):
    """Contacts of one pair; instants are None without any, ``reciprocity`` where nobody knows who began."""

    first_at: str | None
    last_at: str | None
    recent: int
    reciprocity: float | None


def counts(contacts: Contacts) -> list[Counts]:
    """Return the counts of each pair.

    ``reciprocity`` is the share of contacts they began among those of which it is known who did, in [0, 1].
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
    theirs = contacts.counted(contacts.began == THEIRS).tolist()
    known = contacts.counted(contacts.began != UNKNOWN).tolist()
    return [begun / of if of else None for begun, of in zip(theirs, known, strict=True)]
