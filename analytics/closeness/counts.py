"""Counts: when a pair met first and last, how often lately, and who began."""

from typing import NamedTuple

import numpy as np

from analytics.closeness.contacts import THEIRS, UNKNOWN, Contacts

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
    recent = contacts.counted(contacts.age <= RECENT_DAYS).tolist()
    theirs = contacts.counted(contacts.began == THEIRS).tolist()
    known = contacts.counted(contacts.began != UNKNOWN).tolist()
    begins = np.searchsorted(contacts.pair, np.arange(len(contacts)), side="left").tolist()
    ends = np.searchsorted(contacts.pair, np.arange(len(contacts)), side="right").tolist()
    at = contacts.at.tolist()
    return [
        Counts(
            first_at=at[begins[place]] if begins[place] < ends[place] else None,
            last_at=at[ends[place] - 1] if begins[place] < ends[place] else None,
            recent=recent[place],
            reciprocity=theirs[place] / known[place] if known[place] else None,
        )
        for place in range(len(contacts))
    ]
