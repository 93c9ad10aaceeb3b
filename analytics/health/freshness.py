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
    people = sorted({person for _, person in contacts.pairs})
    place = {person: position for position, person in enumerate(people)}
    person_of = np.array([place[person] for _, person in contacts.pairs], dtype=np.int64)
    who, which = person_of[contacts.pair[contacts.two_way]], contacts.interaction[contacts.two_way]
    age, days = contacts.age[contacts.two_way], np.full(len(people), np.inf)
    np.minimum.at(days, who, age)
    latest = age == days[who]
    first = np.full(len(people), len(contacts.ids))
    np.minimum.at(first, who[latest], which[latest])
    return {
        person: Meeting(passed, contacts.ids[one])
        for person, passed, one in zip(people, days.tolist(), first.tolist(), strict=True)
        if one < len(contacts.ids)
    }


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
