"""Freshness: the people we have met recently enough."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from analytics.inputs.contacts import Contacts


class Meeting(NamedTuple):
    """The last two-way contact of a person with any of us: how many days ago it was, and its id."""

    days: float
    interaction: str


def meetings(contacts: Contacts) -> dict[str, Meeting]:
    """Return the last two-way contact of each person; of several at one instant, the first by id.

    People who never had one are absent.
    """
    two_way = np.flatnonzero(contacts.two_way)
    latest = two_way[np.lexsort((contacts.interaction[two_way], contacts.age[two_way]))]
    pairs, place = np.unique(contacts.pair[latest], return_index=True)
    found: dict[str, Meeting] = {}
    for pair, contact in zip(pairs.tolist(), latest[place].tolist(), strict=True):
        person = contacts.pairs[pair][1]
        meeting = Meeting(float(contacts.age[contact]), contacts.ids[contacts.interaction[contact]])
        found[person] = min(meeting, found.get(person, meeting))
    return dict(sorted(found.items()))


def last_met(meetings: Mapping[str, Meeting]) -> dict[str, float]:
    """Return the days since the last two-way contact, for each person who had one.

    Examples
    --------
    >>> last_met({"ada": Meeting(2.5, "i1")})
    {'ada': 2.5}
    """
    return {person: meeting.days for person, meeting in meetings.items()}


def fresh(last_met: Mapping[str, float], cadence: Mapping[str, float]) -> frozenset[str]:
    """Return the people whose last two-way contact is within their cadence; a person never met is not fresh.

    Examples
    --------
    >>> sorted(fresh({"ada": 30.0, "bo": 31.0}, {"ada": 30.0, "bo": 30.0, "cy": 30.0}))
    ['ada']
    """
    return frozenset(person for person, days in last_met.items() if days <= cadence[person])
